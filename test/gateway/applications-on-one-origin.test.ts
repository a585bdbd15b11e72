import { expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import { request } from '../support/http-client.ts'
import type { WorldParts } from '../support/world.ts'
import { openWorld, shareWorld } from './open-world.ts'
import { cookiesFor } from './pick-account.ts'

const applications = ({ pageOrigin, pageInternal, apiInternal }: WorldParts): string => `
  - name: wiki
    segments:
      - { external: "${pageOrigin}/wiki/", internal: "${pageInternal}/" }
      - { external: "${pageOrigin}/wiki/files/", internal: "${apiInternal}/" }
  - name: reports
    allow: { groups: [finance] }
    segments: [{ external: "${pageOrigin}/reports/", internal: "${apiInternal}/" }]`

const shared = shareWorld({ applications })

const names = (browser: BrowserLike): readonly string[] => [...browser.cookies.names()].sort()

test('each application has its own session and its own cookie', async () => {
  const { browser, pageOrigin, signIn } = shared()
  const ada = browser()
  expect((await signIn(ada, 'ada', `${pageOrigin}/wiki/start`)).url).toBe(`${pageOrigin}/wiki/start`)
  expect(names(ada)).toContain('__Host-clearway-wiki')
  expect(names(ada)).not.toContain('__Host-clearway-reports')
  expect((await ada.get(`${pageOrigin}/wiki/files/x`, { kind: 'background' })).status).toBe(200)
  expect((await ada.get(`${pageOrigin}/reports/`, { kind: 'background' })).status).toBe(401)
})

test('the session of one opens no other, under whatever name its cookie comes', async () => {
  const { browser, pageOrigin, signIn } = shared()
  const grace = browser()
  await signIn(grace, 'grace', `${pageOrigin}/wiki/`)
  const [, id = ''] = /__Host-clearway-wiki=([\w-]+)/.exec(cookiesFor(grace, pageOrigin)) ?? []
  const answer = await request(`${pageOrigin}/reports/`, {
    headers: { cookie: `__Host-clearway-reports=${id}` },
  })
  expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/expired'])
})

test('addresses for signing in name the application that is meant', async () => {
  const { browser, pageOrigin, signIn } = shared()
  for (const [path, application] of [
    ['/wiki/', 'wiki'],
    ['/wiki/files/', 'wiki'],
    ['/reports/', 'reports'],
  ] as const) {
    const refused = await browser().get(pageOrigin + path, { kind: 'background' })
    const address = (refused.json() as { readonly signIn: string }).signIn
    expect(address).toBe(`${pageOrigin}/.clearway/sign-in?application=${application}`)
    const answer = await signIn(browser(), 'grace', address)
    expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/${application}/`])
  }
})

test('the own endpoints speak of the application that is named', async () => {
  const { browser, pageOrigin, signIn } = shared()
  const grace = browser()
  await signIn(grace, 'grace', `${pageOrigin}/reports/`)
  const ask = async (search: string): Promise<unknown> => {
    const answer = await grace.get(`${pageOrigin}/.clearway/session${search}`, { kind: 'background' })
    return answer.status === 200
      ? (answer.json() as { readonly application: string }).application
      : answer.status
  }
  expect([
    await ask('?application=reports'),
    await ask('?application=wiki'),
    await ask('?application=nobody'),
  ]).toEqual(['reports', 401, 404])
})

test('a return address of one application is none for another', async () => {
  const { browser, pageOrigin } = shared()
  const search = `application=wiki&returnTo=${encodeURIComponent(`${pageOrigin}/reports/`)}`
  const answer = await browser().get(`${pageOrigin}/.clearway/sign-in?${search}`, { kind: 'navigation' })
  expect([answer.status, answer.header('clearway-problem')]).toEqual([400, 'sign-in/return-not-allowed'])
})

test('signing out of one leaves the other, and comes back from the provider', async () => {
  const { browser, pageOrigin, signIn } = shared()
  const grace = browser()
  await signIn(grace, 'grace', `${pageOrigin}/wiki/`)
  await grace.get(`${pageOrigin}/reports/`, { kind: 'navigation' })
  const answer = await grace.get(`${pageOrigin}/.clearway/sign-out?application=reports`, {
    kind: 'navigation',
  })
  expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/.clearway/signed-out`])
  expect(names(grace)).toContain('__Host-clearway-wiki')
  expect(names(grace)).not.toContain('__Host-clearway-reports')
  expect((await grace.get(`${pageOrigin}/wiki/`, { kind: 'background' })).status).toBe(200)
})

test('many applications opened at once are no circle of sign-ins', async () => {
  const { browser, pageOrigin, signIn } = await openWorld({
    applications: ({ pageOrigin: origin, pageInternal }) =>
      Array.from(
        { length: 6 },
        (_each, index) => `
  - name: app-${index}
    segments: [{ external: "${origin}/app-${index}/", internal: "${pageInternal}/" }]`,
      ).join(''),
  })
  const ada = browser()
  await signIn(ada, 'ada', `${pageOrigin}/app-0/`)
  for (let index = 1; index < 6; index += 1) {
    expect((await ada.get(`${pageOrigin}/app-${index}/`, { kind: 'navigation' })).status).toBe(200)
  }
})
