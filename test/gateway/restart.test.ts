import type { RunningGateway } from '@clearway/gateway'
import { expect, test } from 'vitest'
import { openWorld } from './open-world.ts'
import { prepareSite } from './prepare-site.ts'

test('people stay signed in over a restart', async () => {
  const { browser, pageOrigin, restart, signIn } = await openWorld()
  const ada = browser()
  await signIn(ada)
  await restart()
  expect((await ada.get(`${pageOrigin}/`, { kind: 'background' })).status).toBe(200)
})

test('a sign-in that was begun before a restart is finished after it', async () => {
  const { browser, pageOrigin, restart } = await openWorld()
  const ada = browser()
  const offered = await ada.get(`${pageOrigin}/deep`, { kind: 'navigation' })
  await restart()
  const answer = await ada.submit(offered, { user: 'a0000000-0000-4000-8000-000000000001' })
  expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/deep`])
})

test('an answer that was used before a restart is not used again after it', async () => {
  const { browser, pageOrigin, restart, signIn } = await openWorld()
  const ada = browser()
  const { redirectedFrom } = await signIn(ada)
  const callback = redirectedFrom.find((url) => url.includes('/.clearway/callback')) ?? ''
  await restart()
  ada.cookies.set(
    '__Secure-clearway-contacts=; Max-Age=0; Path=/; Secure; Domain=clearway.localhost',
    new URL(pageOrigin),
    { kind: 'navigation', method: 'GET' },
  )
  const answer = await ada.get(callback, { kind: 'navigation' })
  expect([answer.status, answer.header('clearway-problem')]).toEqual([400, 'sign-in/state-used'])
})

test('a gateway that is told to stop in the middle of a renewal keeps what the provider gives', async () => {
  let gateway: RunningGateway | undefined
  let stopped: Promise<void> | undefined
  const site = await prepareSite({
    onEvent: (event) => {
      // The tokens are made and not yet sent.
      if (event.type === 'tokens-issued' && event.grant === 'refresh_token') stopped ??= gateway?.stop()
    },
  })
  gateway = await site.start()
  const ada = site.browser()
  await site.signIn(ada)
  site.advance(5 * 60_000)
  expect((await ada.get(`${site.origin}/`, { kind: 'background' })).status).toBe(200)
  await stopped

  await site.start()
  expect((await ada.get(`${site.origin}/`, { kind: 'background' })).status).toBe(200)
  expect(site.grants('refresh_token')).toBe(1)
})

test('also when no request waits for it', async () => {
  let gateway: RunningGateway | undefined
  let tell: () => void = () => {}
  const stopped = new Promise<void>((resolve) => (tell = resolve))
  const site = await prepareSite({
    onEvent: (event) => {
      if (event.type !== 'tokens-issued' || event.grant !== 'refresh_token') return
      void gateway?.stop().then(tell)
    },
  })
  gateway = await site.start()
  const ada = site.browser()
  await site.signIn(ada)
  site.advance(4.1 * 60_000)
  await ada.get(`${site.origin}/`, { kind: 'background' })
  await stopped

  await site.start()
  site.advance(2 * 60_000)
  expect((await ada.get(`${site.origin}/`, { kind: 'background' })).status).toBe(200)
  expect(site.grants('refresh_token')).toBe(1)
})
