import { describe, expect, test } from 'vitest'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import type { BrowserLike } from '../support/browser-like.ts'
import { request, type Answer } from '../support/http-client.ts'
import { prepareSite, type Site } from './prepare-site.ts'

const minute = 60_000

interface Pair {
  readonly site: Site
  readonly ada: BrowserLike
  /** A background call by way of one of the two gateways. */
  readonly call: (gateway: 0 | 1, path?: string) => Promise<Answer>
}

/** Two gateways on one store, as two processes of one machine have it, and Ada signed in at the first. */
const startPair = async (): Promise<Pair> => {
  const site = await prepareSite()
  const second = await freePort()
  await Promise.all([site.start(), site.start({ port: second })])
  const ada = site.browser()
  expect(await site.signIn(ada)).toBe(200)
  const { host } = new URL(site.origin)
  const call = (gateway: 0 | 1, path = '/'): Promise<Answer> =>
    request(`http://127.0.0.1:${gateway === 0 ? site.port : second}${path}`, {
      headers: {
        host,
        cookie: ada.cookies.header(new URL(site.origin), { kind: 'navigation', method: 'GET' }),
      },
    })
  return { site, ada, call }
}

describe('two gateways on one store', () => {
  test('share sessions', async () => {
    const { call } = await startPair()
    expect([(await call(0)).status, (await call(1)).status]).toEqual([200, 200])
  })

  test('share the end of a session', async () => {
    const { site, ada, call } = await startPair()
    expect((await call(1)).status).toBe(200)
    const before = ada.cookies.header(new URL(site.origin), { kind: 'navigation', method: 'GET' })
    await ada.get(`${site.origin}/.clearway/sign-out`, { kind: 'navigation' })
    site.advance(1_000)
    ada.cookies.set(`${before}; Path=/; Secure`, new URL(site.origin), { kind: 'navigation', method: 'GET' })
    for (const gateway of [0, 1] as const) {
      const answer = await call(gateway)
      expect([answer.status, answer.header('clearway-problem')]).toEqual([
        401,
        expect.stringMatching(/^session\//),
      ])
    }
  })

  test('share what counts as use', async () => {
    const { site, call } = await startPair()
    await call(1)
    for (let round = 0; round < 3; round += 1) {
      site.advance(8 * minute)
      expect((await call(0)).status).toBe(200)
    }
    expect((await call(1)).status).toBe(200)
  })

  test('renew an expired token once, whichever sees it, and both go on with it', async () => {
    const { site, call } = await startPair()
    for (let round = 1; round <= 3; round += 1) {
      site.advance(5 * minute)
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_each, index) => call(index % 2 === 0 ? 0 : 1)),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(site.grants('refresh_token')).toBe(round)
    }
  })

  test('hear both that the provider refused', async () => {
    const { site, call } = await startPair()
    const ada = site.directory.tenants[0]?.users?.[0]
    if (ada) ada.accountEnabled = false
    site.advance(5 * minute)
    const answers = await Promise.all([call(0), call(1)])
    for (const answer of [...answers, await call(0), await call(1)]) {
      expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/renewal-refused'])
    }
    expect(site.events.filter(({ type }) => type === 'refused').length).toBe(1)
  })

  test('sign with one key', async () => {
    const { call } = await startPair()
    const keys = [await call(0, '/.clearway/keys'), await call(1, '/.clearway/keys')].map((answer) =>
      answer.json(),
    )
    expect(keys[0]).toEqual(keys[1])
  })

  test('that are the first to start make one key', async () => {
    const site = await prepareSite()
    const ports = await Promise.all([freePort(), freePort(), freePort()])
    await Promise.all(ports.map((port) => site.start({ port })))
    const { host } = new URL(site.origin)
    const keys = await Promise.all(
      ports.map(async (port) =>
        (await request(`http://127.0.0.1:${port}/.clearway/keys`, { headers: { host } })).text(),
      ),
    )
    expect(new Set(keys).size).toBe(1)
  })
})
