import { describe, expect, test } from 'vitest'
import { contoso, labSecrets } from '../../packages/clearway/src/lab/directory.ts'
import { request, type Answer } from '../support/http-client.ts'
import { sendRaw } from '../support/raw-http.ts'
import type { World, WorldParts } from '../support/world.ts'
import { openWorld, shareWorld } from './open-world.ts'

/** One application with a segment for each way to accept tokens. */
const applications = ({ apiOrigin, apiInternal, pageOrigin, pageInternal }: WorldParts): string => {
  const bearer = `{ audiences: [${contoso.api}], scopes: [Contacts.Read], roles: [Contacts.Read.All] }`
  const segment = (path: string, accept: string, rule = ''): string => `
      - external: ${apiOrigin}/${path}
        internal: ${apiInternal}/${path}
        accept: [${accept}]${rule}`
  const taking = (rule: string): string => `
        bearer: ${rule}`
  return `
  - name: contacts
    allow: { groups: [sales] }
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/${segment('', 'session, bearer', taking(bearer))}
${segment('only/', 'bearer', taking(bearer))}
${segment('open/', 'bearer, anyone', taking(bearer))}
${segment('all/', 'session, bearer, anyone', taking(bearer))}
${segment('browsers/', 'session')}
${segment('public/', 'anyone')}
${segment('other/', 'bearer', taking('{ audiences: [api://other], roles: [Contacts.Read.All] }'))}
${segment('strict/', 'bearer', taking(`{ audiences: [${contoso.api}], roles: [Contacts.Write.All] }`))}
`
}

const options = { applications }

const call = (
  { apiOrigin }: World,
  path: string,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Answer> => request(apiOrigin + path, { headers })

const problemOf = (answer: Answer): readonly unknown[] => [answer.status, answer.header('clearway-problem')]

/** A token of the provider for another audience: the gateway's own. */
const tokenForAnother = async ({ entra }: World): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${entra.port}/${contoso.tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: contoso.nightlyJob,
      client_secret: labSecrets.nightlyJob,
      scope: `${contoso.gateway}/.default`,
    }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

describe('a bearer token', () => {
  const world = shareWorld(options)

  test.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])(
    'is taken with its scheme written as %s',
    async (scheme) => {
      const token = await world().apiToken()
      const answer = await call(world(), '/x', { authorization: `${scheme} ${token}` })
      expect([answer.status, answer.text()]).toEqual([200, 'api'])
    },
  )

  test('says who calls: an assertion in its name, and no session', async () => {
    const token = await world().apiToken()
    const answer = await call(world(), '/only/x', { authorization: `Bearer ${token}` })
    expect(answer.status).toBe(200)
    const { rawHeaders = [] } = world().api.requests.at(-1) ?? {}
    const assertion =
      rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'clearway-assertion') + 1]
    const claims: unknown = JSON.parse(Buffer.from(assertion?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ by: 'bearer', application: 'contacts', roles: ['Contacts.Read.All'] })
    expect(answer.headerValues('set-cookie')).toEqual([])
  })

  test.each([
    { what: 'no token', value: 'Bearer', code: 'token/malformed' },
    { what: 'nonsense', value: 'Bearer nonsense', code: 'token/malformed' },
    { what: 'two tokens', value: 'Bearer a.b.c d.e.f', code: 'token/malformed' },
    { what: 'a text in quotation marks', value: 'Bearer"a.b.c"', code: 'token/malformed' },
    { what: 'the text of an object', value: 'Bearer [object Object]', code: 'token/malformed' },
  ])('that is $what is 401 $code with error="invalid_token"', async ({ value, code }) => {
    const before = world().api.requests.length
    for (const path of ['/x', '/only/x', '/open/x', '/all/x']) {
      const answer = await call(world(), path, { authorization: value })
      expect(problemOf(answer)).toEqual([401, code])
      expect(answer.header('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
      expect(answer.header('location')).toBeUndefined()
    }
    expect(world().api.requests).toHaveLength(before)
  })

  test('for another audience is 401 token/audience, and the answer says which is expected', async () => {
    const token = await world().apiToken()
    const answer = await call(world(), '/other/x', { authorization: `Bearer ${token}` })
    expect(problemOf(answer)).toEqual([401, 'token/audience'])
    expect(answer.header('www-authenticate')).toContain('api://other')
    expect(answer.text()).not.toContain(token)
  })

  test('without the role is 403 token/scope with error="insufficient_scope"', async () => {
    const answer = await call(world(), '/strict/x', { authorization: `Bearer ${await world().apiToken()}` })
    expect(problemOf(answer)).toEqual([403, 'token/scope'])
    expect(answer.header('www-authenticate')).toMatch(/^Bearer error="insufficient_scope"/)
  })

  test('on a segment for sessions alone is 401 token/not-accepted', async () => {
    const answer = await call(world(), '/browsers/x', { authorization: `Bearer ${await world().apiToken()}` })
    expect(problemOf(answer)).toEqual([401, 'token/not-accepted'])
    expect(answer.header('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
  })

  test('where the gateway lets anyone in is the internal app’s to judge', async () => {
    expect((await call(world(), '/public/x', { authorization: 'Bearer whatever' })).status).toBe(200)
    expect(world().api.requests.at(-1)?.rawHeaders).toContain('Bearer whatever')
  })

  test('twice is 400 request/header-conflict', async () => {
    const value = `Bearer ${await world().apiToken()}`
    const { host } = new URL(world().apiOrigin)
    const { status } = await sendRaw(
      world().port,
      `GET /x HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${value}\r\nAuthorization: ${value}\r\n\r\n`,
    )
    expect(status).toBe(400)
  })

  test('is never redirected, not even in what looks like a navigation', async () => {
    const answer = await call(world(), '/x', {
      authorization: 'Bearer nonsense',
      accept: 'text/html',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    })
    expect(problemOf(answer)).toEqual([401, 'token/malformed'])
    expect(answer.header('content-type')).toBe('application/problem+json')
  })
})

describe('beside a session', () => {
  const world = shareWorld(options)

  test('a token alone decides: a bad one is refused, a good one is who calls', async () => {
    const { api, apiOrigin, apiToken, browser, signIn } = world()
    const ada = browser()
    await signIn(ada)
    const visit = (authorization: string): Promise<Answer> =>
      ada.get(`${apiOrigin}/x`, { kind: 'background', headers: { authorization } })
    expect((await ada.get(`${apiOrigin}/x`, { kind: 'background' })).status).toBe(200)
    expect(problemOf(await visit('Bearer nonsense'))).toEqual([401, 'token/malformed'])
    expect(problemOf(await visit('Bearer,nonsense'))).toEqual([401, 'token/malformed'])
    expect((await visit(`Bearer ${await apiToken()}`)).status).toBe(200)
    const { rawHeaders = [] } = api.requests.at(-1) ?? {}
    const assertion =
      rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'clearway-assertion') + 1]
    expect(JSON.parse(Buffer.from(assertion?.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      by: 'bearer',
    })
  })

  test('other credentials are the internal app’s: the session decides', async () => {
    const { apiOrigin, browser, signIn } = world()
    const ada = browser()
    await signIn(ada)
    const basic = { authorization: 'Basic eDp5' }
    expect((await ada.get(`${apiOrigin}/x`, { kind: 'background', headers: basic })).status).toBe(200)
    expect(problemOf(await call(world(), '/x', basic))).toEqual([401, 'session/missing'])
    expect(problemOf(await call(world(), '/only/x', basic))).toEqual([401, 'token/missing'])
  })
})

describe('without a token', () => {
  const world = shareWorld(options)

  test('a segment for tokens alone is 401 token/missing with a bare challenge (RFC 6750 3.1)', async () => {
    const answer = await call(world(), '/only/x')
    expect(problemOf(answer)).toEqual([401, 'token/missing'])
    expect(answer.header('www-authenticate')).toBe('Bearer')
    expect(answer.json()).not.toHaveProperty('signIn')
  })

  test('a segment for tokens alone takes no session', async () => {
    const { apiOrigin, browser, signIn } = world()
    const ada = browser()
    await signIn(ada)
    const answer = await ada.get(`${apiOrigin}/only/x`, { kind: 'background' })
    expect(problemOf(answer)).toEqual([401, 'token/missing'])
  })

  test('a segment for anyone lets nobody in as nobody', async () => {
    expect((await call(world(), '/open/x')).status).toBe(200)
    expect(world().api.requests.at(-1)?.rawHeaders.join()).not.toMatch(/clearway-assertion/i)
  })
})

test('a token expires by the clock, also while it is remembered; then it is 401 token/expired', async () => {
  const world = await openWorld({ ...options, tokenSeconds: 300 })
  const authorization = `Bearer ${await world.apiToken()}`
  expect((await call(world, '/x', { authorization })).status).toBe(200)
  // Entra's own libraries allow clocks to differ by five minutes; so does the gateway.
  world.advance(300_000 + 290_000)
  expect((await call(world, '/x', { authorization })).status).toBe(200)
  world.advance(20_000)
  const answer = await call(world, '/x', { authorization })
  expect(problemOf(answer)).toEqual([401, 'token/expired'])
  expect(answer.header('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
})

describe('while the provider is down', () => {
  test('a first token is 503 token/keys-unavailable, to be tried again; nothing is let in', async () => {
    const world = await openWorld(options)
    const authorization = `Bearer ${await world.apiToken()}`
    await world.entra.close()
    for (const path of ['/x', '/only/x', '/open/x']) {
      const answer = await call(world, path, { authorization })
      expect(problemOf(answer)).toEqual([503, 'token/keys-unavailable'])
      expect(answer.header('retry-after')).toBe('10')
    }
    expect(world.api.requests).toEqual([])
    expect((await call(world, '/public/x')).status).toBe(200)
  })

  test('tokens go on while its keys are remembered, new ones too', async () => {
    const world = await openWorld({ ...options, tokenSeconds: 100_000 })
    const [first, second] = [await world.apiToken(), await world.apiToken()]
    expect(first).not.toBe(second)
    expect((await call(world, '/x', { authorization: `Bearer ${first}` })).status).toBe(200)
    await world.entra.close()
    world.advance(2 * 3_600_000)
    expect((await call(world, '/x', { authorization: `Bearer ${first}` })).status).toBe(200)
    expect((await call(world, '/x', { authorization: `Bearer ${second}` })).status).toBe(200)
    world.advance(23 * 3_600_000)
    const third = await call(world, '/x', { authorization: `Bearer ${second}` })
    expect(problemOf(third)).toEqual([503, 'token/keys-unavailable'])
  })
})

test('a token that the provider made for somebody else does not open this API', async () => {
  const world = await openWorld(options)
  const token = await tokenForAnother(world)
  const answer = await call(world, '/x', { authorization: `Bearer ${token}` })
  expect(problemOf(answer)).toEqual([401, 'token/audience'])
  expect(world.api.requests).toEqual([])
})
