import { expect, test, vi } from 'vitest'
import type { Store } from '../../packages/gateway/src/sessions/store.ts'
import { request } from '../support/http-client.ts'
import type { VisitAnswer } from '../support/browser-like.ts'
import type { World } from '../support/world.ts'
import { openWorld } from './open-world.ts'
import { pickAccount } from './pick-account.ts'

/** The stores of this file's gateways, real ones: to close them behind a gateway's back is to break them. */
const stores = vi.hoisted((): Store[] => [])

vi.mock(import('../../packages/gateway/src/sessions/store.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    openStore: (folder) => {
      const store = original.openStore(folder)
      stores.push(store)
      return store
    },
  }
})

/** Breaks the store, and lets the moment pass for which a gateway may still know what it read last. */
const breakStore = async ({ advance }: World): Promise<void> => {
  await stores.at(-1)?.close()
  advance(1_000)
}

const codes = (answer: VisitAnswer): unknown[] => [
  answer.status,
  answer.header('clearway-problem'),
  answer.header('retry-after'),
]

const down = [503, 'session/store-unavailable', '5']

test('with the store gone, calls are told so, readably, and nothing reaches the internal app', async () => {
  const world = await openWorld()
  const ada = world.browser()
  await world.signIn(ada)
  const reached = world.api.requests.length
  await breakStore(world)
  const answer = await ada.get(`${world.apiOrigin}/`, { kind: 'background', origin: world.pageOrigin })
  expect(codes(answer)).toEqual(down)
  expect(answer.header('access-control-allow-origin')).toBe(world.pageOrigin)
  expect(answer.header('cache-control')).toBe('no-store')
  expect(answer.json()).toMatchObject({ code: 'session/store-unavailable', status: 503 })
  expect(answer.json()).not.toHaveProperty('signIn')
  expect(world.api.requests.length).toBe(reached)
})

test('with the store gone, a navigation gets a page and is sent nowhere', async () => {
  const world = await openWorld()
  const ada = world.browser()
  await world.signIn(ada)
  await breakStore(world)
  const answer = await ada.get(`${world.pageOrigin}/`, { kind: 'navigation' })
  expect(codes(answer)).toEqual(down)
  expect(answer.redirectedFrom).toEqual([])
  expect(answer.headerValues('set-cookie')).toEqual([])
  expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
})

test('with the store gone, the own endpoints say so, and nobody’s cookie is taken away', async () => {
  const world = await openWorld()
  const ada = world.browser()
  await world.signIn(ada)
  await breakStore(world)
  const own = `${world.pageOrigin}/.clearway`
  expect(codes(await ada.get(`${own}/session`, { kind: 'background' }))).toEqual(down)
  expect(codes(await ada.visit(`${own}/renew`, { kind: 'background', method: 'POST' }))).toEqual(down)
  expect(codes(await ada.get(`${own}/sign-out`, { kind: 'navigation' }))).toEqual(down)
  expect(ada.cookies.names()).toContain('__Secure-clearway-contacts')
})

test('with the store gone, a sign-in that comes back is told so and begins no other', async () => {
  const world = await openWorld()
  const ada = world.browser()
  const { url } = await pickAccount(await ada.get(`${world.pageOrigin}/`, { kind: 'navigation' }))
  await breakStore(world)
  const answer = await ada.get(url.href, { kind: 'navigation' })
  expect(codes(answer)).toEqual(down)
  expect(answer.redirectedFrom).toEqual([])
  expect(answer.headerValues('set-cookie')).toEqual([])
  expect(world.grants('authorization_code')).toBe(0)
})

test('with the store gone, tokens still open what they open', async () => {
  const world = await openWorld()
  const authorization = `Bearer ${await world.apiToken()}`
  await breakStore(world)
  const answer = await world
    .browser()
    .get(`${world.apiOrigin}/`, { kind: 'background', headers: { authorization } })
  expect(answer.status).toBe(200)
})

test('with the store gone, the gateway is alive and not ready', async () => {
  const world = await openWorld({ top: 'admin: http://127.0.0.1:0' })
  const admin = `http://127.0.0.1:${world.gateway.adminPort}`
  await breakStore(world)
  expect((await request(`${admin}/healthz`)).status).toBe(200)
  expect((await request(`${admin}/readyz`)).status).toBe(503)
})

test('the operator’s log says what the store said, the answer does not', async () => {
  const world = await openWorld()
  const ada = world.browser()
  await world.signIn(ada)
  await breakStore(world)
  const answer = await ada.get(`${world.pageOrigin}/`, { kind: 'background' })
  const line = world.log.find(({ problem }) => problem === 'session/store-unavailable')
  expect(line?.['cause']).toEqual(expect.stringContaining('closed'))
  expect(answer.text()).not.toContain('closed')
})
