import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collect, type Collected } from '../../../test-support/collect.ts'
import type { Entry } from '../../material.ts'
import { har } from './har.ts'

const read = (content: Uint8Array | string, sizes: readonly number[] = []): Promise<Collected> =>
  collect(har, Buffer.from(content), sizes)

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}.har`, import.meta.url))
const codes = ({ problems }: Collected): readonly string[] => problems.map(({ code }) => code)

/** A HAR of one entry. */
function oneEntry(entry: object, creator?: object): string {
  return JSON.stringify({ log: { version: '1.2', ...(creator && { creator }), entries: [entry] } })
}
const request = { method: 'GET', url: 'https://api.example.com/', headers: [] }
const firstEntry = async (entry: object): Promise<Entry | undefined> =>
  (await read(oneEntry(entry))).entries[0]

describe('Chrome and Edge', () => {
  it('tells who wrote it, and lacks nothing when exported with sensitive data', async () => {
    const result = await read(fixture('chrome'))
    expect(result.writtenBy).toEqual(['WebInspector 537.36', 'chromium'])
    expect(result.lacks).toEqual([])
    expect(result.problems).toEqual([])
    expect(result.progress).toBe(fixture('chrome').length)
  })

  it('reads a blocked call with the answer that the page did not get', async () => {
    const { entries } = await read(fixture('chrome'))
    expect(entries[1]).toEqual({
      at: { input: 'input', entry: 1, offset: expect.any(Number) as number },
      startedAt: Date.parse('2026-11-02T09:15:01.020Z'),
      type: 'fetch',
      initiator: 'https://app.example.com/main.js',
      page: 'https://app.example.com/orders?tab=1',
      request: {
        method: 'PUT',
        url: 'https://api.example.com/orders/1',
        headers: expect.arrayContaining(['origin', 'https://app.example.com']) as string[],
        body: '{"amount":2}',
      },
      response: { status: 401, statusText: '', headers: ['content-type', 'application/json'] },
      error: 'net::ERR_FAILED',
    })
    expect(entries[1]?.request.headers.filter((name) => name.startsWith(':'))).toEqual([])
  })

  it('gives the byte at which an entry begins', async () => {
    const text = fixture('chrome')
    for (const { at } of (await read(text)).entries) {
      expect(text.subarray(at.offset! - 1, at.offset! + 1).toString()).toBe(' {')
    }
  })

  it('reads a preflight, without the call as its initiator', async () => {
    const { entries } = await read(fixture('chrome'))
    expect(entries[2]).toMatchObject({
      type: 'preflight',
      request: { method: 'OPTIONS' },
      response: { status: 204 },
    })
    expect(entries[2]).not.toHaveProperty('initiator')
  })

  it('reads a call that was never sent', async () => {
    const { entries } = await read(fixture('chrome'))
    expect(entries[3]).toMatchObject({
      type: 'xhr',
      error: 'net::ERR_FAILED',
      request: { provisional: true },
    })
    expect(entries[3]).not.toHaveProperty('response')
    expect(entries.filter(({ request }) => request.provisional)).toHaveLength(1)
  })

  it('reads redirects, what came from the cache, and what a service worker answered', async () => {
    const { entries } = await read(fixture('chrome'))
    expect(entries[4]?.response).toMatchObject({
      status: 302,
      headers: ['location', expect.stringContaining('login.microsoftonline.com') as string],
    })
    expect(entries[4]?.initiator).toBe('https://app.example.com/vendor.js')
    expect(entries.map(({ answeredBy }) => answeredBy)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'cache',
      'service-worker',
    ])
  })

  it('keeps bodies that tell something, decoded', async () => {
    const { entries } = await read(fixture('chrome'))
    expect(entries.map(({ response }) => response?.body)).toEqual([
      '<!doctype html><title>Orders</title>',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      '{"ok":true}',
    ])
  })

  it('finds the token of a request', async () => {
    const { tokens, entries } = await read(fixture('chrome'))
    expect(tokens).toEqual([
      {
        at: entries[1]?.at,
        where: 'request header',
        token: { header: { alg: 'RS256', typ: 'JWT' }, claims: { aud: 'api://orders', exp: 1793606400 } },
        entry: entries[1],
      },
    ])
  })
})

describe('exports without sensitive data', () => {
  const chromium = { name: 'WebInspector', version: '537.36' }
  const call = (headers: object = {}, more: object = {}): object => ({
    request: { ...request, headers },
    response: { status: 200, headers: [], ...more },
  })
  const log = (entries: readonly object[], creator: object = chromium): string =>
    JSON.stringify({ log: { creator, entries } })
  const preflight = {
    request: {
      ...request,
      method: 'OPTIONS',
      headers: {
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'x-a, authorization',
      },
    },
    response: { status: 204, headers: [] },
  }

  it('are recognised, and named once with the way out', async () => {
    const result = await read(fixture('chrome-sanitised'))
    expect(result.lacks).toEqual(['authorization', 'cookies'])
    expect(result.problems).toEqual([
      {
        code: 'capture/sanitised',
        detail: expect.stringMatching(/^A preflight asks for Authorization, .*with sensitive data/) as string,
      },
    ])
    expect(result.entries).toHaveLength(7)
  })

  it.each([
    ['three secure requests without a cookie', log([call(), call(), call()]), true],
    ['too few to tell', log([call(), call()]), false],
    ['a cookie', log([call(), call(), call({ Cookie: 'a=1' })]), false],
    ['a cookie that is set', log([call(), call(), call({}, { headers: { 'set-cookie': 'a=1' } })]), false],
    ['a token', log([call(), call(), call({ Authorization: 'Bearer a' })]), false],
    ['a preflight for Authorization, and a call without', log([preflight, call({ Origin: 'x' })]), true],
    ['the call first', log([call({ Origin: 'x' }), preflight]), true],
    ['a preflight for Authorization, and no call', log([preflight]), false],
    [
      'a preflight for Authorization, and a call with',
      log([preflight, call({ Origin: 'x', authorization: 'Bearer a' })]),
      false,
    ],
    ['another recorder', log([call(), call(), call()], { name: 'Charles Proxy' }), false],
  ])('%s', async (_, text, isSanitised) => {
    const result = await read(text)
    expect(codes(result)).toEqual(isSanitised ? ['capture/sanitised'] : [])
    expect(result.lacks.includes('authorization')).toBe(isSanitised)
  })
})

describe('other recorders', () => {
  it('reads Firefox: preflights by their headers, the page by its document', async () => {
    const result = await read(fixture('firefox'))
    expect(result.writtenBy).toEqual(['Firefox 153.0', 'firefox'])
    expect(result.lacks).toEqual(['verdict'])
    expect(result.problems).toEqual([])
    expect(result.entries).toMatchObject([
      { startedAt: Date.parse('2026-11-02T09:15:00Z'), page: 'https://app.example.com/orders' },
      { page: 'https://app.example.com/orders', response: { status: 200, body: '{"ok":true}' } },
      { type: 'preflight' },
      { request: { url: 'https://api.example.com/failed' } },
    ])
    expect(result.entries[3]).not.toHaveProperty('response')
    expect(result.entries[3]?.request).not.toHaveProperty('provisional')
    expect(result.entries[1]).not.toHaveProperty('type')
  })

  it('reads Safari', async () => {
    const result = await read(fixture('safari'))
    expect(result.writtenBy).toEqual(['WebKit Web Inspector 1.0', 'webkit'])
    expect(result.lacks).toEqual([])
    expect(result.entries).toMatchObject([
      { answeredBy: 'cache', page: 'https://app.example.com/orders' },
      { error: expect.stringContaining('is not allowed by Access-Control-Allow-Origin') as string },
    ])
    expect(result.entries[0]?.response).not.toHaveProperty('body')
    expect(result.entries[1]).not.toHaveProperty('response')
  })

  it('reads Playwright, as recorded from Chromium', async () => {
    const result = await read(fixture('playwright'))
    expect(result.writtenBy).toEqual(['Playwright 1.65.1', 'chromium'])
    expect(result.lacks).toEqual(['blocked-headers', 'preflights'])
    expect(result.problems).toEqual([])
    expect(result.entries.map(({ type, error, response }) => [type, error, response?.status])).toEqual([
      ['document', undefined, 200],
      ['fetch', undefined, 200],
      ['fetch', 'net::ERR_FAILED', undefined],
      ['fetch', 'net::ERR_FAILED', undefined],
      ['fetch', undefined, 401],
    ])
    expect(result.entries.map(({ page }) => page)).toEqual(
      Array.from({ length: 5 }, () => 'http://127.0.0.1:8451/'),
    )
    expect(result.entries[2]?.request.provisional).toBe(true)
    expect(result.entries[4]?.request.body).toBe('a=1&b=x+y')
    expect(result.tokens).toMatchObject([{ token: { code: 'token/malformed' } }])
  })

  it('reads Fiddler: a byte order mark, the creator last, numbers as texts, failures as comments', async () => {
    const result = await read(fixture('fiddler'))
    expect(result.writtenBy).toEqual(['Fiddler 5.0.20245.10105', undefined])
    expect(result.lacks).toEqual(['verdict'])
    expect(result.problems).toEqual([])
    expect(result.entries).toMatchObject([
      {
        at: { entry: 0 },
        startedAt: Date.parse('2026-11-02T09:15:01.123Z'),
        request: { body: 'grant_type=authorization_code&code=secret' },
        response: {
          status: 400,
          headers: [
            'Content-Type',
            'application/json; charset=utf-8',
            'Set-Cookie',
            'x=1',
            'Set-Cookie',
            'y=2',
          ],
          body: '{"error":"invalid_grant"}',
        },
      },
      { at: { entry: 2 }, error: 'Connection refused' },
    ])
  })

  it('reads Charles: forms as parameters, a redirect without Location', async () => {
    const result = await read(fixture('charles'))
    expect(result.writtenBy).toEqual(['Charles Proxy 5.0.1', undefined])
    expect(result.lacks).toEqual(['bodies', 'verdict'])
    expect(result.entries).toMatchObject([
      {
        request: { headers: ['origin', 'https://app.example.com'], body: 'a=1&b=x+y' },
        response: { headers: ['Location', '/next'] },
      },
      { error: 'Remote server closed the connection' },
    ])
  })

  it('reads mitmproxy: headers as an object, cookies joined by line breaks', async () => {
    const result = await read(fixture('mitmproxy'))
    expect(result.writtenBy).toEqual(['mitmproxy 12.0', undefined])
    expect(result.entries).toMatchObject([
      {
        request: {
          headers: [
            'Host',
            'api.example.com',
            'Origin',
            'https://app.example.com',
            'X-Many',
            '1',
            'X-Many',
            '2',
          ],
        },
        response: {
          headers: [
            'content-type',
            'application/json',
            'set-cookie',
            'a=1; Path=/',
            'set-cookie',
            'b=2; Path=/',
          ],
        },
      },
    ])
  })

  it('takes the engine from the browser where a tool recorded one', async () => {
    for (const [name, engine] of [
      ['Google Chrome', 'chromium'],
      ['Edge', 'chromium'],
      ['firefox', 'firefox'],
      ['webkit', 'webkit'],
      ['curl', undefined],
    ]) {
      const { writtenBy } = await read(
        JSON.stringify({ log: { creator: { name: 'Tool\u0007' }, browser: { name }, entries: [] } }),
      )
      expect(writtenBy).toEqual(['Tool\\u0007', engine])
    }
  })
})

describe('odd entries', () => {
  it.each([
    ['-1', undefined],
    [0, undefined],
    [-999, undefined],
    ['304', 304],
    [' 204 ', 204],
    [200.5, undefined],
    [99, undefined],
    [999, 999],
    [null, undefined],
    ['OK', undefined],
    [[200], undefined],
    [1e300, undefined],
  ])('reads the status %j', async (status, expected) => {
    const entry = await firstEntry({ request, response: { status } })
    expect(entry?.response?.status).toBe(expected)
  })

  // Chromium 156, `fetch` of an empty 401 whose body the page does not read.
  it.each([
    ['an answer whose body was left unread', 401, undefined],
    ['a redirect', 302, 'net::ERR_ABORTED'],
    ['no answer', 0, 'net::ERR_ABORTED'],
  ])('takes %s that was given up for what the page got of it', async (_, status, expected) => {
    const entry = await firstEntry({ request, response: { status, _error: 'net::ERR_ABORTED' } })
    expect(entry?.error).toBe(expected)
  })

  it.each([
    ['nothing but a URL', { request: { url: 'https://a.example/' } }],
    [
      'members of wrong types',
      {
        request: { url: 'https://a.example/', method: 7, headers: 'none', postData: [] },
        response: 'no',
        startedDateTime: {},
        _initiator: 5,
        _resourceType: [],
        pageref: {},
        _error: {},
        _fromCache: 3,
      },
    ],
  ])('reads %s', async (_, entry) => {
    expect(await firstEntry(entry)).toEqual({
      at: { input: 'input', entry: 0, offset: expect.any(Number) as number },
      request: { method: 'GET', url: 'https://a.example/', headers: [], provisional: true },
    })
  })

  it('names entries without a URL, and reads the others', async () => {
    const text = JSON.stringify({
      log: { entries: [{ request }, {}, { request: { url: 7 } }, [], { request }] },
    })
    const result = await read(text)
    expect(result.entries.map(({ at }) => at.entry)).toEqual([0, 4])
    expect(codes(result)).toEqual(['capture/unreadable', 'capture/unreadable', 'capture/unreadable'])
    expect(result.problems[0]?.detail).toBe(
      `Entry 1 at byte ${text.indexOf('{}')} has no request with a URL and was left out.`,
    )
  })

  it('is not led astray by members named __proto__', async () => {
    const text = oneEntry({ request }).replace(
      '"request"',
      '"__proto__":{"_error":"x","response":{"status":200}},"request"',
    )
    const { entries } = await read(text)
    expect(entries[0]).not.toHaveProperty('error')
    expect(entries[0]).not.toHaveProperty('response')
    expect(({} as Record<string, unknown>)['_error']).toBeUndefined()
  })

  it('reads header fields as pairs, and leaves out what is none', async () => {
    const headers = [
      ['a', '1'],
      { name: 'b', value: 2 },
      { name: 3, value: 'x' },
      { name: '', value: 'x' },
      null,
      { name: 'c' },
      { name: 'd', value: true },
    ]
    const entry = await firstEntry({ request: { ...request, headers } })
    expect(entry?.request.headers).toEqual(['a', '1', 'b', '2', 'd', 'true'])
  })

  it('reads no more than 500 header fields', async () => {
    const headers = Array.from({ length: 2000 }, () => ({ name: 'a', value: '1\n2\n3' }))
    expect((await firstEntry({ request: { ...request, headers } }))?.request.headers).toHaveLength(1000)
  })

  it.each([
    ['text/plain', undefined, 'plain', 'plain'],
    ['application/problem+json', undefined, '{}', '{}'],
    ['text/css', undefined, 'a{}', undefined],
    ['application/javascript', undefined, 'a()', undefined],
    ['text/javascript', undefined, 'a()', undefined],
    ['image/svg+xml', undefined, '<svg>', undefined],
    ['image/png', 'base64', 'iVBORw0KGgo=', undefined],
    ['x-unknown', undefined, ' <html>', ' <html>'],
    ['', undefined, '{"a":1}', '{"a":1}'],
    ['application/octet-stream', undefined, 'binary', undefined],
    ['text/html', 'base64', 'PHA+w6Q8L3A+', '<p>ä</p>'],
    ['text/plain', undefined, 'x'.repeat(20_000), `${'x'.repeat(4096)}…`],
    ['text/plain', 'base64', Buffer.from('x'.repeat(20_000)).toString('base64'), `${'x'.repeat(4096)}…`],
  ])('keeps of a body of type %j (%s)', async (mimeType, encoding, text, expected) => {
    const entry = await firstEntry({
      request,
      response: { status: 200, content: { mimeType, encoding, text } },
    })
    expect(entry?.response?.body).toBe(expected)
  })

  it('tells from the Content-Type header what the content does not', async () => {
    const response = { status: 500, headers: { 'Content-Type': 'text/plain' }, content: { text: 'IDX10223' } }
    expect((await firstEntry({ request, response }))?.response?.body).toBe('IDX10223')
  })

  it('keeps forms and JSON of requests only', async () => {
    const body = async (mimeType: string): Promise<string | undefined> =>
      (await firstEntry({ request: { ...request, postData: { mimeType, text: 'a' } } }))?.request.body
    expect(await body('application/json; charset=utf-8')).toBe('a')
    expect(await body('application/x-www-form-urlencoded')).toBe('a')
    expect(await body('multipart/form-data; boundary=x')).toBeUndefined()
    expect(await body('text/plain')).toBeUndefined()
  })

  it.each([
    ['a URL', 'https://a.example/x.js', 'https://a.example/x.js'],
    ['a word', 'script', undefined],
    ['an object with a URL', { type: 'parser', url: 'https://a.example/' }, 'https://a.example/'],
    ['a URL that is not of the web', { type: 'script', url: 'chrome-extension://abc/x.js' }, undefined],
    ['stacks without an end', JSON.parse('{"parent":'.repeat(150) + '{}' + '}'.repeat(150)), undefined],
  ])('reads the initiator from %s', async (_, initiator: unknown, expected) => {
    const wrapped =
      typeof initiator === 'object' && initiator !== null && 'parent' in initiator
        ? { stack: initiator }
        : initiator
    expect((await firstEntry({ request, _initiator: wrapped }))?.initiator).toBe(expected)
  })
})

describe('tokens', () => {
  it('are taken apart once and given with each of their entries', async () => {
    const entry = (JSON.parse(fixture('chrome').toString()) as { log: { entries: object[] } }).log.entries[1]
    const { tokens } = await read(JSON.stringify({ log: { entries: [entry, entry] } }))
    expect(tokens.map(({ at }) => at.entry)).toEqual([0, 1])
    expect(tokens[0]?.token).toBe(tokens[1]?.token)
  })

  it('are left alone when they were too long to be read whole', async () => {
    const headers = { authorization: `Bearer eyJ${'a'.repeat(20_000)}` }
    const { tokens, entries } = await read(oneEntry({ request: { ...request, headers } }))
    expect(entries).toHaveLength(1)
    expect(tokens).toEqual([])
  })
})

describe('broken files', () => {
  it('keeps what stands before the end of a file that was cut off', async () => {
    const text = fixture('chrome')
    const { entries } = await read(text)
    const offset = entries[4]?.at.offset ?? 0
    const result = await read(text.subarray(0, offset + 500))
    expect(result.entries).toEqual(entries.slice(0, 4))
    expect(result.problems).toEqual([
      { code: 'capture/truncated', detail: expect.stringContaining(`byte ${offset} `) as string, offset },
    ])
  })

  it('names damage and reads on', async () => {
    const text = fixture('chrome').toString().replace('"method": "PUT"', '"method": "PUT\u0000"": {{{')
    const result = await read(text)
    expect(result.entries.map(({ at }) => at.entry)).toEqual([0, 2, 3, 4, 5, 6])
    expect(codes(result)).toEqual(['capture/unreadable'])
    expect(result.problems[0]?.detail).toContain('entry 1, which is lost')
  })

  it.each([
    ['a second list of entries', '{"log":{"entries":[],"entries":[]}}', ['capture/unreadable']],
    ['more behind the end', `${oneEntry({ request })} {}`, ['capture/unreadable']],
    ['an entry that is no JSON', '{"log":{"entries":[{"a":01}]}}', ['capture/unreadable']],
    [
      'an entry that nests too deep',
      `{"log":{"entries":[${'['.repeat(999)}${']'.repeat(999)}]}}`,
      ['capture/too-large'],
    ],
    [
      'an entry that is too large',
      `{"log":{"entries":[{"a":[${'"aaaaaaa",'.repeat(900_000)}0]}]}}`,
      ['capture/too-large'],
    ],
    ['damage before any entry', '{"log":{#}}', ['capture/unreadable', 'capture/unreadable']],
    ['a beginning only', '{"log":{', ['capture/truncated']],
    ['no entries', '{"log":{"entries":[]}}', ['capture/empty']],
    ['no log', '{}', ['capture/empty']],
    ['nothing', '', ['capture/truncated']],
  ])('names %s', async (_, text, expected) => {
    expect(codes(await read(text))).toEqual(expected)
  })

  it('names a file in another character set once', async () => {
    const text = Buffer.from(
      oneEntry({ request, response: { status: 200, statusText: 'Zug\xe4nglich' } }),
      'latin1',
    )
    const result = await read(text)
    expect(codes(result)).toEqual(['capture/unreadable'])
    expect(result.entries[0]?.response?.statusText).toBe('Zug\ufffdnglich')
  })

  it('does not name more than it helps', async () => {
    const result = await read(JSON.stringify({ log: { entries: Array.from({ length: 1000 }, () => ({})) } }))
    expect(result.problems).toHaveLength(16)
    expect(result.problems.at(-1)?.detail).toBe('985 further parts of the file could not be read.')
  })

  it('keeps no secret in what it tells', async () => {
    const text = fixture('chrome').toString()
    for (const broken of [
      text.slice(0, 4000),
      text.replace('Bearer', '"Bearer'),
      text.replaceAll('"url"', '"uri"'),
    ]) {
      const { problems } = await read(broken)
      expect(problems.length).toBeGreaterThan(0)
      expect(JSON.stringify(problems)).not.toMatch(/eyJ|session=/)
    }
  })
})

describe('any pieces, any bytes', () => {
  it.each(['chrome', 'firefox', 'fiddler', 'playwright'])('reads %s the same in any pieces', async (name) => {
    const text = fixture(name)
    const { progress: _, ...whole } = await read(text)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 20 }), async (sizes) => {
        expect(await read(text, sizes)).toMatchObject(whole)
      }),
      { numRuns: 30 },
    )
    expect(
      await read(
        text,
        Array.from({ length: text.length }, () => 1),
      ),
    ).toMatchObject(whole)
  })

  it.each(['safari', 'charles', 'mitmproxy'])(
    'reads a prefix of the entries of %s cut anywhere',
    async (name) => {
      const text = fixture(name)
      const { entries } = await read(text)
      for (let length = 0; length < text.lastIndexOf('}'); length++) {
        const cut = await read(text.subarray(0, length))
        expect(cut.entries).toEqual(entries.slice(0, cut.entries.length))
        expect(codes(cut)).toEqual(['capture/truncated'])
      }
    },
  )

  it('takes any JSON in the place of an entry', async () => {
    const some = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.record({ request: fc.jsonValue(), response: fc.jsonValue(), _initiator: fc.jsonValue() }),
    )
    await fc.assert(
      fc.asyncProperty(some, fc.jsonValue(), async (entry, pages) => {
        const { problems, entries } = await read(
          JSON.stringify({ log: { pages, creator: pages, entries: [entry, { request }] } }),
        )
        expect(entries.at(-1)?.at.entry).toBe(1)
        expect(problems.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect((await read(bytes)).problems.length).toBeGreaterThan(0)
      }),
    )
  })

  it('takes captures with any bytes changed', async () => {
    const text = fixture('chrome')
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: text.length - 1 }),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        async (at, bytes) => {
          const changed = Buffer.from(text)
          changed.set(bytes.subarray(0, text.length - at), at)
          // The damage costs one entry, or two where it stands between them.
          if (at > 500 && at < text.length - 500)
            expect((await read(changed)).entries.length).toBeGreaterThanOrEqual(5)
          else await read(changed)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('recognises', () => {
  const isHar = (text: string): boolean => har.recognises(Buffer.from(text))
  it.each([
    'chrome',
    'chrome-sanitised',
    'firefox',
    'safari',
    'playwright',
    'fiddler',
    'charles',
    'mitmproxy',
  ])('%s', (name) => expect(har.recognises(fixture(name).subarray(0, 65_536))).toBe(true))

  it.each([
    ['a log after other members', '{"comment":"x","log":{"entries":[', true],
    ['a log line of Docker', '{"log":"GET / 200\\n","stream":"stdout"}', false],
    ['a log line of another kind', '{"log":{"level":"info"}}', false],
    ['a NetLog', '{"constants":{"logEventTypes":{}},"events":[', false],
    ['text about HAR', 'see "log":{"version":"1.2"}', false],
    ['nothing', '', false],
  ])('%s', (_, text, expected) => expect(isHar(text)).toBe(expected))
})
