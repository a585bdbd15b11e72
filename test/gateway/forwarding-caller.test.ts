import { describe, expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { sendRaw, type RawResponse } from '../support/raw-http.ts'
import type { RecordedRequest } from '../support/upstream.ts'
import type { World, WorldParts } from '../support/world.ts'
import { openWorld, pageForAnyone, shareWorld } from './open-world.ts'

/** Values of a header as the internal app got them, in order. */
const valuesOf = (recorded: RecordedRequest | undefined, name: string): readonly string[] => {
  const { rawHeaders = [] } = recorded ?? {}
  return rawHeaders.filter(
    (_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name.toLowerCase(),
  )
}

const forwarding = (recorded: RecordedRequest | undefined): Readonly<Record<string, readonly string[]>> => ({
  host: valuesOf(recorded, 'host'),
  for: valuesOf(recorded, 'x-forwarded-for'),
  proto: valuesOf(recorded, 'x-forwarded-proto'),
  host2: valuesOf(recorded, 'x-forwarded-host'),
  prefix: valuesOf(recorded, 'x-forwarded-prefix'),
  forwarded: valuesOf(recorded, 'forwarded'),
})

const twoSegments = ({ pageOrigin, apiOrigin, pageInternal, apiInternal }: WorldParts): string => `
  - name: public
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
      - external: ${apiOrigin}/deep/path/
        internal: ${apiInternal}/
        accept: [anyone]
`

const send = (
  { port }: World,
  target: string,
  host: string,
  ...fields: readonly string[]
): Promise<RawResponse> =>
  sendRaw(port, [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...fields, '', ''].join('\r\n'))

const problemOf = ({ status, headers }: RawResponse): readonly unknown[] => [
  status,
  new Map(headers).get('Clearway-Problem'),
]

const pretended = [
  'X-Forwarded-For: 203.0.113.7',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Port: 1',
  'X-Forwarded-Prefix: /evil',
  'X-Forwarded-Uri: /evil',
  'Forwarded: for=203.0.113.7;host=evil.example;proto=https',
  'X-Real-IP: 203.0.113.7',
  'X-Original-URL: /evil',
  'X-Rewrite-URL: /evil',
]

describe('without trusted proxies', () => {
  const world = shareWorld({ applications: twoSegments })

  test('the internal app learns the connection’s address, the external scheme, host and prefix, once each', async () => {
    const { api, apiOrigin, page, pageOrigin } = world()
    await request(`${pageOrigin}/x`)
    expect(forwarding(page.requests.at(-1))).toEqual({
      host: [`127.0.0.1:${page.port}`],
      for: ['127.0.0.1'],
      proto: ['http'],
      host2: [new URL(pageOrigin).host],
      prefix: [],
      forwarded: [],
    })
    await request(`${apiOrigin}/deep/path/x`)
    expect(forwarding(api.requests.at(-1))).toMatchObject({
      host: [`127.0.0.1:${api.port}`],
      host2: [new URL(apiOrigin).host],
      prefix: ['/deep/path'],
    })
  })

  test('what the client says of it is neither believed nor passed on', async () => {
    const { page, pageOrigin } = world()
    const { host } = new URL(pageOrigin)
    expect((await send(world(), '/x', host, ...pretended)).status).toBe(200)
    const recorded = page.requests.at(-1)
    expect(forwarding(recorded)).toMatchObject({
      for: ['127.0.0.1'],
      proto: ['http'],
      host2: [host],
      forwarded: [],
    })
    expect(recorded?.rawHeaders.join('\n')).not.toMatch(/203\.0\.113\.7|evil/)
  })

  test('the request id is the one that the browser gets', async () => {
    const { page, pageOrigin } = world()
    const answer = await request(`${pageOrigin}/x`, { headers: { 'clearway-request-id': 'mine' } })
    const id = answer.header('clearway-request-id')
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(valuesOf(page.requests.at(-1), 'clearway-request-id')).toEqual([id])
  })
})

describe('with a trusted proxy in front', () => {
  const world = shareWorld({
    top: 'trustedProxies: [127.0.0.1, 10.0.0.0/8]',
    applications: ({ port, pageInternal }) => `
  - name: public
    segments:
      - external: https://contacts.example:${port}/
        internal: ${pageInternal}/
        accept: [anyone]
`,
  })
  const published = (): string => `contacts.example:${world().port}`

  test.each([
    {
      what: 'X-Forwarded-*',
      fields: (host: string) => [
        'X-Forwarded-For: 203.0.113.7',
        'X-Forwarded-Proto: https',
        `X-Forwarded-Host: ${host}`,
      ],
    },
    {
      what: 'Forwarded',
      fields: (host: string) => [`Forwarded: for=203.0.113.7;proto=https;host="${host}"`],
    },
    {
      what: 'both, agreeing',
      fields: (host: string) => [
        `Forwarded: for=203.0.113.7;proto=https;host="${host}"`,
        'X-Forwarded-For: 203.0.113.7',
        'X-Forwarded-Proto: https',
      ],
    },
    {
      what: 'a chain of trusted proxies behind the client',
      fields: (host: string) => [
        'X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.1.2.3',
        'X-Forwarded-Proto: https',
        `X-Forwarded-Host: ${host}`,
      ],
    },
  ])('$what is believed, and told to the internal app as one hop', async ({ fields }) => {
    const answer = await send(world(), '/x', 'inside:1', ...fields(published()))
    expect(answer.status).toBe(200)
    expect(forwarding(world().page.requests.at(-1))).toMatchObject({
      for: ['203.0.113.7'],
      proto: ['https'],
      host2: [published()],
      forwarded: [],
    })
  })

  test.each([
    { what: 'contradicting accounts', fields: ['X-Forwarded-Proto: https', 'Forwarded: proto=http'] },
    { what: 'an address that is none', fields: ['X-Forwarded-Proto: https', 'X-Forwarded-For: nonsense'] },
    { what: 'a scheme that is none', fields: ['X-Forwarded-Proto: gopher'] },
    { what: 'plain http for what is published as https', fields: ['X-Forwarded-Proto: http'] },
    { what: 'nothing at all, for what is published as https', fields: [] },
  ])('$what is 400 proxy/forwarded-headers', async ({ fields }) => {
    const before = world().page.requests.length
    expect(problemOf(await send(world(), '/x', published(), ...fields))).toEqual([
      400,
      'proxy/forwarded-headers',
    ])
    expect(world().page.requests).toHaveLength(before)
  })

  test('a host that is not published stays unpublished', async () => {
    const fields = ['X-Forwarded-Proto: https', 'X-Forwarded-Host: other.example']
    expect(problemOf(await send(world(), '/x', published(), ...fields))).toEqual([404, 'proxy/unknown-host'])
  })
})

test('proxies are trusted by their address alone: another one is a client like all', async () => {
  const world = await openWorld({ top: 'trustedProxies: [10.0.0.0/8]', applications: twoSegments })
  await send(world, '/x', new URL(world.pageOrigin).host, ...pretended)
  expect(forwarding(world.page.requests.at(-1))).toMatchObject({ for: ['127.0.0.1'], proto: ['http'] })
})

describe('in the gateway’s name', () => {
  const world = shareWorld()
  const fromClient = {
    'clearway-assertion': 'forged',
    'Clearway-Anything': 'forged',
    'x-user': 'grace@contoso.onmicrosoft.com',
  }

  test('no client speaks: not as anybody', async () => {
    const anyone = await openWorld({
      applications: ({ pageOrigin, pageInternal }) => `
  - name: public
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        accept: [session, anyone]
        identityHeaders: { X-User: preferred_username }
`,
    })
    await request(`${anyone.pageOrigin}/x`, { headers: fromClient })
    const recorded = anyone.page.requests.at(-1)
    expect(valuesOf(recorded, 'x-user')).toEqual([])
    expect(valuesOf(recorded, 'clearway-assertion')).toEqual([])
    expect(valuesOf(recorded, 'clearway-anything')).toEqual([])
  })

  test('no client speaks: not as another who is signed in', async () => {
    const { api, apiOrigin, browser, signIn } = world()
    const ada = browser()
    await signIn(ada)
    const answer = await ada.get(`${apiOrigin}/x`, { kind: 'background', headers: fromClient })
    expect(answer.status).toBe(200)
    const recorded = api.requests.at(-1)
    expect(valuesOf(recorded, 'x-user')).toEqual(['ada@contoso.onmicrosoft.com'])
    expect(valuesOf(recorded, 'clearway-anything')).toEqual([])
    const [assertion = '', ...others] = valuesOf(recorded, 'clearway-assertion')
    expect(others).toEqual([])
    expect(assertion.split('.')).toHaveLength(3)
  })

  test.each(['clearway_assertion', 'Clearway_Request-Id', 'x_user', 'X_Forwarded_For', 'x-forwarded_host'])(
    'no client speaks in another spelling: %s is 400 request/header-conflict',
    async (name) => {
      const { api, apiOrigin, apiToken } = world()
      const before = api.requests.length
      const answer = await request(`${apiOrigin}/x`, {
        headers: { authorization: `Bearer ${await apiToken()}`, [name]: 'forged' },
      })
      expect([answer.status, answer.header('clearway-problem')]).toEqual([400, 'request/header-conflict'])
      expect(api.requests).toHaveLength(before)
    },
  )

  test('no internal app speaks, and none sets the gateway’s cookies', async () => {
    const { pageOrigin } = await openWorld({
      page: (_request, response) => {
        response.setHeader('Clearway-Problem', 'session/expired')
        response.setHeader('clearway-request-id', 'forged')
        response.setHeader('Set-Cookie', [
          'kept=1',
          '__Host-clearway-public=forged; Path=/; Secure',
          ' __Secure-clearway-public=forged; Secure',
          '__host-CLEARWAY-public=forged; Secure',
          '=__Host-clearway-public=forged; Secure',
          '__Host-clearway-browser=; Max-Age=0',
        ])
        response.end('ok')
      },
      applications: pageForAnyone,
    })
    const answer = await request(`${pageOrigin}/x`)
    expect(answer.headerValues('set-cookie')).toEqual(['kept=1'])
    expect(answer.header('clearway-problem')).toBeUndefined()
    expect(answer.headerValues('clearway-request-id')).toEqual([expect.not.stringContaining('forged')])
  })
})

describe('the gateway’s cookies', () => {
  const world = shareWorld()

  test('never reach the internal app; others do, byte for byte', async () => {
    const { browser, page, pageOrigin, signIn } = world()
    const ada = browser()
    await signIn(ada)
    ada.cookies.set('theme=dark; Path=/', new URL(pageOrigin), { kind: 'navigation', method: 'GET' })
    ada.cookies.set('odd="a, b"; Path=/', new URL(pageOrigin), { kind: 'navigation', method: 'GET' })
    expect((await ada.get(`${pageOrigin}/x`, { kind: 'navigation' })).status).toBe(200)
    const [cookie, ...others] = valuesOf(page.requests.at(-1), 'cookie')
    expect(others).toEqual([])
    expect(cookie?.split('; ').toSorted()).toEqual(['odd="a, b"', 'theme=dark'])
  })

  test('alone leave no Cookie header behind', async () => {
    const { browser, page, pageOrigin, signIn } = world()
    const ada = browser()
    await signIn(ada)
    await ada.get(`${pageOrigin}/x`, { kind: 'navigation' })
    expect(valuesOf(page.requests.at(-1), 'cookie')).toEqual([])
  })
})

test('a bearer token reaches the internal app, which may look at it itself', async () => {
  const { api, apiOrigin, apiToken } = await openWorld()
  const authorization = `Bearer ${await apiToken()}`
  expect((await request(`${apiOrigin}/x`, { headers: { authorization } })).status).toBe(200)
  expect(valuesOf(api.requests.at(-1), 'authorization')).toEqual([authorization])
})
