import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contoso } from '../../packages/clearway/src/lab/directory.ts'
import { request, type Answer } from '../support/http-client.ts'
import { startWorld, type World } from '../support/world.ts'
import { startRawApp, type RawApp } from './raw-app.ts'

const partner = 'https://partner.example'
const stranger = 'https://stranger.example'

let app: RawApp
let world: World
/** The session cookie of Ada, who may use the application, and of Guest, who may not. */
let ada: string
let guest: string
let token: string

beforeAll(async () => {
  app = await startRawApp()
  world = await startWorld({
    applications: ({ pageOrigin, apiOrigin, pageInternal }) => {
      const segment = (external: string, internal: string): string => `
      - external: ${external}
        internal: ${internal}/
        accept: [session, bearer]
        bearer: { audiences: [${contoso.api}], roles: [Contacts.Read.All] }
        timeouts: { answer: 100ms }
        maxBody: 10B`
      return `
  - name: contacts
    allow: { groups: [sales] }
    cors: { origins: [${partner}, ${apiOrigin}], credentials: true }
    segments:${segment(`${pageOrigin}/app/`, pageInternal)}
${segment(`${pageOrigin}/raw/`, app.url)}
${segment(`${pageOrigin}/down/`, 'http://127.0.0.1:1')}
      - external: ${pageOrigin}/closed/
        internal: ${pageInternal}/
        cors: none
`
    },
  })
  const sessionOf = async (user: string): Promise<string> => {
    const browser = world.browser()
    const { pageOrigin } = world
    await world.signIn(browser, user, `${pageOrigin}/app/`)
    return browser.cookies.header(new URL(pageOrigin), { kind: 'navigation', method: 'GET' })
  }
  ada = await sessionOf('ada')
  guest = await sessionOf('guest')
  token = await world.apiToken()
})
afterAll(async () => {
  await world.close()
  await app.close()
})
beforeEach(() => app.answerWith(() => {}))

type Call = Parameters<typeof request>[1]

const refusals: readonly {
  readonly code: string
  readonly status: number
  readonly path: string
  readonly prepare?: () => void
  readonly options: () => NonNullable<Call>
}[] = [
  { code: 'session/missing', status: 401, path: '/app/x', options: () => ({}) },
  {
    code: 'session/expired',
    status: 401,
    path: '/app/x',
    options: () => ({ headers: { cookie: ada.replace(/=[^;]+/g, `=${'A'.repeat(43)}`) } }),
  },
  {
    code: 'token/malformed',
    status: 401,
    path: '/app/x',
    options: () => ({ headers: { authorization: 'Bearer nonsense' } }),
  },
  {
    code: 'access/not-allowed',
    status: 403,
    path: '/app/x',
    options: () => ({ headers: { cookie: guest } }),
  },
  { code: 'proxy/no-segment', status: 404, path: '/unpublished', options: () => ({}) },
  { code: 'proxy/no-segment', status: 404, path: '/.clearway/unknown', options: () => ({}) },
  {
    code: 'request/method-not-allowed',
    status: 405,
    path: '/.clearway/session',
    options: () => ({ method: 'PUT' }),
  },
  {
    code: 'request/body-too-large',
    status: 413,
    path: '/app/x',
    options: () => ({ method: 'POST', body: 'eleven byte', headers: { cookie: ada } }),
  },
  {
    code: 'proxy/internal-unreachable',
    status: 502,
    path: '/down/x',
    options: () => ({ headers: { cookie: ada } }),
  },
  {
    code: 'proxy/internal-broke-off',
    status: 502,
    path: '/raw/x',
    prepare: () => app.answerWith((socket) => socket.destroy()),
    options: () => ({ headers: { cookie: ada } }),
  },
  {
    code: 'proxy/internal-answer-invalid',
    status: 502,
    path: '/raw/x',
    prepare: () => app.answerWith((socket) => socket.write('no http\r\n\r\n')),
    options: () => ({ headers: { cookie: ada } }),
  },
  {
    code: 'proxy/internal-timeout',
    status: 504,
    path: '/raw/x',
    options: () => ({ headers: { cookie: ada } }),
  },
  {
    code: 'proxy/internal-timeout',
    status: 504,
    path: '/raw/x',
    options: () => ({ headers: { authorization: `Bearer ${token}` } }),
  },
]

const call = (path: string, origin: string | undefined, options: NonNullable<Call> = {}): Promise<Answer> =>
  request(world.pageOrigin + path, {
    ...options,
    headers: { ...options.headers, ...(origin !== undefined && { origin }) },
  })

const corsNames = ({ headers }: Answer): readonly string[] =>
  headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('access-control-'))

describe('a refusal can be read by the pages that could read the answer, and by no others:', () => {
  test.each(refusals)('$status $code at $path', async ({ code, status, path, prepare, options }) => {
    prepare?.()
    const readable = await call(path, partner, options())
    expect([readable.status, readable.header('clearway-problem')]).toEqual([status, code])
    expect(readable.headerValues('access-control-allow-origin')).toEqual([partner])
    expect(readable.headerValues('access-control-allow-credentials')).toEqual(['true'])
    expect(readable.header('access-control-expose-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['Clearway-Problem', 'Clearway-Request-Id', 'WWW-Authenticate', 'Retry-After']),
    )
    expect(readable.headerValues('vary')).toEqual(['Origin'])
    expect(readable.header('cache-control')).toBe('no-store')
    expect(readable.header('content-type')).toBe('application/problem+json')
    expect(readable.json()).toMatchObject({ code, status, instance: readable.header('clearway-request-id') })
    expect(status !== 401 || readable.header('www-authenticate') !== undefined).toBe(true)

    const others = [stranger, 'null', undefined].map((origin) => call(path, origin, options()))
    for (const bare of await Promise.all(others)) {
      // Whoever is signed in is guarded from strangers' pages before anything else is looked at.
      expect(bare.status).toBeGreaterThanOrEqual(400)
      expect(corsNames(bare)).toEqual([])
      expect(bare.headerValues('vary')).toEqual(['Origin'])
    }
  })
})

test.each(['/app/x', '/unpublished', '/.clearway/session', '/.clearway/unknown'])(
  'the preflight before it is answered, so that the call is made and its refusal read: %s',
  async (path) => {
    const answer = await call(path, partner, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
    })
    expect(answer.status).toBe(204)
    expect(answer.header('access-control-allow-origin')).toBe(partner)
    expect(answer.header('access-control-allow-methods')).toContain('PUT')
  },
)

test('where nobody may call across origins, no refusal has CORS headers', async () => {
  for (const origin of [partner, stranger, undefined]) {
    const answer = await call('/closed/x', origin)
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
    expect(corsNames(answer)).toEqual([])
  }
})

describe('a page outside the policy changes nothing in a signed-in person’s name (CSRF):', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  test.each([
    { what: 'a simple POST', method: 'POST', origin: stranger, headers: form },
    { what: 'a PUT that asked no preflight', method: 'PUT', origin: stranger, headers: {} },
    { what: 'a DELETE', method: 'DELETE', origin: stranger, headers: {} },
    {
      what: 'a POST from a sandboxed frame',
      method: 'POST',
      origin: 'null',
      headers: { 'sec-fetch-site': 'cross-site' },
    },
    { what: 'a POST from nowhere to be seen', method: 'POST', origin: 'null', headers: {} },
    {
      what: 'a POST from another scheme',
      method: 'POST',
      origin: partner.replace('https', 'http'),
      headers: form,
    },
    {
      what: 'a POST without Origin from another site',
      method: 'POST',
      origin: undefined,
      headers: { 'sec-fetch-site': 'cross-site' },
    },
  ])('$what is 403 before the internal app hears of it', async ({ method, origin, headers }) => {
    const before = world.page.requests.length
    const answer = await call('/app/x', origin, { method, body: 'a=b', headers: { ...headers, cookie: ada } })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'cors/origin-not-allowed'])
    expect(corsNames(answer)).toEqual([])
    expect(world.page.requests).toHaveLength(before)
  })

  test.each([
    { what: 'a page of the policy', origin: partner, headers: {} },
    { what: 'the application’s own page', origin: 'own', headers: {} },
    {
      what: 'a page that names no Origin, on the same origin',
      origin: undefined,
      headers: { 'sec-fetch-site': 'same-origin' },
    },
    { what: 'a program', origin: undefined, headers: {} },
    {
      what: 'the application’s own page under Referrer-Policy: no-referrer',
      origin: 'null',
      headers: { 'sec-fetch-site': 'same-origin' },
    },
  ])('$what does', async ({ origin, headers }) => {
    const from = origin === 'own' ? world.pageOrigin : origin
    const answer = await call('/app/x', from, {
      method: 'POST',
      body: 'a=b',
      headers: { ...headers, cookie: ada },
    })
    expect(answer.text()).toBe('page')
  })

  test('a stranger’s GET goes through, for nobody to read', async () => {
    const answer = await call('/app/x', stranger, { headers: { cookie: ada } })
    expect([answer.status, corsNames(answer)]).toEqual([200, []])
  })

  test('a bearer token is no cookie: no page can make a browser send it', async () => {
    const answer = await call('/app/x', stranger, {
      method: 'POST',
      body: 'a=b',
      headers: { authorization: `Bearer ${token}` },
    })
    expect([answer.status, corsNames(answer)]).toEqual([200, []])
  })

  test('a policy without credentials does not let its pages use the session', async () => {
    const world = await startWorld({
      applications: ({ pageOrigin, pageInternal }) => `
  - name: contacts
    cors: { origins: [${partner}] }
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
`,
    })
    const browser = world.browser()
    await world.signIn(browser)
    const cookie = browser.cookies.header(new URL(world.pageOrigin), { kind: 'navigation', method: 'GET' })
    const answer = await request(`${world.pageOrigin}/x`, {
      method: 'POST',
      headers: { cookie, origin: partner },
    })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'cors/origin-not-allowed'])
    await world.close()
  })
})
