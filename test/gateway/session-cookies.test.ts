import { expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import type { World, WorldParts } from '../support/world.ts'
import { openWorld, shareWorld } from './open-world.ts'
import { cookiesFor, deliver, pickAccount } from './pick-account.ts'

const shared = shareWorld()

/** The Set-Cookie lines of the answer that completes a sign-in. */
const cookiesSet = async (
  { browser, pageOrigin }: World,
  origin = pageOrigin,
): Promise<readonly string[]> => {
  const ada = browser()
  const answer = await pickAccount(await ada.get(`${origin}/`, { kind: 'navigation' }))
  return (await deliver(ada, answer)).headerValues('set-cookie')
}

const register = ({ directory }: World, origin: string): void => {
  directory.tenants[0]?.applications?.[0]?.web?.redirectUris.push(`${origin}/.clearway/callback`)
}

test('an application of one origin has a cookie that no other host can read or set', async () => {
  const world = await openWorld({
    applications: ({ pageOrigin, pageInternal }) => `
  - name: notes
    segments: [{ external: "${pageOrigin}/", internal: "${pageInternal}/" }]`,
  })
  expect(await cookiesSet(world)).toEqual([
    expect.stringMatching(/^__Host-clearway-notes=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ])
})

test('an application of two hosts of one site has a cookie for their common parent', async () => {
  expect(await cookiesSet(shared())).toEqual([
    expect.stringMatching(
      /^__Secure-clearway-contacts=[\w-]{43}; Domain=clearway\.localhost; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ])
})

test('signed in on one host of the site, people are signed in on the other', async () => {
  const { signIn, browser, pageOrigin, apiOrigin } = shared()
  const ada = browser()
  await signIn(ada)
  const answer = await ada.get(`${apiOrigin}/`, { kind: 'background', origin: pageOrigin })
  expect([answer.status, answer.text()]).toEqual([200, 'api'])
})

test('an application of several sites has a cookie on each of its own, and a session on each', async () => {
  const origins = ({ port }: WorldParts): readonly string[] => [
    `http://app.one.localhost:${port}`,
    `http://app.two.localhost:${port}`,
  ]
  const world = await openWorld({
    applications: (parts) => `
  - name: notes
    segments:
${origins(parts)
  .map((origin) => `      - { external: "${origin}/", internal: "${parts.pageInternal}/" }`)
  .join('\n')}`,
  })
  const [one = '', two = ''] = origins(world)
  for (const origin of [one, two]) {
    register(world, origin)
    expect(await cookiesSet(world, origin)).toEqual([expect.stringMatching(/^__Host-clearway-notes=/)])
  }
  const ada = world.browser()
  await world.signIn(ada, 'ada', `${one}/`)
  expect((await ada.get(`${one}/`, { kind: 'background' })).status).toBe(200)
  expect((await ada.get(`${two}/`, { kind: 'background' })).status).toBe(401)
})

test('a cookie that a neighbour host planted beside ours signs nobody out', async () => {
  const { signIn, browser, pageOrigin } = shared()
  const ada = browser()
  await signIn(ada)
  const ours = cookiesFor(ada, pageOrigin)
  const planted = `__Secure-clearway-contacts=${'A'.repeat(43)}`
  for (const cookie of [`${planted}; ${ours}`, `${ours}; ${planted}`, `${planted}; ${planted}; ${ours}`]) {
    expect((await request(`${pageOrigin}/`, { headers: { cookie } })).status).toBe(200)
  }
})

test.each([
  ['another name', (value: string) => `__Host-clearway-contacts=${value}`],
  ['one letter more', (value: string) => `__Secure-clearway-contacts=${value}A`],
  ['one letter less', (value: string) => `__Secure-clearway-contacts=${value.slice(1)}`],
  ['nothing', () => '__Secure-clearway-contacts='],
  ['broken escapes', () => '__Secure-clearway-contacts=%E0%A4%A'],
  ['a path', () => '__Secure-clearway-contacts=../../etc/passwd'],
])('a cookie with %s lets nobody in', async (_what, change) => {
  const { signIn, browser, pageOrigin, page } = shared()
  const ada = browser()
  await signIn(ada)
  const reached = page.requests.length
  const [, value = ''] = /__Secure-clearway-contacts=([^;]+)/.exec(cookiesFor(ada, pageOrigin)) ?? []
  const answer = await request(`${pageOrigin}/`, { headers: { cookie: change(value) } })
  expect(answer.status).toBe(401)
  expect(page.requests.length).toBe(reached)
})
