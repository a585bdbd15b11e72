import { describe, expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import { prepareSite, type Site } from './prepare-site.ts'
import { serve, spawnServe, type ServeProcess } from './serve-process.ts'

const call = async ({ origin }: Site, browser: BrowserLike, path = '/'): Promise<unknown[]> => {
  const answer = await browser.get(origin + path, { kind: 'background' })
  return [answer.status, answer.header('clearway-problem')]
}

const live = [200, undefined]

describe('kill -9', () => {
  test('and restart: people are still signed in', async () => {
    const site = await prepareSite()
    const config = site.write()
    const first = await serve(config)
    const [ada, grace] = [site.browser(), site.browser()]
    expect(await site.signIn(ada)).toBe(200)
    expect(await site.signIn(grace, 'grace')).toBe(200)
    await first.kill()
    await expect(call(site, ada)).rejects.toThrow()

    await serve(config)
    expect([await call(site, ada), await call(site, grace)]).toEqual([live, live])
    expect(site.grants('authorization_code')).toBe(2)
  })

  test('right after signing out: people are still signed out', async () => {
    const site = await prepareSite()
    const config = site.write()
    const first = await serve(config)
    const ada = site.browser()
    await site.signIn(ada)
    const cookie = ada.cookies.header(new URL(site.origin), { kind: 'navigation', method: 'GET' })
    await ada.visit(`${site.origin}/.clearway/sign-out`, { kind: 'navigation' })
    await first.kill()

    await serve(config)
    ada.cookies.set(`${cookie}; Path=/; Secure`, new URL(site.origin), { kind: 'navigation', method: 'GET' })
    expect(await call(site, ada)).toEqual([401, expect.stringMatching(/^session\//)])
  })

  test('in the middle of a renewal, and restart: people are still signed in', async () => {
    let first: ServeProcess | undefined
    const killed = new AbortController()
    // Tokens of a second: soon each request has to wait for a renewal.
    const site = await prepareSite({
      tokenSeconds: 1,
      onEvent: (event) => {
        if (event.type !== 'tokens-issued' || event.grant !== 'refresh_token') return
        if (!killed.signal.aborted) void first?.kill()
        killed.abort()
      },
    })
    const config = site.write()
    first = await serve(config)
    const ada = site.browser()
    await site.signIn(ada).catch(() => {})
    // Until the renewal that kills it.
    while (!killed.signal.aborted) await call(site, ada).catch(() => {})
    await first.ended

    await serve(config)
    expect(await call(site, ada, '/.clearway/session')).toEqual(live)
    // What the dead process had leased is free after seconds; then the session is renewed and goes on.
    expect(await call(site, ada)).toEqual(live)
  })
})

describe('with a disk that is full', () => {
  test('nobody new gets in, nobody is sent in a circle, and whoever is signed in works on', async () => {
    const site = await prepareSite()
    const config = site.write()
    const first = await serve(config)
    const ada = site.browser()
    expect(await site.signIn(ada)).toBe(200)
    expect(await first.stop()).toBe(0)

    const full = await serve(config, { diskFull: true })
    expect(await call(site, ada)).toEqual(live)
    const grace = site.browser()
    const offered = await grace.get(`${site.origin}/`, { kind: 'navigation' })
    const answer = await grace.submit(offered, { user: 'a0000000-0000-4000-8000-000000000002' })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([503, 'session/store-unavailable'])
    expect(answer.header('retry-after')).toBe('5')
    expect(answer.redirectedFrom.length).toBe(1)
    expect(await call(site, grace)).toEqual([401, 'session/missing'])
    expect(await call(site, ada)).toEqual(live)

    // Room again: everything goes on.
    await full.stop()
    await serve(config)
    expect(await site.signIn(site.browser(), 'grace')).toBe(200)
    expect(await call(site, ada)).toEqual(live)
  })
})

test('a wrong key ends `clearway serve` with a clear error', async () => {
  const site = await prepareSite()
  const first = await serve(site.write({ key: 'a'.repeat(32) }))
  await first.stop()
  const second = spawnServe(site.write({ key: 'b'.repeat(32) }))
  expect(await second.ended).not.toBe(0)
  expect(second.said()).toContain('written with another key')
})
