import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../diagnose.ts'
import { collect, type Collected } from '../../../test-support/collect.ts'
import type { Entry } from '../../material.ts'
import type { Report } from '../../report.ts'
import { netlog } from './netlog.ts'

const read = (content: Uint8Array | string, sizes: readonly number[] = []): Promise<Collected> =>
  collect(netlog, Buffer.from(content), sizes)

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}.netlog`, import.meta.url))
const to = ({ entries }: Collected, end: string): readonly Entry[] =>
  entries.filter(({ request }) => request.url.endsWith(end))
const summary = ({ type, request, response, error }: Entry): string =>
  [type ?? 'call', request.method, request.url, response?.status ?? error].join(' ')

/** Names of events, numbered in this order. */
const names = [
  'REQUEST_ALIVE',
  'URL_REQUEST_START_JOB',
  'CORS_REQUEST',
  'CORS_PREFLIGHT_URL_REQUEST',
  'CORS_PREFLIGHT_ERROR',
  'HTTP_TRANSACTION_SEND_REQUEST_HEADERS',
  'HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS',
  'HTTP_TRANSACTION_READ_RESPONSE_HEADERS',
  'URL_REQUEST_FAKE_RESPONSE_HEADERS_CREATED',
  'CANCELLED',
] as const
type Event = readonly [id: number, name: (typeof names)[number], phase: 0 | 1 | 2, params?: object]

const constants = {
  clientInfo: { name: 'Google Chrome', version: '156.0.1.2' },
  logEventPhase: { PHASE_BEGIN: 1, PHASE_END: 2, PHASE_NONE: 0 },
  logEventTypes: Object.fromEntries(names.map((name, number) => [name, number])),
  netError: { ERR_ABORTED: -3, ERR_TIMED_OUT: -7 },
  timeTickOffset: '1000',
}
function log(events: readonly Event[], more: object = {}): string {
  return JSON.stringify({
    constants: { ...constants, ...more },
    events: events.map(([id, name, phase, params], at) => ({
      type: names.indexOf(name),
      phase,
      source: { id, type: 1 },
      time: String(at),
      ...(params && { params }),
    })),
  })
}
const url = 'https://api.example.com/orders'
const start = (id: number, more: object = {}): Event => [
  id,
  'URL_REQUEST_START_JOB',
  1,
  { url, method: 'GET', initiator: 'https://app.example.com', request_type: 'other', ...more },
]
const sent = (id: number, ...headers: readonly string[]): Event => [
  id,
  'HTTP_TRANSACTION_SEND_REQUEST_HEADERS',
  0,
  { headers },
]
const answered = (id: number, ...headers: readonly string[]): Event => [
  id,
  'HTTP_TRANSACTION_READ_RESPONSE_HEADERS',
  0,
  { headers },
]
const begun = (id: number): Event => [id, 'REQUEST_ALIVE', 1, { url }]
const ended = (id: number, net_error?: number): Event => [id, 'REQUEST_ALIVE', 2, { net_error }]

describe('a log with sensitive data', () => {
  it('tells who wrote it, and lacks bodies and what the page got', async () => {
    const result = await read(fixture('sensitive'))
    expect(result.writtenBy).toEqual(['Chromium 156.0.8078.79', 'chromium'])
    expect(result.lacks).toEqual(['bodies', 'verdict'])
    expect(result.problems).toEqual([])
    expect(result.progress).toBe(fixture('sensitive').length)
  })

  it('has each request, preflight and redirect as an entry, in the order in which they end', async () => {
    expect((await read(fixture('sensitive'))).entries.map(summary)).toEqual([
      'document GET https://app.contoso.example/ 200',
      'preflight OPTIONS https://api.fabrikam.example/fine 204',
      'call PUT https://api.fabrikam.example/fine 200',
      'preflight OPTIONS https://api.fabrikam.example/no-header 204',
      'call PUT https://api.fabrikam.example/no-header net::ERR_FAILED',
      'preflight OPTIONS https://api.fabrikam.example/preflight-redirect 302',
      'call PUT https://api.fabrikam.example/preflight-redirect net::ERR_FAILED',
      'call PUT https://api.fabrikam.example/fine 200',
      'call GET https://api.fabrikam.example/missing 200',
      'call GET https://api.contoso.example/redirect 302',
      'call GET https://login.example.net/authorize?code=secret 404',
      'call GET https://api.fabrikam.example/session 401',
      'call GET https://api.fabrikam.example/session 401',
      'call GET https://nowhere.example/x net::ERR_NAME_NOT_RESOLVED',
      'call GET https://api.contoso.example/reset net::ERR_EMPTY_RESPONSE',
      'call GET https://api.fabrikam.example/missing 200',
      'call GET https://api.fabrikam.example/fine net::ERR_ABORTED',
    ])
  })

  it('reads a call with its headers, also over HTTP/2', async () => {
    const result = await read(fixture('sensitive'))
    const call = to(result, '/fine')[1]
    expect(call).toMatchObject({
      at: { input: 'input', entry: expect.any(Number) as number },
      startedAt: expect.any(Number) as number,
      initiator: 'https://app.contoso.example',
      request: { method: 'PUT' },
      response: {
        status: 200,
        statusText: '',
        headers: expect.arrayContaining(['access-control-allow-credentials', 'true']) as string[],
      },
    })
    expect(new Date(call?.startedAt ?? 0).toISOString()).toMatch(/^2026-11-21T/)
    expect(call?.request.headers).toEqual(
      expect.arrayContaining(['origin', 'https://app.contoso.example', 'cookie', 'none=2']),
    )
    expect(call?.request.headers.filter((name) => name.startsWith(':'))).toEqual([])
    expect(call).not.toHaveProperty('type')
  })

  it('has Chromium’s name for why a preflight failed', async () => {
    const result = await read(fixture('sensitive'))
    expect(to(result, '/no-header').map(({ corsError }) => corsError)).toEqual([
      { name: 'HeaderDisallowedByPreflightResponse', parameter: 'authorization' },
      undefined,
    ])
    expect(to(result, '/preflight-redirect')[0]?.corsError).toEqual({
      name: 'PreflightDisallowedRedirect',
      parameter: '',
    })
  })

  it('has the call that a failed preflight was for, as the page asked for it', async () => {
    const [, call] = to(await read(fixture('sensitive')), '/no-header')
    expect(call?.request.provisional).toBe(true)
    expect(call?.request.headers.slice(0, 2)).toEqual([
      'authorization',
      expect.stringMatching(/^Bearer eyJ/) as string,
    ])
    expect(call).not.toHaveProperty('response')
  })

  it('names the cookies that stayed behind, with the reasons', async () => {
    const [included, omitted] = to(await read(fixture('sensitive')), '/session')
    expect(included?.cookiesLeftOut).toEqual([
      { name: 'session', reasons: ['EXCLUDE_SAMESITE_LAX'] },
      { name: 'plain', reasons: ['EXCLUDE_SAMESITE_UNSPECIFIED_TREATED_AS_LAX'] },
      { name: 'strict', reasons: ['EXCLUDE_SAMESITE_STRICT'] },
    ])
    expect(omitted).not.toHaveProperty('cookiesLeftOut')
  })

  it('finds the tokens of requests, also of those that were not made', async () => {
    const { tokens } = await read(fixture('sensitive'))
    expect(tokens.map(({ entry }) => entry?.request.url)).toEqual([
      'https://api.fabrikam.example/fine',
      'https://api.fabrikam.example/no-header',
      'https://api.fabrikam.example/preflight-redirect',
      'https://api.fabrikam.example/fine',
    ])
    expect(tokens[0]?.token).toMatchObject({ claims: { aud: 'api://orders' } })
  })

  it('gives each entry its own place: the byte at which its event begins', async () => {
    const bytes = fixture('sensitive')
    const { entries } = await read(bytes)
    for (const { at } of entries) expect(bytes[at.offset!]).toBe('{'.charCodeAt(0))
    expect(new Set(entries.map(({ at }) => at.offset)).size).toBe(entries.length)
  })
})

describe('a log by default, without cookies and credentials', () => {
  it('is named once, with the way out', async () => {
    const result = await read(fixture('default'))
    expect(result.lacks).toEqual(['authorization', 'bodies', 'cookies', 'verdict'])
    expect(result.problems).toEqual([
      { code: 'capture/sanitised', detail: expect.stringContaining('chrome://net-export') as string },
    ])
    expect(result.tokens).toEqual([])
  })

  it('still shows that a cookie and a token were sent', async () => {
    const call = to(await read(fixture('default')), '/fine').find(({ type }) => type === undefined)
    const { headers } = call!.request
    expect(headers[headers.indexOf('authorization') + 1]).toBe('')
    expect(headers[headers.indexOf('cookie') + 1]).toBe('')
  })

  it('tells why cookies stayed behind, but not which', async () => {
    const [call] = to(await read(fixture('default')), '/session')
    expect(call?.cookiesLeftOut?.[0]).toEqual({
      name: '(name not recorded)',
      reasons: ['EXCLUDE_SAMESITE_LAX'],
    })
  })

  it('lacks nothing where there was nothing to take out', async () => {
    const result = await read(log([begun(1), start(1), sent(1), answered(1, 'HTTP/1.1 200'), ended(1)]))
    expect(result.lacks).toEqual(['bodies', 'verdict'])
    expect(result.problems).toEqual([])
  })
})

describe('a call into the local network', () => {
  it('carries the error itself where its preflight was not sent', async () => {
    const { entries } = await read(fixture('local-network'))
    expect(entries[0]).toMatchObject({
      error: 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      corsError: { name: 'LocalNetworkAccessPermissionDenied', parameter: '' },
      request: { method: 'PUT', provisional: true },
    })
    expect(entries.filter(({ type }) => type === 'preflight')).toEqual([])
  })
})

describe('of a request', () => {
  const one = async (...events: readonly Event[]): Promise<Entry | undefined> =>
    (await read(log(events))).entries[0]

  it('the time is counted from when the clock of the log began', async () => {
    expect((await one(begun(1), start(1), answered(1, 'HTTP/1.1 200'), ended(1)))?.startedAt).toBe(1001)
  })

  it('the last headers count where it was sent again', async () => {
    const entry = await one(
      start(1),
      sent(1, 'a: 1'),
      sent(1, 'a: 2'),
      answered(1, 'HTTP/1.1 200'),
      begun(1),
      ended(1),
    )
    expect(entry?.request.headers).toEqual(['a', '2'])
  })

  it('the headers over QUIC are read', async () => {
    const entry = await one(
      begun(1),
      start(1),
      [1, 'HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS', 0, { headers: [':method: GET', 'a: 1'] }],
      answered(1, 'HTTP/1.1 200'),
      ended(1),
    )
    expect(entry?.request.headers).toEqual(['a', '1'])
  })

  it.each([
    [-7, 'net::ERR_TIMED_OUT'],
    [-999, 'net::ERR_-999'],
  ])('the error %i is named %s', async (code, name) => {
    expect((await one(begun(1), start(1), sent(1), ended(1, code)))?.error).toBe(name)
  })

  it('the error 0 is none', async () => {
    const entry = await one(begun(1), start(1), sent(1), answered(1, 'HTTP/1.1 200'), ended(1, 0))
    expect(entry).not.toHaveProperty('error')
  })

  it('the token is not looked at where it was cut on reading', async () => {
    const token = (length: number): Promise<Collected> =>
      read(log([begun(1), start(1), sent(1, `authorization: Bearer ${'a'.repeat(length)}`), ended(1, -7)]))
    expect((await token(16_000)).tokens).toHaveLength(1)
    expect((await token(17_000)).tokens).toEqual([])
  })

  it('the cancelling is an error where no answer came, and none where one did', async () => {
    const cancelled: Event = [1, 'CANCELLED', 0]
    expect((await one(begun(1), start(1), sent(1), cancelled, ended(1)))?.error).toBe('net::ERR_ABORTED')
    const answer = answered(1, 'HTTP/1.1 200')
    expect(await one(begun(1), start(1), sent(1), answer, cancelled, ended(1))).not.toHaveProperty('error')
  })

  it('the answer that the browser makes up for an upgrade to https is an answer', async () => {
    const headers = ['HTTP/1.1 307 Internal Redirect', 'Location: https://a.example/']
    const entry = await one(
      begun(1),
      start(1),
      [1, 'URL_REQUEST_FAKE_RESPONSE_HEADERS_CREATED', 0, { headers }],
      ended(1),
    )
    expect(entry).toMatchObject({
      response: { status: 307, statusText: 'Internal Redirect' },
      request: { provisional: true },
    })
  })

  it.each([
    ['main frame', 'document'],
    ['sub frame', 'subdocument'],
    ['other', undefined],
  ])('the type of a %s is %s', async (request_type, type) => {
    const entry = await one(begun(1), start(1, { request_type }), answered(1, 'HTTP/1.1 200'), ended(1))
    expect(entry?.type).toBe(type)
  })

  it('the preflight is known by its header where its call is not in the log', async () => {
    const entry = await one(
      begun(1),
      start(1, { method: 'OPTIONS' }),
      sent(1, 'Access-Control-Request-Method: PUT'),
      answered(1, 'HTTP/1.1 204'),
      ended(1),
    )
    expect(entry?.type).toBe('preflight')
  })
})

describe('left out', () => {
  it.each<readonly [string, readonly Event[]]>([
    ['what the cache answered', [begun(1), start(1), ended(1)]],
    ['what was open when the log ended', [begun(1), start(1), sent(1)]],
    [
      'what the browser asks for itself',
      [begun(1), start(1, { initiator: 'not an origin' }), sent(1), answered(1, 'HTTP/1.1 200'), ended(1)],
    ],
    [
      'what is not of the web',
      [begun(1), start(1, { url: 'chrome://settings/' }), answered(1, 'HTTP/1.1 200'), ended(1)],
    ],
    ['a request whose beginning is missing', [sent(1), answered(1, 'HTTP/1.1 200'), ended(1)]],
  ])('is %s', async (_, events) => {
    expect((await read(log(events))).entries).toEqual([])
  })
})

describe('a preflight', () => {
  const asked: Event = [
    1,
    'CORS_REQUEST',
    1,
    { url, request_headers: { line: 'PUT /orders HTTP/1.1\r\n', headers: ['x-a: 1'] } },
  ]
  const link: Event = [1, 'CORS_PREFLIGHT_URL_REQUEST', 0, { source_dependency: { id: 2, type: 1 } }]
  const failed = (params: object): Event => [1, 'CORS_PREFLIGHT_ERROR', 0, params]
  const done: Event = [1, 'CORS_REQUEST', 2]
  const preflight = [
    begun(2),
    start(2, { method: 'OPTIONS', initiator: 'not an origin' }),
    sent(2, 'Access-Control-Request-Method: PUT'),
  ]
  const refused = failed({ 'cors-error': 9, error: 'ERR_FAILED' })

  it('that ends after its call is still told why it failed', async () => {
    const { entries } = await read(
      log([asked, link, ...preflight, answered(2, 'HTTP/1.1 405'), refused, done, ended(2)]),
    )
    expect(entries.map(summary)).toEqual([`preflight OPTIONS ${url} 405`, `call PUT ${url} net::ERR_FAILED`])
    expect(entries[0]?.corsError).toEqual({ name: 'PreflightInvalidStatus', parameter: '' })
    expect(entries[1]?.request.headers).toEqual(['x-a', '1'])
  })

  it('whose number has no name in that version is left to the rules', async () => {
    const { entries } = await read(
      log([asked, link, ...preflight, answered(2, 'HTTP/1.1 204'), failed({ 'cors-error': 19 }), done], {
        clientInfo: { name: 'Opera', version: '120.0.1' },
      }),
    )
    expect(entries.map(({ corsError }) => corsError)).toEqual([undefined, undefined])
    expect(entries[1]?.error).toBe('net::ERR_FAILED')
  })

  it('that got no answer hands its error on', async () => {
    const { entries } = await read(
      log([asked, link, ...preflight, ended(2, -7), failed({ error: 'ERR_TIMED_OUT' }), done]),
    )
    expect(entries.map(({ error }) => error)).toEqual(['net::ERR_TIMED_OUT', 'net::ERR_TIMED_OUT'])
  })

  it('for the target of a redirect belongs to a call to there', async () => {
    const target = 'https://other.example/orders'
    const { entries } = await read(
      log([
        asked,
        begun(1),
        start(1, { method: 'PUT' }),
        sent(1),
        answered(1, 'HTTP/1.1 307', `location: ${target}`),
        ended(1),
        link,
        begun(2),
        start(2, { method: 'OPTIONS', url: target }),
        sent(2, 'Access-Control-Request-Method: PUT'),
        answered(2, 'HTTP/1.1 405'),
        ended(2),
        refused,
        done,
      ]),
    )
    expect(entries.map(summary)).toEqual([
      `call PUT ${url} 307`,
      `preflight OPTIONS ${target} 405`,
      `call PUT ${target} net::ERR_FAILED`,
    ])
  })

  it('that names itself or its call as its own does not go round', async () => {
    const self: Event = [1, 'CORS_PREFLIGHT_URL_REQUEST', 0, { source_dependency: { id: 1 } }]
    const back: Event = [2, 'CORS_PREFLIGHT_URL_REQUEST', 0, { source_dependency: { id: 1 } }]
    const result = await read(
      log([asked, self, link, ...preflight, back, answered(2, 'HTTP/1.1 405'), refused, done, ended(2)]),
    )
    expect(result.entries.length).toBeGreaterThan(0)
  })
})

describe('much at one time', () => {
  it('gives the oldest of too many open requests out', async () => {
    const open = Array.from({ length: 5001 }, (_, id): readonly Event[] => [
      begun(id),
      start(id),
      answered(id, 'HTTP/1.1 200'),
    ]).flat()
    const { entries } = await read(log([...open, ended(5000)]))
    expect(entries).toHaveLength(5001)
    expect([entries[0]?.at.entry, entries[1]?.at.entry, entries[2]?.at.entry]).toEqual([0, 5000, 1])
  })

  it('gives the oldest out before their headers are too much to keep', async () => {
    const headers = ['HTTP/1.1 200', ...Array.from({ length: 9 }, () => `a: ${'b'.repeat(14_000)}`)]
    const open = Array.from({ length: 300 }, (_, id): readonly Event[] => [
      begun(id),
      start(id),
      answered(id, ...headers),
    ]).flat()
    const { entries } = await read(log([...open, ended(299)]))
    expect(entries).toHaveLength(300)
    expect(entries[0]?.at.entry).toBe(0)
    expect(entries.at(-1)?.at.entry).toBe(298)
  })
})

describe('in the long run', () => {
  it('what was given out does not count any more', async () => {
    const header = `a: ${'b'.repeat(14_000)}`
    const preflights = Array.from({ length: 300 }, (_, at): readonly Event[] => {
      const [call, id] = [2 * at + 10, 2 * at + 11]
      return [
        [call, 'CORS_REQUEST', 1, { url }],
        [call, 'CORS_PREFLIGHT_URL_REQUEST', 0, { source_dependency: { id } }],
        begun(id),
        start(id),
        answered(id, 'HTTP/1.1 204', ...Array.from({ length: 9 }, () => header)),
        ended(id),
        [call, 'CORS_REQUEST', 2],
      ]
    }).flat()
    const open = [begun(1), start(1), answered(1, 'HTTP/1.1 200')]
    const { entries } = await read(log([...open, ...preflights, ended(1)]))
    expect(entries).toHaveLength(301)
    expect(entries.at(-1)?.at.entry).toBe(1)
  })
})

describe('what is no whole NetLog', () => {
  it('is recognised by its beginning only', () => {
    const recognises = (text: string): boolean => netlog.recognises(Buffer.from(text))
    expect(netlog.recognises(fixture('default').subarray(0, 65_536))).toBe(true)
    expect(recognises('\ufeff{\n  "constants" : { "activeFieldTrialGroups": [')).toBe(true)
    expect(recognises('{"log":{"constants":{"netError":{}}}}')).toBe(false)
    expect(recognises('{"constants":{"pi":3}}')).toBe(false)
    expect(recognises('')).toBe(false)
  })

  it.each([
    ['without constants', '{"events":[{"type":1,"source":{"id":1}}]}', ['capture/unreadable']],
    ['with constants after the events', '{"events":[{"type":1}],"constants":{}}', ['capture/unreadable']],
    ['without requests', log([]), ['capture/empty']],
    ['with text behind it', `${log([])}x`, ['capture/unreadable']],
    ['cut in its constants', log([]).slice(0, 100), ['capture/truncated']],
    ['empty', '', ['capture/truncated']],
  ])('%s is named', async (_, text, codes) => {
    expect((await read(text)).problems.map(({ code }) => code)).toEqual(codes)
  })

  it('loses a damaged event and no more', async () => {
    const text = fixture('sensitive').toString('utf8')
    const at = text.indexOf('\n{', text.indexOf('/preflight-redirect'))
    const result = await read(`${text.slice(0, at)}\n{"phase":]}${text.slice(at)}`)
    expect(result.entries).toHaveLength(17)
    expect(result.problems.map(({ code }) => code)).toEqual(['capture/unreadable'])
  })

  it('names fifteen bad parts and counts the others', async () => {
    const events = Array.from({ length: 20 }, () => '{"type":tru}').join()
    const { problems } = await read(`{"constants":${JSON.stringify(constants)},"events":[${events}]}`)
    expect(problems).toHaveLength(16)
    expect(problems.at(-1)?.detail).toBe('5 further parts of the log could not be read.')
  })

  it('reads members of other types than expected as absent', async () => {
    const values = [null, 5, 'x', [], {}, true]
    const events = values.flatMap((value) => [
      { type: value, phase: value, source: value, params: value, time: value },
      ...names.flatMap((_, type) =>
        [0, 1, 2].flatMap((phase) => [
          { type, phase, source: { id: 1 }, params: value, time: value },
          {
            type,
            phase,
            source: { id: 1 },
            params: { url: value, headers: value, request_headers: value, source_dependency: value },
          },
        ]),
      ),
    ])
    for (const value of values) await read(JSON.stringify({ constants: value, events }))
    await expect(read(JSON.stringify({ constants, events }))).resolves.toMatchObject({ entries: [] })
  })
})

describe('however it comes', () => {
  const texts = [fixture('sensitive'), fixture('refused'), fixture('default')] as const

  it('reads the same in any pieces', async () => {
    const wholes = await Promise.all(texts.map((text) => read(text)))
    const pieces = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(fc.nat(texts.length - 1), pieces, async (which, sizes) => {
        expect(await read(texts[which] ?? '', sizes)).toEqual(wholes[which])
      }),
      { numRuns: 60 },
    )
    expect(
      await read(
        texts[1],
        Array.from({ length: texts[1].length }, () => 1),
      ),
    ).toEqual(wholes[1])
  })

  it('keeps the requests before the byte at which it breaks off, all but the one under way as in the whole', async () => {
    const { entries: all } = await read(texts[0])
    await fc.assert(
      fc.asyncProperty(fc.nat(texts[0].length - 20), async (length) => {
        const { entries, problems } = await read(texts[0].subarray(0, length))
        expect(problems.map(({ code }) => code)).toContain('capture/truncated')
        const same = entries.filter((each, at) => isDeepStrictEqual(each, all[at])).length
        expect(entries.length - same).toBeLessThanOrEqual(2)
        expect(same).toBeGreaterThanOrEqual(all.filter(({ at }) => at.offset! < length).length - 2)
      }),
      { numRuns: 100 },
    )
  })

  it('does not throw at any byte at which it breaks off', async () => {
    const bytes = texts[1]
    for (let length = 0; length < bytes.length; length += 5) await read(bytes.subarray(0, length))
  })

  it('does not throw for random bytes, nor for random changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => void (await read(bytes))),
    )
    const change = fc.tuple(fc.nat(), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const bytes = Buffer.from(texts[1])
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        await read(bytes)
      }),
    )
  })
})

describe('diagnosed', () => {
  const report = (name: string): Promise<Report> =>
    diagnose(
      [
        {
          name: 'log.json',
          async *open() {
            yield await Promise.resolve(fixture(name))
          },
        },
      ],
      { now: 1_795_238_000 },
    )
  const codes = async (name: string): Promise<readonly string[]> =>
    (await report(name)).findings.map(({ code }) => code)

  it('names a refused preflight as such', async () => {
    const { findings, inputs, notChecked } = await report('refused')
    expect(inputs).toEqual([
      { name: 'log.json', kind: 'netlog', writtenBy: 'Chromium 156.0.8078.79', exchanges: 2, problems: [] },
    ])
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['cors/preflight-status', 'error'],
    ])
    expect(findings[0]?.evidence.map(({ entry }) => entry)).toContain(143)
    expect(notChecked).toEqual([])
  })

  it('names what else went wrong', async () => {
    expect([...new Set(await codes('sensitive'))].sort()).toEqual([
      'api/no-cors-on-path',
      'browser/not-cors',
      'cors/header-not-allowed',
      'cors/missing-allow-origin',
      'cors/preflight-redirected',
      'session/cookie-not-sent',
    ])
    expect([...new Set(await codes('local-network'))]).toEqual(['cors/local-network'])
    expect(await codes('default')).toEqual(['cors/method-not-allowed', 'session/cookie-not-sent'])
  })

  it('shows no token, cookie or code', async () => {
    for (const name of ['sensitive', 'refused', 'local-network']) {
      expect(JSON.stringify(await report(name))).not.toMatch(/eyJ|none=2|code=secret/)
    }
  })
})
