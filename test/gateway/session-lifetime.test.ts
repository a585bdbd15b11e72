import { describe, expect, test } from 'vitest'
import type { BrowserLike, VisitAnswer } from '../support/browser-like.ts'
import type { World } from '../support/world.ts'
import { openWorld } from './open-world.ts'

const minute = 60_000

const signedIn = async (
  options: Parameters<typeof openWorld>[0] = {},
): Promise<World & { readonly ada: BrowserLike; readonly call: (path?: string) => Promise<VisitAnswer> }> => {
  const world = await openWorld(options)
  const ada = world.browser()
  await world.signIn(ada)
  return Object.assign(Object.create(world) as World, {
    ada,
    call: (path = '/') => ada.get(world.pageOrigin + path, { kind: 'background' }),
  })
}

const outcome = (answer: VisitAnswer): unknown[] => [
  answer.status,
  answer.header('clearway-problem'),
  answer.status === 200 ? undefined : (answer.json() as { readonly detail: string }).detail,
]

const live = [200, undefined, undefined]
const unused = [401, 'session/expired', 'The session ended because it was not used.']
const over = [401, 'session/expired', 'The session has reached the end of its lifetime.']

describe('a session', () => {
  test('ends when it was not used for the idle time', async () => {
    const { advance, call } = await signedIn()
    advance(9.5 * minute)
    expect(outcome(await call())).toEqual(live)
    advance(10 * minute)
    expect(outcome(await call())).toEqual(unused)
    expect(outcome(await call())).toEqual(unused)
  })

  test('goes on while it is used, until the end of its lifetime', async () => {
    const { advance, call } = await signedIn()
    for (let minutes = 9; minutes < 60; minutes += 9) {
      advance(9 * minute)
      expect(outcome(await call())).toEqual(live)
    }
    advance(6 * minute)
    expect(outcome(await call())).toEqual(over)
  })

  test('lives longer than the provider’s tokens', async () => {
    const { advance, call } = await signedIn({ tokenSeconds: 60, sessions: { idle: '50m' } })
    advance(40 * minute)
    expect(outcome(await call())).toEqual(live)
  })

  test('is used by navigations and by calls from the application’s other origin', async () => {
    const { advance, ada, pageOrigin, apiOrigin, call } = await signedIn()
    advance(9 * minute)
    expect((await ada.get(`${pageOrigin}/`, { kind: 'navigation' })).status).toBe(200)
    advance(9 * minute)
    expect((await ada.get(`${apiOrigin}/`, { kind: 'background', origin: pageOrigin })).status).toBe(200)
    advance(9 * minute)
    expect(outcome(await call())).toEqual(live)
  })

  test('is not used by asking about it, nor by renewing it', async () => {
    const { advance, ada, pageOrigin, call } = await signedIn()
    for (let asked = 0; asked < 3; asked += 1) {
      advance(3 * minute)
      expect((await call('/.clearway/session')).status).toBe(200)
      expect(
        (await ada.visit(`${pageOrigin}/.clearway/renew`, { kind: 'background', method: 'POST' })).status,
      ).toBe(200)
    }
    advance(minute)
    expect(outcome(await call('/.clearway/session'))).toEqual(unused)
    expect(outcome(await call())).toEqual(unused)
  })

  test('is used by one call however many are refused for another reason', async () => {
    const { advance, ada, pageOrigin, call } = await signedIn()
    advance(9 * minute)
    const foreign = await ada.visit(`${pageOrigin}/`, {
      kind: 'background',
      method: 'POST',
      origin: 'http://x.test',
    })
    expect(foreign.status).not.toBe(200)
    advance(minute)
    expect(outcome(await call())).toEqual(unused)
  })

  test('goes on over a restart of the gateway, and so does its clock', async () => {
    const { advance, call, restart } = await signedIn()
    advance(9 * minute)
    expect(outcome(await call())).toEqual(live)
    await restart()
    advance(9 * minute)
    expect(outcome(await call())).toEqual(live)
    await restart()
    advance(10 * minute)
    expect(outcome(await call())).toEqual(unused)
  })

  test('that has ended leads a navigation to sign-in', async () => {
    const { advance, ada, entra, pageOrigin } = await signedIn()
    ada.cookies.clear()
    advance(11 * minute)
    const answer = await ada.get(`${pageOrigin}/`, { kind: 'navigation' })
    expect(new URL(answer.url).origin).toBe(entra.origin)
  })
})

test('whoever was never signed in is told something else than whoever no longer is', async () => {
  const { browser, pageOrigin, call, ada } = await signedIn()
  const never = await browser().get(`${pageOrigin}/`, { kind: 'background' })
  expect(outcome(never)).toEqual([401, 'session/missing', 'Nobody is signed in here.'])
  ada.cookies.set(
    `__Secure-clearway-contacts=${'A'.repeat(43)}; Path=/; Secure; Domain=clearway.localhost`,
    new URL(pageOrigin),
    {
      kind: 'navigation',
      method: 'GET',
    },
  )
  expect(outcome(await call())).toEqual([
    401,
    'session/expired',
    'The session that this cookie belonged to has ended.',
  ])
})

describe('the session endpoint', () => {
  test('says who is signed in and what is left, and no token', async () => {
    const world = await openWorld()
    const [ada, begun] = [world.browser(), world.now()]
    await world.signIn(ada)
    world.advance(minute)
    const answer = await ada.get(`${world.pageOrigin}/.clearway/session`, { kind: 'background' })
    const most = (world.now() - begun) / 1000 + 1
    expect(answer.header('content-type')).toBe('application/json')
    expect(answer.header('cache-control')).toBe('no-store')
    const { idleSeconds, lifetimeSeconds, tokenSeconds, ...rest } = answer.json() as Record<string, unknown>
    expect(rest).toEqual({
      signedIn: true,
      application: 'contacts',
      user: {
        sub: expect.stringMatching(/^[\w-]+$/),
        name: 'Ada Lovelace',
        username: 'ada@contoso.onmicrosoft.com',
        email: 'ada@contoso.example',
      },
      renewable: true,
    })
    for (const [left, limit] of [
      [idleSeconds, 600],
      [lifetimeSeconds, 3600],
      [tokenSeconds, 300],
    ] as const) {
      expect(left).toBeLessThanOrEqual(limit - 60)
      expect(left).toBeGreaterThanOrEqual(limit - most)
    }
  })

  test('is readable to the application’s other origin', async () => {
    const { ada, pageOrigin, apiOrigin } = await signedIn()
    const answer = await ada.get(`${apiOrigin}/.clearway/session`, { kind: 'background', origin: pageOrigin })
    expect(answer.status).toBe(200)
    expect(answer.header('access-control-allow-origin')).toBe(pageOrigin)
    expect(answer.header('access-control-allow-credentials')).toBe('true')
  })

  test('tells pages of other origins nothing', async () => {
    const { ada, pageOrigin } = await signedIn()
    const answer = await ada.get(`${pageOrigin}/.clearway/session`, {
      kind: 'background',
      origin: pageOrigin.replace('contacts', 'evil'),
    })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'cors/origin-not-allowed'])
    expect(answer.header('access-control-allow-origin')).toBeUndefined()
    expect(answer.text()).not.toContain('ada')
  })

  test('answers whoever is not signed in by the contract', async () => {
    const { browser, pageOrigin } = await signedIn()
    const answer = await browser().get(`${pageOrigin}/.clearway/session`, { kind: 'background' })
    expect(outcome(answer)).toEqual([401, 'session/missing', 'Nobody is signed in here.'])
  })
})
