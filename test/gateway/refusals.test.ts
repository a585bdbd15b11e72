import { describe, expect, test } from 'vitest'
import type { VisitAnswer } from '../support/browser-like.ts'
import { shareWorld } from './open-world.ts'

const shared = shareWorld()

const exposed = (answer: VisitAnswer): readonly string[] =>
  (answer.header('access-control-expose-headers') ?? '').split(', ').map((name) => name.toLowerCase())

describe('a background call without a session', () => {
  const fromPage = (): Promise<VisitAnswer> =>
    shared()
      .browser()
      .get(`${shared().apiOrigin}/contacts`, { kind: 'background', origin: shared().pageOrigin })

  test('reads what happened, where it is explained, and where to sign in', async () => {
    const { apiOrigin, pageOrigin } = shared()
    const answer = await fromPage()
    const body = answer.json() as Record<string, unknown>
    expect(answer.status).toBe(401)
    expect(answer.header('content-type')).toBe('application/problem+json')
    expect(body).toEqual({
      type: `${apiOrigin}/.clearway/problems/session/missing`,
      title: 'Nobody is signed in',
      status: 401,
      detail: 'Nobody is signed in here.',
      code: 'session/missing',
      instance: answer.header('clearway-request-id'),
      signIn: `${apiOrigin}/.clearway/sign-in?returnTo=${encodeURIComponent(`${pageOrigin}/`)}`,
    })
    expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'detail', 'code', 'instance', 'signIn'])
  })

  test('has headers that make it readable, and that nobody stores', async () => {
    const { pageOrigin } = shared()
    const answer = await fromPage()
    expect(answer.header('access-control-allow-origin')).toBe(pageOrigin)
    expect(answer.header('access-control-allow-credentials')).toBe('true')
    expect(answer.header('vary')).toBe('Origin')
    expect(answer.header('cache-control')).toBe('no-store')
    expect(answer.header('clearway-problem')).toBe('session/missing')
    expect(answer.header('www-authenticate')).toBe('Clearway-Session')
    expect(answer.header('location')).toBeUndefined()
    expect(answer.headerValues('set-cookie')).toEqual([])
    for (const name of ['clearway-problem', 'clearway-request-id', 'www-authenticate', 'retry-after']) {
      expect(exposed(answer)).toContain(name)
    }
  })

  test('can sign in where it is told, and arrives at the page that called', async () => {
    const { browser, pageOrigin, signIn } = shared()
    const ada = browser()
    const { signIn: address } = (await fromPage()).json() as { readonly signIn: string }
    const answer = await signIn(ada, 'ada', address)
    expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/`])
  })

  test('never reaches the internal app', async () => {
    const before = shared().api.requests.length
    await fromPage()
    expect(shared().api.requests.length).toBe(before)
  })

  test('from the same origin is told the same, without headers for another', async () => {
    const { apiOrigin, browser } = shared()
    const answer = await browser().get(`${apiOrigin}/contacts`, { kind: 'background' })
    expect(answer.json()).toMatchObject({ code: 'session/missing', signIn: `${apiOrigin}/.clearway/sign-in` })
    expect(answer.header('access-control-allow-origin')).toBeUndefined()
    expect(answer.header('vary')).toBe('Origin')
  })

  test.each(['https://evil.example', 'http://evil.clearway.localhost', 'null'])(
    'from a page of %s gets the status and nothing that lets the page read it',
    async (origin) => {
      const { apiOrigin, browser } = shared()
      const answer = await browser().visit(`${apiOrigin}/contacts`, {
        kind: 'background',
        headers: { origin },
      })
      expect(answer.status).toBe(401)
      expect(answer.headers.filter(([name]) => name.toLowerCase().startsWith('access-control-'))).toEqual([])
      expect(answer.header('vary')).toBe('Origin')
      expect((answer.json() as { readonly signIn: string }).signIn).not.toContain('evil')
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('by %s is told the same', async (method) => {
    const { apiOrigin, browser, pageOrigin } = shared()
    const answer = await browser().visit(`${apiOrigin}/contacts`, {
      kind: 'background',
      origin: pageOrigin,
      method,
    })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
    expect(answer.header('access-control-allow-origin')).toBe(pageOrigin)
  })

  test('by HEAD is told by its headers', async () => {
    const { apiOrigin, browser, pageOrigin } = shared()
    const answer = await browser().visit(`${apiOrigin}/contacts`, {
      kind: 'background',
      origin: pageOrigin,
      method: 'HEAD',
    })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
    expect(answer.body.length).toBe(0)
  })

  test('has an id that is also in the log, with the reasons for how it was answered', async () => {
    const answer = await fromPage()
    const id = answer.header('clearway-request-id')
    const line = shared().log.find(({ msg, request }) => msg === 'refused' && request === id)
    expect(line).toMatchObject({
      problem: 'session/missing',
      kind: 'background',
      status: 401,
      origin: shared().pageOrigin,
      reasons: expect.arrayContaining(['sec-fetch-mode: cors']),
    })
  })
})

describe('a navigation without a session', () => {
  test('that sends a form is not redirected: a page says so, and where to sign in', async () => {
    const { browser, pageOrigin, page } = shared()
    const before = page.requests.length
    const answer = await browser().visit(`${pageOrigin}/save`, {
      kind: 'navigation',
      method: 'POST',
      origin: pageOrigin,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'text=work',
    })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.header('location')).toBeUndefined()
    expect(answer.headerValues('set-cookie')).toEqual([])
    expect(answer.text()).toContain(`href="${pageOrigin}/.clearway/sign-in?returnTo=`)
    expect(page.requests.length).toBe(before)
  })

  test('is redirected with nothing that a cache or another origin could keep', async () => {
    const { browser, pageOrigin } = shared()
    const answer = await browser().visit(`${pageOrigin}/`, {
      kind: 'background',
      headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    })
    expect(answer.status).toBe(302)
    expect(answer.header('cache-control')).toBe('no-store')
    expect(answer.header('access-control-allow-origin')).toBeUndefined()
    expect(answer.header('clearway-problem')).toBeUndefined()
  })
})

describe('a page that refuses', () => {
  test('runs nothing, is framed by nobody, and names problem and request', async () => {
    const { browser, pageOrigin } = shared()
    const answer = await browser().get(`${pageOrigin}/.clearway/callback?state=x&code=y`, {
      kind: 'navigation',
    })
    expect(answer.status).toBe(400)
    expect(answer.header('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(answer.header('referrer-policy')).toBe('no-referrer')
    expect(answer.text()).toContain(`href="${pageOrigin}/.clearway/problems/sign-in/state-invalid"`)
    expect(answer.text()).toContain(answer.header('clearway-request-id'))
    expect(answer.text()).not.toContain('<script')
  })
})

describe('somebody who is signed in but not allowed', () => {
  test('reads so as a page, with another account as the way out', async () => {
    const { browser, pageOrigin, signIn, page } = shared()
    const before = page.requests.length
    const answer = await signIn(browser(), 'guest')
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'access/not-allowed'])
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.text()).toContain('guest@contoso.onmicrosoft.com')
    expect(answer.text()).toContain(`href="${pageOrigin}/.clearway/sign-in?returnTo=`)
    expect(answer.text()).toContain('account=other')
    expect(page.requests.length).toBe(before)
  })

  test('reads so as data in a background call, which is no reason to sign in again', async () => {
    const { apiOrigin, browser, pageOrigin, signIn } = shared()
    const guest = browser()
    await signIn(guest, 'guest')
    const answer = await guest.get(`${apiOrigin}/`, { kind: 'background', origin: pageOrigin })
    expect(answer.status).toBe(403)
    expect(answer.header('access-control-allow-origin')).toBe(pageOrigin)
    expect(answer.header('www-authenticate')).toBeUndefined()
    expect(answer.json()).toEqual({
      type: `${apiOrigin}/.clearway/problems/access/not-allowed`,
      title: expect.any(String),
      status: 403,
      detail: expect.stringContaining('guest@contoso.onmicrosoft.com'),
      code: 'access/not-allowed',
      instance: answer.header('clearway-request-id'),
    })
  })
})

describe('the page of a problem', () => {
  test('is where the type of a refusal leads', async () => {
    const { apiOrigin, browser, pageOrigin } = shared()
    const refused = await browser().get(`${apiOrigin}/`, { kind: 'background', origin: pageOrigin })
    const { type } = refused.json() as { readonly type: string }
    const answer = await browser().get(type, { kind: 'navigation' })
    expect([answer.status, answer.header('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.text()).toContain('<h1>Nobody is signed in</h1>')
    expect(answer.text()).toContain('<h2>Fixes</h2>')
  })

  test.each(['', 'session', 'session/', 'session/nothing', 'session/missing/', 'constructor', '__proto__/x'])(
    'named %j does not exist',
    async (name) => {
      const { browser, pageOrigin } = shared()
      const answer = await browser().get(`${pageOrigin}/.clearway/problems/${name}`, { kind: 'navigation' })
      expect([answer.status, answer.header('clearway-problem')]).toEqual([404, 'proxy/no-segment'])
    },
  )
})

test.each(['', 'nothing', 'sessions', 'session/x', 'constructor'])(
  'below /.clearway/, %j is nothing and reaches no internal app',
  async (name) => {
    const { browser, page, pageOrigin } = shared()
    const before = page.requests.length
    const answer = await browser().get(`${pageOrigin}/.clearway/${name}`, { kind: 'background' })
    expect(answer.status).toBe(404)
    expect(page.requests.length).toBe(before)
  },
)
