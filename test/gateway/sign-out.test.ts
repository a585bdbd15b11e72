import { describe, expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import { request } from '../support/http-client.ts'
import type { World } from '../support/world.ts'
import { openWorld } from './open-world.ts'
import { cookiesFor } from './pick-account.ts'

const signedIn = async (): Promise<{
  readonly world: World
  readonly ada: BrowserLike
  readonly address: string
}> => {
  const world = await openWorld()
  const ada = world.browser()
  await world.signIn(ada)
  return { world, ada, address: `${world.pageOrigin}/.clearway/sign-out` }
}

const isSignedIn = async ({ pageOrigin }: World, cookie: string): Promise<boolean> =>
  (await request(`${pageOrigin}/.clearway/session`, { headers: { cookie } })).status === 200

describe('signing out', () => {
  test('ends the session here, then at the provider, and comes back to say so', async () => {
    const { world, ada, address } = await signedIn()
    const before = cookiesFor(ada, world.pageOrigin)
    const answer = await ada.get(address, { kind: 'navigation', origin: world.pageOrigin })
    expect([answer.status, answer.url]).toEqual([200, `${world.pageOrigin}/.clearway/signed-out`])
    expect(answer.text()).toContain('You are signed out')
    expect(answer.redirectedFrom[0]).toBe(address)
    expect(answer.redirectedFrom[1]).toContain(world.entra.origin)
    expect(world.events.filter(({ type }) => type === 'signed-out')).toEqual([
      { type: 'signed-out', users: ['a0000000-0000-4000-8000-000000000001'] },
    ])
    expect(ada.cookies.names()).not.toContain('__Secure-clearway-contacts')
    expect(await isSignedIn(world, before)).toBe(false)
  })

  test('lets the provider ask who it is the next time', async () => {
    const { world, ada, address } = await signedIn()
    await ada.get(address, { kind: 'navigation' })
    const offered = await ada.get(`${world.pageOrigin}/`, { kind: 'navigation' })
    expect(offered.text()).toContain('Pick an account')
  })

  test('clears exactly the cookie that it set', async () => {
    const { world, ada, address } = await signedIn()
    const answer = await ada.visit(address, {
      kind: 'background',
      headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    })
    expect(answer.status).toBe(303)
    expect(answer.headerValues('set-cookie')).toEqual([
      '__Secure-clearway-contacts=; Max-Age=0; Domain=clearway.localhost; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
    expect(answer.header('cache-control')).toBe('no-store')
    expect(new URL(answer.header('location') ?? '').searchParams.get('post_logout_redirect_uri')).toBe(
      `${world.pageOrigin}/.clearway/signed-out`,
    )
  })

  test('works by a form as well', async () => {
    const { world, ada, address } = await signedIn()
    const answer = await ada.visit(address, {
      kind: 'navigation',
      method: 'POST',
      origin: world.pageOrigin,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    expect([answer.status, answer.url]).toEqual([200, `${world.pageOrigin}/.clearway/signed-out`])
  })

  test('holds on every origin of the application', async () => {
    const { world, ada } = await signedIn()
    const before = cookiesFor(ada, world.pageOrigin)
    const answer = await ada.get(`${world.apiOrigin}/.clearway/sign-out`, { kind: 'navigation' })
    expect(answer.url).toBe(`${world.apiOrigin}/.clearway/signed-out`)
    expect(await isSignedIn(world, before)).toBe(false)
  })

  test('signs out here also while the provider is down', async () => {
    const { world, ada, address } = await signedIn()
    const before = cookiesFor(ada, world.pageOrigin)
    await world.restart()
    await world.entra.close()
    const answer = await ada.get(address, { kind: 'navigation' })
    expect([answer.status, answer.url]).toEqual([200, `${world.pageOrigin}/.clearway/signed-out`])
    expect(await isSignedIn(world, before)).toBe(false)
  })

  test('without a session leads straight to the end', async () => {
    const world = await openWorld()
    const answer = await world.browser().get(`${world.pageOrigin}/.clearway/sign-out`, { kind: 'navigation' })
    expect([answer.status, answer.url]).toEqual([200, `${world.pageOrigin}/.clearway/signed-out`])
    expect(answer.redirectedFrom.length).toBe(1)
  })

  test('of one person leaves others signed in', async () => {
    const { world, ada, address } = await signedIn()
    const grace = world.browser()
    await world.signIn(grace, 'grace')
    await ada.get(address, { kind: 'navigation' })
    expect(await isSignedIn(world, cookiesFor(grace, world.pageOrigin))).toBe(true)
  })
})

describe('nobody else signs people out', () => {
  test('a link on another site leads to a question, and its answer signs out', async () => {
    const { world, ada, address } = await signedIn()
    const asked = await ada.get(address, { kind: 'navigation', origin: 'https://evil.example' })
    expect([asked.status, asked.header('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(asked.headerValues('set-cookie')).toEqual([])
    expect(await isSignedIn(world, cookiesFor(ada, world.pageOrigin))).toBe(true)

    const [, link = ''] = /href="([^"]+)"/.exec(asked.text()) ?? []
    expect(link).toBe(address)
    await ada.get(link, { kind: 'navigation', origin: world.pageOrigin })
    expect(await isSignedIn(world, cookiesFor(ada, world.pageOrigin))).toBe(false)
  })

  test.each([
    ['a form on another site', { method: 'POST', kind: 'navigation' as const }],
    ['an image on another site', { method: 'GET', kind: 'background' as const }],
    ['a call from another site', { method: 'POST', kind: 'background' as const }],
  ])('%s ends no session', async (_what, visit) => {
    const { world, ada, address } = await signedIn()
    const cookie = cookiesFor(ada, world.pageOrigin)
    const answer = await ada.visit(address, {
      ...visit,
      origin: 'https://evil.example',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.headerValues('set-cookie')).toEqual([])
    expect(await isSignedIn(world, cookie)).toBe(true)
  })
})
