import { expect, test } from 'vitest'
import { openWorld } from './open-world.ts'
import { deliver, pickAccount } from './pick-account.ts'

const minute = 60_000

test('tabs that sign in at the same time each arrive where they were going: A, B, then A', async () => {
  const { browser, pageOrigin } = await openWorld()
  const ada = browser()
  const open = async (path: string): ReturnType<typeof pickAccount> =>
    pickAccount(await ada.get(pageOrigin + path, { kind: 'navigation' }))
  const a = await open('/a')
  const b = await open('/b')
  const again = await open('/a2')

  for (const [tab, path] of [
    [a, '/a'],
    [b, '/b'],
    [again, '/a2'],
  ] as const) {
    const answer = await ada.get(tab.url.href, { kind: 'navigation' })
    expect([answer.status, answer.url]).toEqual([200, pageOrigin + path])
  }
})

test('the last begun may finish first', async () => {
  const { browser, pageOrigin } = await openWorld()
  const ada = browser()
  const tabs = []
  for (const path of ['/1', '/2', '/3']) {
    const offered = await ada.get(pageOrigin + path, { kind: 'navigation' })
    tabs.unshift([path, await pickAccount(offered)] as const)
  }
  for (const [path, tab] of tabs) {
    expect((await ada.get(tab.url.href, { kind: 'navigation' })).url).toBe(pageOrigin + path)
  }
})

test('an answer that comes twice to a browser which is signed in just leads back', async () => {
  const { browser, pageOrigin, grants } = await openWorld()
  const ada = browser()
  const tab = await pickAccount(await ada.get(`${pageOrigin}/a`, { kind: 'navigation' }))
  await ada.get(tab.url.href, { kind: 'navigation' })
  const again = await deliver(ada, tab)
  expect([again.status, again.header('location')]).toEqual([303, `${pageOrigin}/a`])
  expect(again.headerValues('set-cookie')).toEqual([])
  expect(grants('authorization_code')).toBe(1)
})

test('an answer that comes too late to a browser which another tab has signed in just leads back', async () => {
  const { browser, pageOrigin, signIn, advance, grants } = await openWorld({
    sessions: { idle: '1h', lifetime: '2h' },
  })
  const ada = browser()
  const tab = await pickAccount(await ada.get(`${pageOrigin}/a`, { kind: 'navigation' }))
  advance(50 * minute)
  await signIn(ada)
  advance(11 * minute)
  const late = await deliver(ada, tab)
  expect([late.status, late.header('location')]).toEqual([303, `${pageOrigin}/a`])
  expect(grants('authorization_code')).toBe(1)
})

test('an answer that is somebody else’s leads nowhere, signed in or not', async () => {
  const { browser, pageOrigin, signIn } = await openWorld()
  const [ada, mallory] = [browser(), browser()]
  await signIn(ada)
  const foreign = await pickAccount(await mallory.get(`${pageOrigin}/m`, { kind: 'navigation' }), 'grace')
  const answer = await deliver(ada, foreign)
  expect([answer.status, answer.header('clearway-problem')]).toEqual([400, 'sign-in/state-invalid'])
  const session = await ada.get(`${pageOrigin}/.clearway/session`, { kind: 'background' })
  expect(session.json()).toMatchObject({ user: { username: 'ada@contoso.onmicrosoft.com' } })
})
