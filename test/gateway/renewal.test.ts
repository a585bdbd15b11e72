import { createServer, type Server, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { BrowserLike, VisitAnswer } from '../support/browser-like.ts'
import type { World } from '../support/world.ts'
import { openWorld } from './open-world.ts'

const minute = 60_000

const signedIn = async (
  options: Parameters<typeof openWorld>[0] = {},
): Promise<{
  readonly world: World
  readonly ada: BrowserLike
  readonly call: () => Promise<VisitAnswer>
}> => {
  const world = await openWorld(options)
  const ada = world.browser()
  await world.signIn(ada)
  return { world, ada, call: () => ada.get(`${world.pageOrigin}/`, { kind: 'background' }) }
}

const renew = ({ pageOrigin }: World, browser: BrowserLike, origin?: string): Promise<VisitAnswer> =>
  browser.visit(`${pageOrigin}/.clearway/renew`, {
    kind: 'background',
    method: 'POST',
    ...(origin !== undefined && { origin }),
  })

const codes = (answer: VisitAnswer): unknown[] => [answer.status, answer.header('clearway-problem')]

const ada = ({ directory }: World): { accountEnabled?: boolean; memberOf?: string[] } => {
  const user = directory.tenants[0]?.users?.[0]
  if (!user) throw new Error('the directory has no Ada')
  return user
}

/** Puts a provider in Entra's place that takes calls and does not answer. */
const hang = async ({
  entra,
}: World): Promise<{ readonly called: Promise<void>; letGo(): Promise<void> }> => {
  await entra.close()
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const called = new Promise<void>((resolve) => {
    server = createServer((socket) => {
      sockets.add(socket)
      socket.once('data', () => resolve()).on('error', () => {})
    })
  })
  await new Promise<void>((resolve) => {
    server?.listen(entra.port, '127.0.0.1', resolve)
  })
  const letGo = (): Promise<void> =>
    new Promise((resolve) => {
      server?.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  onTestFinished(letGo)
  return { called, letGo }
}

describe('a token that is about to expire', () => {
  test('is renewed ahead of its expiry, once', async () => {
    const { world, call } = await signedIn()
    world.advance(3.9 * minute)
    await call()
    expect(world.grants('refresh_token')).toBe(0)
    world.advance(0.2 * minute)
    await Promise.all(Array.from({ length: 10 }, call))
    await vi.waitFor(() => expect(world.grants('refresh_token')).toBe(1))
    await call()
    expect(world.grants('refresh_token')).toBe(1)
  })

  test('keeps no request waiting, even while the provider does not answer', async () => {
    const { world, call } = await signedIn()
    const provider = await hang(world)
    world.advance(4.1 * minute)
    expect((await call()).status).toBe(200)
    await provider.called
    expect((await call()).status).toBe(200)
  })

  test('is renewed again and again while the session is used', async () => {
    const { world, call } = await signedIn()
    for (let round = 1; round <= 3; round += 1) {
      world.advance(5 * minute)
      expect((await call()).status).toBe(200)
      expect(world.grants('refresh_token')).toBe(round)
    }
  })

  test('that lives shorter than the time ahead is renewed at half its life', async () => {
    const { world, call } = await signedIn({ tokenSeconds: 100, sessions: { renewBefore: '15m' } })
    world.advance(40_000)
    await call()
    expect(world.grants('refresh_token')).toBe(0)
    world.advance(11_000)
    await call()
    await vi.waitFor(() => expect(world.grants('refresh_token')).toBe(1))
  })
})

describe('a token that has expired', () => {
  test('is renewed once for a hundred requests that wait for it', async () => {
    const { world, call } = await signedIn()
    world.advance(5 * minute)
    const answers = await Promise.all(Array.from({ length: 100 }, call))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(world.grants('refresh_token')).toBe(1)
  })

  test('keeps requests waiting until the provider is heard or gone, then the session goes on', async () => {
    const { world, call } = await signedIn()
    const reached = world.page.requests.length
    const provider = await hang(world)
    world.advance(5 * minute)
    const waiting = [call(), call()]
    await provider.called
    expect(world.page.requests.length).toBe(reached)
    await provider.letGo()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200])
  })

  test('is asked for anew when the provider is back, and not at every request before', async () => {
    const { world, call } = await signedIn()
    const provider = await hang(world)
    world.advance(5 * minute)
    const first = call()
    await provider.called
    await provider.letGo()
    await first
    // Nobody listens now; without the rest after a failure each call would try.
    for (let times = 0; times < 5; times += 1) expect((await call()).status).toBe(200)
    const failures = world.log.filter(({ msg }) => msg === 'a sign-in was not renewed')
    expect(failures.map(({ outcome }) => outcome)).toEqual(['not-possible'])
    world.advance(6_000)
    await call()
    await vi.waitFor(() =>
      expect(world.log.filter(({ msg }) => msg === 'a sign-in was not renewed').length).toBe(2),
    )
  })

  test('brings what the provider now says about the person', async () => {
    const { world, call } = await signedIn()
    ada(world).memberOf = []
    expect((await call()).status).toBe(200)
    world.advance(5 * minute)
    expect(codes(await call())).toEqual([403, 'access/not-allowed'])
  })
})

describe('when the provider refuses to renew', () => {
  test('the waiting calls are told so, and every later one', async () => {
    const { world, call } = await signedIn()
    ada(world).accountEnabled = false
    world.advance(5 * minute)
    const answers = await Promise.all(Array.from({ length: 5 }, call))
    for (const answer of answers) expect(codes(answer)).toEqual([401, 'session/renewal-refused'])
    expect(codes(await call())).toEqual([401, 'session/renewal-refused'])
    expect(world.events.filter(({ type }) => type === 'refused').length).toBe(1)
  })

  test('ahead of expiry, the call that set it off goes through, and the later ones are told', async () => {
    const { world, call } = await signedIn()
    ada(world).accountEnabled = false
    world.advance(4.1 * minute)
    expect((await call()).status).toBe(200)
    await vi.waitFor(() => expect(world.logText()).toContain('a sign-in was not renewed'))
    expect(codes(await call())).toEqual([401, 'session/renewal-refused'])
  })

  test('the operator’s log says why, the answer does not', async () => {
    const { world, call } = await signedIn()
    ada(world).accountEnabled = false
    world.advance(5 * minute)
    const answer = await call()
    expect(answer.text()).not.toContain('AADSTS')
    expect(world.log.find(({ msg }) => msg === 'a sign-in was not renewed')).toMatchObject({
      outcome: 'refused',
      cause: expect.stringContaining('AADSTS50057'),
    })
  })

  test('the session stays over after a restart, and a navigation leads to sign-in', async () => {
    const { world, call, ada: browser } = await signedIn()
    ada(world).accountEnabled = false
    world.advance(5 * minute)
    await call()
    await world.restart()
    expect(codes(await call())).toEqual([401, 'session/renewal-refused'])
    const answer = await browser.get(`${world.pageOrigin}/`, { kind: 'navigation' })
    expect(new URL(answer.url).origin).toBe(world.entra.origin)
  })

  test('for a reason that is the operator’s to mend, nobody is signed out', async () => {
    const { world, call, ada: browser } = await signedIn()
    const gateway = world.directory.tenants[0]?.applications?.[0]
    if (gateway) gateway.passwordCredentials = [{ secretText: 'another secret' }]
    world.advance(5 * minute)
    expect((await call()).status).toBe(200)
    expect(world.log.find(({ msg }) => msg === 'a sign-in was not renewed')).toMatchObject({
      outcome: 'not-possible',
      cause: expect.stringContaining('AADSTS7000215'),
    })
    expect(codes(await renew(world, browser))).toEqual([503, 'sign-in/provider-unreachable'])
  })
})

describe('POST /.clearway/renew', () => {
  test('renews without leaving the page, and says what is left', async () => {
    const { world, ada: browser } = await signedIn()
    world.advance(minute)
    const answer = await renew(world, browser)
    expect(answer.status).toBe(200)
    expect(answer.json()).toMatchObject({ signedIn: true, application: 'contacts' })
    expect((answer.json() as { readonly tokenSeconds: number }).tokenSeconds).toBeGreaterThan(250)
    expect(world.grants('refresh_token')).toBe(1)
    expect(answer.text()).not.toContain('eyJ')
  })

  test('does not renew a young token again', async () => {
    const { world, ada: browser } = await signedIn()
    world.advance(minute)
    const answers = [await renew(world, browser), await renew(world, browser)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(world.grants('refresh_token')).toBe(1)
  })

  test('renews once for many that ask at once', async () => {
    const { world, ada: browser } = await signedIn()
    world.advance(minute)
    const answers = await Promise.all(Array.from({ length: 20 }, () => renew(world, browser)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(world.grants('refresh_token')).toBe(1)
  })

  test('is readable to the application’s other origin', async () => {
    const { world, ada: browser } = await signedIn()
    const answer = await renew(world, browser, world.apiOrigin)
    expect(answer.status).toBe(200)
    expect(answer.header('access-control-allow-origin')).toBe(world.apiOrigin)
  })

  test.each(['GET', 'PUT', 'DELETE'])('takes no %s', async (method) => {
    const { world, ada: browser } = await signedIn()
    const answer = await browser.visit(`${world.pageOrigin}/.clearway/renew`, { kind: 'background', method })
    expect(codes(answer)).toEqual([405, 'request/method-not-allowed'])
    expect(answer.header('allow')).toBe('POST')
  })

  test.each([
    ['http://evil.clearway.localhost', 'same-site'],
    ['https://evil.example', 'cross-site'],
    // As from a sandboxed frame.
    ['null', 'cross-site'],
  ])('renews nothing for a page of %s (%s)', async (origin, site) => {
    const { world, ada: browser } = await signedIn()
    world.advance(minute)
    const cookie = browser.cookies.header(new URL(world.pageOrigin), { kind: 'navigation', method: 'GET' })
    const answer = await world.browser().visit(`${world.pageOrigin}/.clearway/renew`, {
      kind: 'background',
      method: 'POST',
      headers: { origin, cookie, 'sec-fetch-site': site },
    })
    expect(codes(answer)).toEqual([403, 'cors/origin-not-allowed'])
    expect(answer.header('access-control-allow-origin')).toBeUndefined()
    expect(world.grants('refresh_token')).toBe(0)
  })

  test('tells whoever is not signed in so', async () => {
    const { world } = await signedIn()
    expect(codes(await renew(world, world.browser()))).toEqual([401, 'session/missing'])
  })

  test('says that the provider is down, and when to try again', async () => {
    const { world, ada: browser, call } = await signedIn()
    await world.entra.close()
    world.advance(minute)
    const answer = await renew(world, browser)
    expect(codes(answer)).toEqual([503, 'sign-in/provider-unreachable'])
    expect(answer.header('retry-after')).toBe('10')
    expect((await call()).status).toBe(200)
  })

  test('says that the provider refused', async () => {
    const { world, ada: browser } = await signedIn()
    ada(world).accountEnabled = false
    world.advance(minute)
    expect(codes(await renew(world, browser))).toEqual([401, 'session/renewal-refused'])
  })
})
