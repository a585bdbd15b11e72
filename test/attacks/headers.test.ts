import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openRaw, sendRaw, type RawResponse } from '../support/raw-http.ts'
import type { RecordedRequest } from '../support/upstream.ts'
import { startWorld, type World } from '../support/world.ts'
import { rawGet, requestOf } from './support/raw-request.ts'
import { expectRefusal } from './support/readable-no.ts'
import { startScene, type Scene } from './support/scene.ts'
import { expectStillAnswers } from './support/still-answers.ts'

let world: World
let page: string
let api: string
let cookie: string
beforeAll(async () => {
  world = await startWorld({
    applications: ({ pageOrigin, apiOrigin, pageInternal, apiInternal }) => `
  - name: contacts
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        identityHeaders: { X-User: preferred_username }
      - external: ${apiOrigin}/
        internal: ${apiInternal}/
        accept: [anyone]
        identityHeaders: { X-User: preferred_username }
`,
  })
  page = new URL(world.pageOrigin).host
  api = new URL(world.apiOrigin).host
  const browser = world.browser()
  await world.signIn(browser)
  cookie = browser.cookies.header(new URL(world.pageOrigin), { kind: 'background', method: 'GET' })
})
afterAll(() => world.close())
afterEach(() => expectStillAnswers(world.port, page))

const lastOf = (requests: readonly RecordedRequest[]): Readonly<Record<string, readonly string[]>> => {
  const { rawHeaders } = requests.at(-1) ?? { rawHeaders: [] }
  const fields: Record<string, string[]> = {}
  for (let index = 0; index < rawHeaders.length; index += 2) {
    ;(fields[(rawHeaders[index] ?? '').toLowerCase()] ??= []).push(rawHeaders[index + 1] ?? '')
  }
  return fields
}

/** What reaches the open app of a request with these headers. */
const reaching = async (
  headers: readonly string[],
  line = 'GET /x',
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const before = world.api.requests.length
  const answer = await sendRaw(world.port, requestOf(line, api, headers))
  expect(answer.status).toBe(200)
  expect(world.api.requests).toHaveLength(before + 1)
  return lastOf(world.api.requests)
}

const refusedBy = async (
  headers: readonly string[],
  host = api,
): Promise<(code: 'conflict' | 'malformed') => void> => {
  const before = world.api.requests.length
  const answer = await rawGet(world.port, host, '/x', headers)
  expect(world.api.requests).toHaveLength(before)
  return (code) =>
    expectRefusal(answer, code === 'conflict' ? 'request/header-conflict' : 'request/malformed')
}

describe('A7 a client’s own identity headers never reach the internal app', () => {
  test.each([
    'Clearway-Assertion',
    'clearway-assertion',
    'CLEARWAY-ASSERTION',
    'Clearway-Request-Id',
    'Clearway-User',
    'X-User',
    'x-user',
    'X-USER',
  ])('%s, once and twice', async (name) => {
    const fields = await reaching([`${name}: forged`, `${name}: forged, too`])
    expect(JSON.stringify(fields)).not.toContain('forged')
  })

  test('what the gateway says of a signed-in person is said once', async () => {
    await rawGet(world.port, page, '/x', [
      `Cookie: ${cookie}`,
      'X-User: root',
      'x-user: root',
      'Clearway-Assertion: x.y.z',
    ])
    const fields = lastOf(world.page.requests)
    expect(fields['x-user']).toEqual(['ada@contoso.onmicrosoft.com'])
    expect(fields['clearway-assertion']).toEqual([expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)])
  })

  test.each([
    'Clearway_Assertion',
    'CLEARWAY_ASSERTION',
    'clearway-_assertion',
    'clearway_-assertion',
    'clearway.assertion',
    'X_User',
    'x_user',
    'X.User',
    'X_Forwarded_For',
    'x-forwarded_host',
    'x.forwarded-proto',
    'X_Real_IP',
    'Content_Length',
    'Transfer_Encoding',
  ])('%s, which other servers read as the dashed name, is a conflict', async (name) => {
    const refused = await refusedBy([`${name}: forged`])
    refused('conflict')
  })

  test.each([
    ['a space before the colon', 'X-User : forged'],
    ['a tab before the colon', 'X-User\t: forged'],
    ['a folded line', 'X-Other: a\r\n X-User: forged'],
    ['a folded line at the start', ' X-User: forged'],
    ['a lone CR', 'X-Other: a\rX-User: forged'],
    ['a lone LF', 'X-Other: a\nX-User: forged'],
    ['a NUL', 'X-Other: a\0'],
    ['a NUL in the name', 'X-User\0: forged'],
    ['no name', ': forged'],
    ['no colon', 'X-User'],
  ])('%s is not valid HTTP', async (_, line) => {
    const refused = await refusedBy([line])
    refused('malformed')
  })

  test('two Authorization headers are a conflict', async () => {
    const refused = await refusedBy(['Authorization: Bearer a.b.c', 'Authorization: Basic eDp5'], page)
    refused('conflict')
  })
})

describe('A8 Connection takes away nothing that the other end must hear', () => {
  test('of what the gateway itself says', async () => {
    const named =
      'x-forwarded-for, x-forwarded-host, x-forwarded-proto, x-user, clearway-assertion, clearway-request-id, host'
    await rawGet(world.port, page, '/x', [`Cookie: ${cookie}`, `Connection: close, ${named}`])
    expect(lastOf(world.page.requests)).toMatchObject({
      'x-forwarded-for': ['127.0.0.1'],
      'x-forwarded-host': [page],
      'x-forwarded-proto': ['http'],
      'x-user': ['ada@contoso.onmicrosoft.com'],
      'clearway-assertion': [expect.any(String)],
      'clearway-request-id': [expect.any(String)],
      host: [new URL(world.pageInternal).host],
    })
  })

  test('of what the browser says', async () => {
    const fields = await reaching([
      'Connection: authorization, cookie, origin, content-type, referer',
      'Connection: x-one, X-Two',
      'Authorization: Basic eDp5',
      'Cookie: a=1',
      `Origin: ${world.pageOrigin}`,
      'Content-Type: text/plain',
      'X-One: 1',
      'X-Two: 2',
    ])
    expect(fields).toMatchObject({
      authorization: ['Basic eDp5'],
      cookie: ['a=1'],
      origin: [world.pageOrigin],
      'content-type': ['text/plain'],
    })
    expect(fields).not.toHaveProperty('x-one')
    expect(fields).not.toHaveProperty('x-two')
  })
})

const forwardingHeaders = [
  'X-Forwarded-For: 6.6.6.6',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Port: 666',
  'X-Forwarded-Prefix: /evil',
  'X-Forwarded-Uri: /evil',
  'X-Forwarded-Method: EVIL',
  'X-Forwarded-User: evil',
  'X-Forwarded-Email: evil@evil.example',
  'X-Forwarded-Server: evil.example',
  'Forwarded: for=6.6.6.6;host=evil.example;proto=https',
  'X-Real-IP: 6.6.6.6',
  'X-Client-IP: 6.6.6.6',
  'True-Client-IP: 6.6.6.6',
  'X-Original-URL: /evil',
  'X-Original-Host: evil.example',
  'X-Rewrite-URL: /evil',
  'X-Host: evil.example',
]

describe('A9 nobody’s forwarding headers are believed by default', () => {
  test('none reaches the internal app, and none changes host, scheme or client', async () => {
    const fields = await reaching(forwardingHeaders)
    expect(JSON.stringify(fields)).not.toMatch(/evil|6\.6\.6\.6|666|https/)
    expect(fields).toMatchObject({
      'x-forwarded-for': ['127.0.0.1'],
      'x-forwarded-host': [api],
      'x-forwarded-proto': ['http'],
    })
  })

  test('none opens a closed path', async () => {
    for (const header of [
      ...forwardingHeaders,
      `X-Forwarded-Host: ${api}`,
      `X-Original-URL: /`,
      `X-Host: ${api}`,
    ]) {
      expectRefusal(await rawGet(world.port, page, '/x', [header]), 'session/missing')
    }
  })

  test('the log names the connection’s address', async () => {
    await reaching(forwardingHeaders)
    expect(world.log.findLast(({ msg }) => msg === 'request')).toMatchObject({
      client: '127.0.0.1',
      host: api,
    })
  })

  test('a method override does not change how the gateway judges the request', async () => {
    const headers = ['X-HTTP-Method-Override: OPTIONS', 'X-HTTP-Method: GET', 'X-Method-Override: HEAD']
    const post = requestOf('POST /x', page, [
      ...headers,
      `Cookie: ${cookie}`,
      'Origin: http://evil.example',
      'Content-Length: 0',
    ])
    expectRefusal(await sendRaw(world.port, post), 'cors/origin-not-allowed')
  })
})

describe('A9 a proxy’s forwarding headers are believed where its address is configured', () => {
  const behind = async (
    trusted: string,
    headers: readonly string[],
  ): Promise<readonly [Scene, RawResponse]> => {
    const scene = await startScene({
      top: `trustedProxies: [${trusted}]`,
      segment: '        accept: [anyone]',
    })
    try {
      return [scene, await rawGet(scene.port, scene.host, '/x', headers)]
    } finally {
      await scene.close()
    }
  }
  const clientOf = ({ app }: Scene): readonly string[] | undefined => lastOf(app.requests)['x-forwarded-for']

  test('of a trusted peer the nearest stranger counts, not what strangers wrote', async () => {
    const [scene] = await behind('127.0.0.1', ['X-Forwarded-For: 1.1.1.1, 6.6.6.6', 'X-Original-URL: /evil'])
    expect(clientOf(scene)).toEqual(['6.6.6.6'])
    expect(JSON.stringify(lastOf(scene.app.requests))).not.toMatch(/evil|1\.1\.1\.1/)
  })

  test.each(['10.0.0.0/8', '127.0.0.2', '::1', '127.1.0.0/16'])(
    'of %s nothing that 127.0.0.1 says',
    async (range) => {
      const [scene] = await behind(range, forwardingHeaders)
      expect(clientOf(scene)).toEqual(['127.0.0.1'])
    },
  )

  test.each([
    ['cannot be read', ['X-Forwarded-For: not an address']],
    ['names a host twice', ['Forwarded: host=a;host=b']],
    [
      'contradicts itself',
      ['X-Forwarded-Proto: http', 'Forwarded: for=6.6.6.6;proto=https', 'X-Forwarded-For: 6.6.6.6'],
    ],
    ['claims another scheme', ['X-Forwarded-Proto: https']],
  ])('what %s is refused', async (_, headers) => {
    const [scene, answer] = await behind('127.0.0.1', headers)
    expectRefusal(answer, 'proxy/forwarded-headers')
    expect(scene.app.requests).toEqual([])
  })

  test('a host that is not published stays unpublished', async () => {
    const [scene, answer] = await behind('127.0.0.1', ['X-Forwarded-Host: evil.example'])
    expectRefusal(answer, 'proxy/unknown-host')
    expect(scene.app.requests).toEqual([])
  })
})

describe('A10 nothing that looks like a health check is let in', () => {
  test.each([
    ['/', 'kube-probe/1.29'],
    ['/', 'GoogleHC/1.0'],
    ['/', 'ELB-HealthChecker/2.0'],
    ['/', 'Edge Health Probe'],
    ['/healthz', 'kube-probe/1.29'],
    ['/ping', 'curl/8'],
    ['/ready?health=1', 'AlwaysOn'],
    ['/favicon.ico', 'curl/8'],
    ['/robots.txt', 'curl/8'],
    ['/.well-known/acme-challenge/x', 'curl/8'],
  ])('%s by %s', async (target, agent) => {
    expectRefusal(await rawGet(world.port, page, target, [`User-Agent: ${agent}`]), 'session/missing')
  })
})

describe('A11 the body ends where everybody thinks it ends', () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n'
  test.each([
    ['TE and CL', ['Transfer-Encoding: chunked', 'Content-Length: 5'], `0\r\n\r\n${smuggled}`],
    ['CL and TE', ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['two CL that differ', ['Content-Length: 5', 'Content-Length: 40'], `hello${smuggled}`],
    ['two CL that agree', ['Content-Length: 5', 'Content-Length: 5'], `hello${smuggled}`],
    ['a list of CL', ['Content-Length: 5, 5'], `hello${smuggled}`],
    ['CL with a sign', ['Content-Length: +5'], `hello${smuggled}`],
    ['negative CL', ['Content-Length: -5'], smuggled],
    ['hexadecimal CL', ['Content-Length: 0x5'], `hello${smuggled}`],
    ['CL beyond all numbers', ['Content-Length: 99999999999999999999'], smuggled],
    ['an unknown coding', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${smuggled}`],
    ['chunked twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['chunked not last', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${smuggled}`],
    ['a coding before chunked', ['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'],
    ['chunked after a vertical tab', ['Transfer-Encoding: \x0bchunked'], `0\r\n\r\n${smuggled}`],
    ['chunked in quotes', ['Transfer-Encoding: "chunked"'], `0\r\n\r\n${smuggled}`],
  ])('%s is refused, and what follows is not read as a request', async (_, headers, rest) => {
    const before = world.api.requests.length
    const answer = await sendRaw(world.port, requestOf('POST /x', api, headers) + rest)
    expectRefusal(answer, 'request/malformed')
    expect(world.api.requests.slice(before)).toEqual([])
  })

  test.each([
    ['a size that is no number', 'x\r\nhello\r\n0\r\n\r\n'],
    ['a negative size', '-5\r\nhello\r\n0\r\n\r\n'],
    ['a size with 0x', '0x5\r\nhello\r\n0\r\n\r\n'],
    ['a size beyond all numbers', 'fffffffffffffffff\r\nhello\r\n0\r\n\r\n'],
    ['more than its size', '5\r\nhello there\r\n0\r\n\r\n'],
    ['an extension ended by a bare LF', `5;a\nhello\r\n0\r\n\r\n`],
    ['a size ended by a bare LF', '5\nhello\r\n0\r\n\r\n'],
    ['an extension without end', `5;${'a'.repeat(40_000)}\r\nhello\r\n0\r\n\r\n`],
  ])('a chunk with %s ends the request and the connection', async (_, body) => {
    const connection = await openRaw(world.port)
    await connection.send(requestOf('POST /x', api, ['Transfer-Encoding: chunked']) + body + smuggled)
    const rest = (await connection.closed()).toString('latin1')
    connection.destroy()
    expect(rest).not.toMatch(/^HTTP\/1\.1 200/)
    expect(rest.match(/HTTP\/1\.1/g)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(world.api.requests.some(({ url }) => url === '/smuggled')).toBe(false)
  })

  test('a chunk’s extension and trailers are dropped, the body arrives', async () => {
    const body = '5;a=b\r\nhello\r\n0\r\nX-User: forged\r\nX-Trailer: forged\r\n\r\n'
    const answer = await sendRaw(world.port, requestOf('POST /x', api, ['Transfer-Encoding: chunked']) + body)
    expect(answer.status).toBe(200)
    expect(world.api.requests.at(-1)?.body.toString()).toBe('hello')
    expect(JSON.stringify(lastOf(world.api.requests))).not.toContain('forged')
  })

  test('a body on a GET does not become the next request', async () => {
    const fields = await reaching([`Content-Length: ${smuggled.length}`, 'Connection: close', '', smuggled])
    expect(fields['content-length']).toEqual([String(smuggled.length)])
    expect(world.api.requests.some(({ url }) => url === '/smuggled')).toBe(false)
  })

  test('pipelined requests are judged one by one', async () => {
    const connection = await openRaw(world.port)
    await connection.send(
      requestOf('GET /first', page) + requestOf('GET /second', api) + requestOf('GET /third', page),
    )
    expectRefusal(await connection.response(), 'session/missing')
    expect((await connection.response()).body).toBe('api')
    expectRefusal(await connection.response(), 'session/missing')
    connection.destroy()
  })

  test('1000 headers are too many, and none of them is lost between two lists', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `X-${index}: y`)
    expectRefusal(await rawGet(world.port, api, '/x', many), 'request/headers-too-large')
    const bearerLast = [...many.slice(0, 198), 'Authorization: Bearer not-a-token']
    expectRefusal(await rawGet(world.port, page, '/x', bearerLast), 'token/not-accepted')
    const bearerBeyond = [...many.slice(0, 300), 'Authorization: Bearer not-a-token']
    expectRefusal(await rawGet(world.port, page, '/x', bearerBeyond), 'request/headers-too-large')
  })

  test.each([
    ['one header of 40 kB', [`X-Big: ${'y'.repeat(40_000)}`]],
    [
      'headers of 40 kB together',
      Array.from({ length: 40 }, (_, index) => `X-${index}: ${'y'.repeat(1000)}`),
    ],
    ['a name of 40 kB', [`${'y'.repeat(40_000)}: x`]],
  ])('%s are too large', async (_, headers) => {
    expectRefusal(await rawGet(world.port, api, '/x', headers), 'request/headers-too-large')
  })

  test('a request line of 40 kB is too large', async () => {
    expectRefusal(await rawGet(world.port, api, `/${'y'.repeat(40_000)}`), 'request/headers-too-large')
  })

  test.each([
    ['bare LF as line ends', 'GET /x HTTP/1.1\nHost: x\n\n'],
    ['HTTP/2 spoken at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/1.9', 'GET /x HTTP/1.9\r\nHost: x\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['nothing but NUL', '\0\0\0\0\0\0\0\0'],
  ])('%s is refused', async (_, bytes) => {
    expectRefusal(await sendRaw(world.port, bytes), 'request/malformed')
  })
})

describe('A11 what the provider says cannot break out of a header', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene({
      segment: '        identityHeaders: { X-Name: name, X-Groups: groups, X-Deep: deep }',
      application: '    allow: { users: [ada@contoso.example] }',
    })
  })
  afterAll(() => scene.close())

  test.each([
    ['a line break', 'Ada\r\nX-Admin: yes', 'Ada%0D%0AX-Admin: yes'],
    ['a lone LF', 'Ada\nX-Admin: yes', 'Ada%0AX-Admin: yes'],
    ['a NUL', 'Ada\0root', 'Ada%00root'],
    ['letters beyond ASCII', 'Ådä 李', '%C3%85d%C3%A4 %E6%9D%8E'],
    ['half a character', 'Ada\ud800', 'Ada%EF%BF%BD'],
    ['what is percent-encoded already', '100%0D%0A', '100%250D%250A'],
  ])('a name with %s', async (_, name, expected) => {
    scene.provider.script.claims = { name, groups: ['a,b', 'c\r\nd'], deep: { admin: true } }
    await scene.signIn(scene.browser())
    const fields = lastOf(scene.app.requests)
    expect(fields['x-name']).toEqual([expected])
    expect(fields['x-groups']).toEqual(['a%2Cb,c%0D%0Ad'])
    expect(fields).not.toHaveProperty('x-admin')
    expect(fields).not.toHaveProperty('x-deep')
  })
})
