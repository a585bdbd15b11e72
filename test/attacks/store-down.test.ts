import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Store } from '../../packages/gateway/src/sessions/store.ts'
import type { BrowserLike } from '../support/browser-like.ts'
import { request, type Answer } from '../support/http-client.ts'
import { corsOf, expectRefusal, valuesOf } from './support/readable-no.ts'
import { startScene, type Scene } from './support/scene.ts'

const broken = vi.hoisted(() => ({ reads: false, writes: false }))

/** The real store, until a test pulls the plug of its reading or its writing side. */
vi.mock(import('../../packages/gateway/src/sessions/store.ts'), async (original) => {
  const { openStore } = await original()
  const reading = new Set<keyof Store>(['read', 'presence'])
  const openBreakable = (folder: string): Store => {
    const store = openStore(folder)
    return new Proxy(store, {
      get: (target, name: keyof Store) => {
        if (name === 'close') return target.close
        const isBroken = reading.has(name) ? broken.reads : broken.writes
        if (!isBroken) return target[name]
        if (reading.has(name)) {
          return () => {
            throw new Error('MDB_CORRUPTED')
          }
        }
        return () => Promise.reject(new Error('MDB_MAP_FULL'))
      },
    })
  }
  return { openStore: openBreakable }
})

let scene: Scene
let browser: BrowserLike
beforeAll(async () => {
  scene = await startScene()
  browser = scene.browser()
  await scene.signIn(browser)
})
afterAll(() => scene.close())
afterEach(async () => {
  broken.reads = false
  broken.writes = false
  expect((await call('/x')).status).toBe(200)
})

const asNavigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }
const cookie = (): string =>
  browser.cookies.header(new URL(scene.origin), { kind: 'navigation', method: 'GET' })
const call = (path: string, method = 'GET'): Promise<Answer> =>
  scene.call(path, { method, headers: { cookie: cookie(), origin: scene.origin } })

/** Breaks the store, and lets the moment pass for which the gateway still knows what it read last. */
const breakStore = (what: typeof broken): void => {
  Object.assign(broken, what)
  scene.advance(1_000)
}

const breakings = [
  ['reading', { reads: true, writes: false }],
  ['reading and writing', { reads: true, writes: true }],
] as const

describe.each(breakings)(
  'A28 while %s the store fails, nobody is let in and nobody is sent round',
  (_, what) => {
    test.each([
      ['/x', 'GET'],
      ['/x', 'POST'],
      ['/.clearway/session', 'GET'],
      ['/.clearway/renew', 'POST'],
    ])('a background call to %s by %s reads 503', async (path, method) => {
      breakStore(what)
      const before = scene.app.requests.length
      const answer = await call(path, method)
      expectRefusal(answer, 'session/store-unavailable', scene.origin)
      expect(valuesOf(answer, 'retry-after')).toEqual([expect.stringMatching(/^\d+$/)])
      expect(answer.text()).not.toContain('MDB_')
      expect(scene.app.requests).toHaveLength(before)
      const foreign = await scene.call(path, {
        method,
        headers: { cookie: cookie(), origin: 'http://evil.example' },
      })
      expect(corsOf(foreign)).toEqual([])
    })

    test.each(['/', '/.clearway/sign-out'])(
      'a navigation to %s is shown a page, not the provider',
      async (path) => {
        breakStore(what)
        const answer = await request(scene.origin + path, { headers: { ...asNavigation, cookie: cookie() } })
        expect([answer.status, answer.header('clearway-problem')]).toEqual([503, 'session/store-unavailable'])
        expect(answer.header('location')).toBeUndefined()
        expect(answer.header('content-type')).toContain('text/html')
      },
    )
  },
)

describe('A28 while writing fails', () => {
  test('whoever is signed in goes on', async () => {
    broken.writes = true
    for (let count = 0; count < 5; count += 1) {
      scene.advance(40_000)
      expect((await call('/x')).status).toBe(200)
    }
  })

  test('a callback makes no session and says why', async () => {
    const other = scene.browser()
    const begun = await other.get(scene.origin, { kind: 'background', headers: asNavigation })
    const sentBack = await request(begun.header('location') ?? '')
    broken.writes = true
    const redeemed = scene.provider.redeemed.length
    const answer = await other.get(sentBack.header('location') ?? '', {
      kind: 'background',
      headers: asNavigation,
    })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([503, 'session/store-unavailable'])
    expect(answer.headerValues('set-cookie')).toEqual([])
    expect(answer.header('location')).toBeUndefined()
    // The state could not be marked as used, so the code was not spent.
    expect(scene.provider.redeemed).toHaveLength(redeemed)
  })

  test('an expired token is not renewed behind the store’s back', async () => {
    scene.advance(301_000)
    broken.writes = true
    const redeemed = scene.provider.redeemed.length
    expectRefusal(await call('/x'), 'session/store-unavailable', scene.origin)
    expect(scene.provider.redeemed).toHaveLength(redeemed)
  })
})

test('A28 the log says what failed, the answers do not', () => {
  expect(scene.logText()).toContain('MDB_CORRUPTED')
  expect(scene.logText()).not.toContain('gateway/unexpected')
})
