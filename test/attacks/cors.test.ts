import type { ProblemCode } from '@clearway/rules/problems'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { request, type Answer, type RequestOptions } from '../support/http-client.ts'
import { sendRaw } from '../support/raw-http.ts'
import { startWorld, type World } from '../support/world.ts'
import { rawGet, requestOf } from './support/raw-request.ts'
import { corsOf, expectReadable, expectRefusal, valuesOf } from './support/readable-no.ts'
import { expectStillAnswers } from './support/still-answers.ts'

let world: World
let host: string
let cookie: string
let guest: string
beforeAll(async () => {
  world = await startWorld({
    // The app itself says yes to everybody, in every way that could get through beside the policy.
    api: (_request, response) => {
      response.writeHead(200, {
        'Access-Control-Allow-Origin': '*',
        'access-control-allow-credentials': 'true',
        'ACCESS-CONTROL-EXPOSE-HEADERS': 'X-App',
        'Access-Control-Max-Age': '86400',
        'X-App': 'api',
        Vary: 'Accept-Encoding',
      })
      response.end('api')
    },
    applications: ({ pageOrigin, apiOrigin, pageInternal, apiInternal }) => `
  - name: contacts
    allow: { groups: [sales] }
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        maxBody: 10B
      - external: ${apiOrigin}/
        internal: ${apiInternal}/
        accept: [session, bearer]
        bearer: { audiences: [api], scopes: [Contacts.Read] }
        maxBody: 10B
      - external: ${apiOrigin}/down/
        internal: http://127.0.0.1:1/
      - external: ${apiOrigin}/silent/
        internal: ${apiInternal}/
        cors: none
`,
  })
  host = new URL(world.apiOrigin).host
  const cookieOf = async (user: string): Promise<string> => {
    const browser = world.browser()
    await world.signIn(browser, user)
    return browser.cookies.header(new URL(world.apiOrigin), { kind: 'background', method: 'GET' })
  }
  cookie = await cookieOf('ada')
  guest = await cookieOf('guest')
})
afterAll(() => world.close())
afterEach(() => expectStillAnswers(world.port, host))

const call = (path: string, { headers, ...options }: RequestOptions = {}): Promise<Answer> =>
  request(world.apiOrigin + path, {
    ...options,
    headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', ...headers },
  })

const preflight = (origin: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  request(`${world.apiOrigin}/x`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', ...headers },
  })

const varied = (answer: Answer): readonly string[] =>
  valuesOf(answer, 'vary').flatMap((value) => value.toLowerCase().split(/\s*,\s*/))

describe('A13 an origin that only looks like an allowed one gets no CORS header', () => {
  const lookAlikes = (own: string): readonly string[] => {
    const { hostname, port } = new URL(own)
    return [
      'null',
      '',
      '*',
      `https://${hostname}:${port}`,
      `http://${hostname}`,
      `http://${hostname}:1`,
      `http://${hostname}:${port}0`,
      `http://${hostname}:0${port}`,
      `http://${hostname.toUpperCase()}:${port}`,
      `HTTP://${hostname}:${port}`,
      `http://${hostname}.:${port}`,
      `http://evil${hostname}:${port}`,
      `http://evil.${hostname}:${port}`,
      `http://${hostname}.evil.example:${port}`,
      `http://${hostname}evil:${port}`,
      `http://${hostname.replaceAll('.', 'x')}:${port}`,
      `http://${hostname.replace('.', '_')}:${port}`,
      `http://${hostname}%60.evil.example:${port}`,
      `http://${hostname}%00:${port}`,
      `http://user@${hostname}:${port}`,
      `http://evil.example#${hostname}:${port}`,
      `http://evil.example/${hostname}:${port}`,
      `http://evil.example?${hostname}:${port}`,
      `http://evil.example\\@${hostname}:${port}`,
      `${own}/`,
      `${own}/x`,
      `${own}?x`,
      `${own}#`,
      `${own} `.concat('http://evil.example'),
      `${own}, http://evil.example`,
      `${own},${own}`,
      `http://evil.example ${own}`,
      `//${hostname}:${port}`,
      `${hostname}:${port}`,
      `blob:${own}`,
      `file://${hostname}:${port}`,
      `javascript:${own}`,
      `http://{${hostname}}:${port}`,
      `http://${hostname}\u00a0:${port}`,
      'http://127.0.0.1',
      'http://localhost',
      `http://contacts.clearway.localhost`,
    ]
  }

  test('not with a session, not without one, not on a preflight', async () => {
    for (const origin of lookAlikes(world.pageOrigin)) {
      const raw = (method: string, headers: readonly string[]): ReturnType<typeof sendRaw> =>
        sendRaw(world.port, requestOf(`${method} /x`, host, [`Origin: ${origin}`, ...headers]))
      const answers = [
        await raw('GET', [`Cookie: ${cookie}`]),
        await raw('GET', []),
        await raw('OPTIONS', ['Access-Control-Request-Method: GET']),
      ]
      for (const answer of answers) expect({ origin, cors: corsOf(answer) }).toEqual({ origin, cors: [] })
    }
  })

  test('two Origin headers are a conflict, and neither gets CORS', async () => {
    const answer = await rawGet(world.port, host, '/x', [
      `Origin: ${world.pageOrigin}`,
      'Origin: http://evil.example',
    ])
    expectRefusal(answer, 'request/header-conflict')
  })
})

describe('A14 what the policy answers is one thing', () => {
  test('credentials are allowed to a named origin, never to a wildcard, and only where the origin matches', async () => {
    const own = await call('/x', { headers: { cookie, origin: world.pageOrigin } })
    expectReadable(own, world.pageOrigin)
    for (const origin of ['http://evil.example', 'null']) {
      expect(corsOf(await call('/x', { headers: { cookie, origin } }))).toEqual([])
    }
    expect(valuesOf(await call('/x', { headers: { cookie } }), 'access-control-allow-origin')).toEqual([])
  })

  test.each([
    ['a good answer', '/x', true],
    ['a 401', '/x', false],
    ['a 404 of the gateway', '/.clearway/nothing', true],
    ['a 502', '/down/x', true],
    ['the session’s description', '/.clearway/session', true],
  ])('%s varies by Origin, whether it came with one or not', async (_, path, signedIn) => {
    for (const origin of [undefined, world.pageOrigin, 'http://evil.example']) {
      const headers = { ...(signedIn && { cookie }), ...(origin !== undefined && { origin }) }
      expect(varied(await call(path, { headers }))).toContain('origin')
    }
  })

  test('the app’s own Vary stays beside it', async () => {
    expect(varied(await call('/x', { headers: { cookie } })).toSorted()).toEqual([
      'accept-encoding',
      'origin',
    ])
  })

  test('a preflight varies by what it was asked with', async () => {
    for (const origin of [world.pageOrigin, 'http://evil.example']) {
      const answer = await preflight(origin, { 'access-control-request-headers': 'x-one' })
      expect(varied(answer).toSorted()).toEqual([
        'access-control-request-headers',
        'access-control-request-method',
        'origin',
      ])
    }
  })
})

describe('A15 an OPTIONS that is no preflight needs a session like every other call', () => {
  test.each([
    ['neither Origin nor method', []],
    ['no method', ['Origin: {own}']],
    ['no origin', ['Access-Control-Request-Method: GET']],
    ['an empty method', ['Origin: {own}', 'Access-Control-Request-Method: ']],
    ['a body', ['Origin: {own}', 'Access-Control-Request-Method: GET', 'Content-Length: 2']],
    ['a chunked body', ['Origin: {own}', 'Access-Control-Request-Method: GET', 'Transfer-Encoding: chunked']],
    [
      'a method override',
      ['Origin: {own}', 'Access-Control-Request-Method: GET', 'X-HTTP-Method-Override: DELETE'],
    ],
    ['cookies', ['Origin: {own}', 'Access-Control-Request-Method: GET', 'Cookie: a=b']],
    ['credentials', ['Origin: {own}', 'Access-Control-Request-Method: GET', 'Authorization: Basic eDp5']],
  ])('with %s', async (_, headers) => {
    const before = world.api.requests.length
    const own = headers.map((header) => header.replace('{own}', world.pageOrigin))
    const body = own.some((header) => header.startsWith('Content-Length')) ? 'xy' : '0\r\n\r\n'
    const hasBody = own.some((header) => /^(?:Content-Length|Transfer-Encoding)/.test(header))
    const bytes = requestOf('OPTIONS /x', host, own) + (hasBody ? body : '')
    const answer = await sendRaw(world.port, bytes)
    const readableBy = own.includes(`Origin: ${world.pageOrigin}`) ? world.pageOrigin : undefined
    expectRefusal(answer, 'session/missing', readableBy)
    expect(world.api.requests).toHaveLength(before)
  })

  test('with a bearer token, by the token’s rules', async () => {
    const answer = await sendRaw(
      world.port,
      requestOf('OPTIONS /x', host, [
        `Origin: ${world.pageOrigin}`,
        'Access-Control-Request-Method: GET',
        'Authorization: Bearer x',
      ]),
    )
    expectRefusal(answer, 'token/malformed', world.pageOrigin)
  })
})

describe('A16 a preflight leaves no trace', () => {
  test('it reaches no internal app, sets no cookie, and says who may call what', async () => {
    const before = world.api.requests.length + world.page.requests.length
    const answer = await preflight(world.pageOrigin, { 'access-control-request-headers': 'x-one,x-two' })
    expect(answer.status).toBe(204)
    expectReadable(answer, world.pageOrigin)
    expect(valuesOf(answer, 'set-cookie')).toEqual([])
    expect(valuesOf(answer, 'access-control-allow-headers').join(',').toLowerCase()).toContain('x-two')
    expectRefusal(await preflight('http://evil.example'), 'cors/origin-not-allowed')
    expect(world.api.requests.length + world.page.requests.length).toBe(before)
  })

  test.each([
    '/silent/x',
    '/down/x',
    '/.clearway/session',
    '/.clearway/sign-in',
    '/.clearway/callback?state=x',
    '/nowhere',
  ])('%s', async (path) => {
    const before = world.api.requests.length
    const answer = await request(world.apiOrigin + path, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'DELETE' },
    })
    expectRefusal(answer, 'cors/origin-not-allowed')
    expect(world.api.requests).toHaveLength(before)
  })
})

describe('A17 a no of the gateway can be read by whoever could read the yes', () => {
  const noes: readonly (readonly [ProblemCode, string, () => RequestOptions])[] = [
    ['session/missing', '/x', () => ({})],
    ['session/expired', '/x', () => ({ headers: { cookie: cookie.replace(/=.*/, `=${'A'.repeat(43)}`) } })],
    ['token/malformed', '/x', () => ({ headers: { authorization: 'Bearer x' } })],
    ['access/not-allowed', '/x', () => ({ headers: { cookie: guest } })],
    ['proxy/no-segment', '/.clearway/nothing', () => ({ headers: { cookie } })],
    ['proxy/no-segment', '/.clearway/problems/nothing', () => ({ headers: { cookie } })],
    ['request/method-not-allowed', '/.clearway/renew', () => ({ headers: { cookie } })],
    ['request/path-ambiguous', '/x%2fy', () => ({ headers: { cookie } })],
    ['request/header-conflict', '/x', () => ({ headers: { cookie, x_forwarded_for: 'x' } })],
    ['request/body-too-large', '/x', () => ({ method: 'POST', headers: { cookie }, body: 'y'.repeat(11) })],
    ['proxy/internal-unreachable', '/down/x', () => ({ headers: { cookie } })],
    ['proxy/internal-unreachable', '/down/x', () => ({ method: 'POST', headers: { cookie }, body: 'hello' })],
  ]

  test.each(noes)('%s at %s', async (code, path, make) => {
    const options = make()
    const from = (origin: string): Promise<Answer> =>
      call(path, { ...options, headers: { ...options.headers, origin } })
    const own = await from(world.pageOrigin)
    expectRefusal(own, code, world.pageOrigin)
    const exposed = valuesOf(own, 'access-control-expose-headers').join(',').toLowerCase()
    expect(exposed).toContain('clearway-problem')
    expect(exposed).toContain('www-authenticate')

    const foreign = await from('http://evil.example')
    expect(corsOf(foreign)).toEqual([])
    expect(foreign.status).toBeGreaterThanOrEqual(400)
  })

  test('the redirect of a navigation to the sign-in page carries no CORS', async () => {
    const answer = await request(`${world.apiOrigin}/x`, {
      headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' },
    })
    expect(answer.status).toBe(302)
    expect(corsOf(answer).filter((line) => !/expose-headers/i.test(line))).toEqual([])
  })
})

test('A18 where app and gateway both speak of CORS, the policy alone is heard, once', async () => {
  const own = await call('/x', { headers: { cookie, origin: world.pageOrigin } })
  expect(own.text()).toBe('api')
  expectReadable(own, world.pageOrigin)
  expect(valuesOf(own, 'access-control-max-age')).toEqual([])
  expect(valuesOf(own, 'access-control-expose-headers').join()).not.toContain('X-App')
  expect(corsOf(await call('/x', { headers: { cookie, origin: 'http://evil.example' } }))).toEqual([])
  expect(corsOf(await call('/silent/x', { headers: { cookie, origin: world.pageOrigin } }))).toEqual([])
})

describe('A19 a page outside the policy changes nothing in a signed-in person’s name', () => {
  test.each([
    ['a simple POST', 'POST', { origin: 'http://evil.example', 'content-type': 'text/plain' }],
    [
      'a form',
      'POST',
      { origin: 'http://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['a frame without an origin', 'POST', { origin: 'null', 'content-type': 'text/plain' }],
    ['a sibling host', 'POST', { origin: 'http://other.clearway.localhost', 'content-type': 'text/plain' }],
    ['another port', 'POST', { origin: 'http://contacts.clearway.localhost:1' }],
    ['a DELETE', 'DELETE', { origin: 'http://evil.example' }],
    ['no Origin, but from another site', 'POST', { 'sec-fetch-site': 'cross-site' }],
  ])('%s', async (_, method, headers) => {
    const before = world.api.requests.length
    const answer = await call('/x', { method, headers: { cookie, ...headers }, body: 'x=1' })
    expectRefusal(answer, 'cors/origin-not-allowed')
    expect(world.api.requests).toHaveLength(before)
  })

  test('its own pages do', async () => {
    const answer = await call('/x', {
      method: 'POST',
      headers: { cookie, origin: world.pageOrigin },
      body: 'x',
    })
    expect(answer.status).toBe(200)
  })
})

describe('A21 nothing that is one person’s is kept by a cache', () => {
  test('the redirect to sign-in and the 401 are not stored', async () => {
    const navigation = await request(`${world.apiOrigin}/x`, {
      headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' },
    })
    expect([navigation.status, navigation.header('cache-control')]).toEqual([302, 'no-store'])
    expect(navigation.headerValues('set-cookie')).toHaveLength(1)
    expect((await call('/x')).header('cache-control')).toBe('no-store')
  })

  test('every answer that sets a cookie, all through signing in and out, is not stored', async () => {
    const browser = world.browser()
    const offered = await browser.get(`${world.pageOrigin}/`, { kind: 'navigation' })
    const entered = await browser.submit(offered, { user: 'a0000000-0000-4000-8000-000000000001' })
    const [, callback = ''] = entered.redirectedFrom
    expect(callback).toContain('/.clearway/callback?')
    const again = await request(callback, {
      headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' },
    })
    expect(again.header('cache-control')).toBe('no-store')
    for (const path of [
      '/.clearway/session',
      '/.clearway/sign-out',
      '/.clearway/signed-out',
      '/.clearway/keys',
    ]) {
      const answer = await browser.visit(world.pageOrigin + path, { kind: 'background' })
      expect({ path, caching: answer.header('cache-control') }).toEqual({ path, caching: 'no-store' })
    }
  })

  test('a 304 of the app sets no cookie of the gateway’s', async () => {
    const answer = await call('/x', { headers: { cookie, 'if-none-match': '"x"' } })
    expect(valuesOf(answer, 'set-cookie')).toEqual([])
  })
})
