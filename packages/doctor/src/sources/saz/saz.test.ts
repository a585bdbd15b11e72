import * as zlib from 'node:zlib'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collect, type Collected } from '../../../test-support/collect.ts'
import { sessionXml, writeSaz, writeZip, type Session } from '../../../test-support/saz.ts'
import { saz } from './saz.ts'

const request = `GET https://api.example.com/contacts HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=abc

`
const answer = `HTTP/1.1 200 OK
Content-Type: application/json
Access-Control-Allow-Origin: https://app.example.com

{"name":"Ada"}`

const read = (bytes: Uint8Array, pieces?: number): Promise<Collected> => collect(saz, bytes, pieces)
const readSessions = (...sessions: readonly Session[]): Promise<Collected> => read(writeSaz(sessions))

describe('a session', () => {
  test('becomes an entry with both messages, its number and its time', async () => {
    const { entries } = await readSessions({ request, response: answer })
    expect(entries).toMatchObject([
      {
        at: { input: 'input', entry: 1 },
        startedAt: Date.UTC(2026, 10, 20, 9, 0, 0, 123),
        request: { method: 'GET', url: 'https://api.example.com/contacts' },
        response: { status: 200, statusText: 'OK', body: '{"name":"Ada"}' },
      },
    ])
  })

  test('keeps repeated headers repeated', async () => {
    const twice = answer.replace('Access-Control', 'Access-Control-Allow-Origin: *\nAccess-Control')
    const { entries } = await readSessions({ request, response: twice })
    expect(
      entries[0]?.response?.headers.filter((text) => text === 'Access-Control-Allow-Origin'),
    ).toHaveLength(2)
  })

  test('with a preflight is marked as one', async () => {
    const preflight = request
      .replace('GET', 'OPTIONS')
      .replace('Cookie: session=abc', 'Access-Control-Request-Method: PUT')
    const { entries } = await readSessions({ request: preflight, response: 'HTTP/1.1 204 No Content\n\n' })
    expect(entries[0]?.type).toBe('preflight')
  })

  test('without an answer has none', async () => {
    const { entries } = await readSessions({ request })
    expect(entries).toHaveLength(1)
    expect(entries[0]?.response).toBeUndefined()
  })

  test('whose server Fiddler could not reach says so in Fiddler’s words', async () => {
    const { entries } = await readSessions({
      request,
      response: 'HTTP/1.1 502 Fiddler - DNS Lookup Failed\n\n',
    })
    expect(entries[0]).toMatchObject({ error: 'Fiddler - DNS Lookup Failed' })
  })

  test('through a proxy with a path alone gets its host and scheme', async () => {
    const { entries } = await readSessions({
      request: 'GET /contacts HTTP/1.1\nHost: api.example.com\n\n',
      response: answer,
      metadata: sessionXml({ bits: '1' }),
    })
    expect(entries[0]?.request.url).toBe('https://api.example.com/contacts')
  })

  test('with files in another order is put together by its number', async () => {
    const { entries } = await read(
      writeZip([
        { name: 'raw/2_s.txt', bytes: answer },
        { name: 'raw/1_c.txt', bytes: request },
        { name: 'raw/2_c.txt', bytes: request.replace('contacts', 'others') },
        { name: 'raw/1_s.txt', bytes: answer },
      ]),
    )
    expect(entries.map(({ at, request: { url }, response }) => [at.entry, url, response?.status])).toEqual([
      [2, 'https://api.example.com/others', 200],
      [1, 'https://api.example.com/contacts', 200],
    ])
  })

  test('with a bearer token hands the token over', async () => {
    const { tokens } = await readSessions({
      request: request.replace('Cookie: session=abc', 'Authorization: Bearer undefined'),
    })
    expect(tokens).toMatchObject([{ where: 'request header', token: { code: 'token/malformed' } }])
  })
})

describe('a line that is no line of HTTP', () => {
  // Where the work grows with the square of the length these take minutes: the limit of every test finds it.
  test.each([
    ['a request of spaces', `GET ${'a '.repeat(20_000)}${' '.repeat(60_000)}x\n\n`, answer],
    ['an answer of spaces and a CR', request, `HTTP/1.1 200${' '.repeat(80_000)}\rx\n\n`],
    ['an answer of spaces alone', request, `HTTP/1.1${' '.repeat(120_000)}x\n\n`],
  ])('%s is passed over in a moment', async (_, client, server) => {
    const raw = [client, server].map((text) => Buffer.from(text)) as [Buffer, Buffer]
    await readSessions(...Array.from({ length: 8 }, () => ({ request: raw[0], response: raw[1] })))
  })

  test.each([
    ['GET https://api.example.com/a b HTTP/1.1', 'https://api.example.com/a b'],
    ['GET https://api.example.com/', 'https://api.example.com/'],
    ['GET  https://api.example.com/  HTTP/2', 'https://api.example.com/'],
  ])('%s still has its URL', async (line, url) => {
    const { entries } = await readSessions({ request: `${line}\n\n`, response: answer })
    expect(entries.map((entry) => entry.request.url)).toEqual([url])
  })

  test.each([
    ['HTTP/1.1 200 Very OK ', 200, 'Very OK'],
    ['HTTP/2 204', 204, ''],
    ['HTTP/1.1 404 ', 404, ''],
  ])('%s still has its status', async (line, status, statusText) => {
    const { entries } = await readSessions({ request, response: `${line}\n\n` })
    expect(entries[0]?.response).toMatchObject({ status, statusText })
  })
})

describe('a body', () => {
  const withBody = (headers: string, body: Uint8Array): Promise<Collected> =>
    readSessions({
      request,
      response: Buffer.concat([
        Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`),
        body,
      ]),
    })
  const json = Buffer.from('{"error":"AADSTS9002326"}')
  const chunked = Buffer.from(`${json.length.toString(16)}\r\n${json.toString()}\r\n0\r\n\r\n`)

  test.each([
    ['in chunks', 'Transfer-Encoding: chunked', chunked],
    ['in chunks that Fiddler joined', 'Transfer-Encoding: chunked', json],
    ['packed by gzip', 'Content-Encoding: gzip', gzipSync(json)],
    ['packed by deflate', 'Content-Encoding: deflate', deflateSync(json)],
    ['packed by bare deflate', 'Content-Encoding: deflate', deflateRawSync(json)],
    ['packed by Brotli', 'Content-Encoding: br', brotliCompressSync(json)],
    ['packed twice', 'Content-Encoding: gzip, br', brotliCompressSync(gzipSync(json))],
    ['packed by gzip and cut off', 'Content-Encoding: gzip', gzipSync(json).subarray(0, -8)],
    ['packed by zstd that Fiddler unpacked', 'Content-Encoding: zstd', json],
    ['packed by gzip that Fiddler unpacked', 'Content-Encoding: gzip', json],
  ])('%s is read', async (_, headers, body) => {
    const { entries } = await withBody(headers, body)
    expect(entries[0]?.response?.body).toBe(json.toString())
  })

  test.skipIf('createZstdDecompress' in zlib)(
    'packed by zstd is named where Node cannot unpack it',
    async () => {
      const { entries, problems } = await withBody(
        'Content-Encoding: zstd',
        Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4, 0, 1, 0, 0]),
      )
      expect(entries[0]?.response).toMatchObject({ status: 200 })
      expect(problems.map(({ detail }) => detail)).toEqual([expect.stringContaining('version of Node')])
    },
  )

  test('that is a bomb is unpacked no further than is kept', async () => {
    const { entries } = await withBody('Content-Encoding: gzip', gzipSync(Buffer.alloc(100_000_000, 'a')))
    expect(entries[0]?.response?.body).toHaveLength(4096)
  })
})

describe('the archive', () => {
  test('tells Fiddler’s version, the browser, and that the browser’s verdict is not in it', async () => {
    const { writtenBy, lacks } = await readSessions({ request, response: answer })
    expect([writtenBy, lacks]).toEqual([['Fiddler (v5.0.20211.51073)', 'chromium'], ['verdict']])
  })

  test('with a password is named as encrypted, with what to do', async () => {
    const { entries, problems } = await read(writeSaz([{ request, response: answer }], { encrypted: true }))
    expect([entries.length, problems.map(({ code }) => code)]).toEqual([0, ['capture/encrypted']])
    expect(problems[0]?.detail).toContain('save it without one')
  })

  test('whose sizes stand behind the files is read', async () => {
    const { entries, problems } = await read(writeSaz([{ request, response: answer }], { streamed: true }))
    expect([entries.length, problems]).toEqual([1, []])
  })

  test('full of bombs is read in bounds, the rest of it too', async () => {
    const bomb = Buffer.alloc(10_000_000)
    const bombs = Array.from({ length: 20 }, (_, at) => ({ name: `raw/${at + 2}_c.txt`, bytes: bomb }))
    const { entries, problems } = await read(
      writeZip([...bombs, { name: 'raw/1_c.txt', bytes: request }, { name: 'raw/1_s.txt', bytes: answer }]),
    )
    expect(entries.map(({ at }) => at.entry)).toEqual([1])
    expect(problems).toMatchObject([
      { code: 'capture/unreadable', detail: expect.stringContaining('20 sessions') },
    ])
  })

  test('with paths that lead outside ignores them and says so', async () => {
    const { entries, problems } = await read(
      writeZip([
        { name: '../../raw/1_c.txt', bytes: request },
        { name: '/etc/passwd', bytes: 'x' },
        { name: 'raw/2_c.txt', bytes: request },
      ]),
    )
    expect(entries).toHaveLength(1)
    expect(problems.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('2 files in the archive have paths'),
    ])
  })

  test('with a file twice takes the first', async () => {
    const other = request.replace('contacts', 'others')
    const { entries } = await read(
      writeZip([request, other].map((bytes) => ({ name: 'raw/1_c.txt', bytes }))),
    )
    expect(entries.map((entry) => entry.request.url)).toEqual(['https://api.example.com/contacts'])
  })

  test('with a whole session twice takes the first and says so', async () => {
    const session = [
      { name: 'raw/1_c.txt', bytes: request },
      { name: 'raw/1_m.xml', bytes: sessionXml() },
      { name: 'raw/1_s.txt', bytes: answer },
    ]
    const { entries, problems } = await read(writeZip([...session, ...session]))
    expect(entries).toHaveLength(1)
    expect(problems).toMatchObject([
      { code: 'capture/unreadable', detail: expect.stringContaining('3 files') },
    ])
  })

  test('that never brings the other half of its sessions holds few of them at a time', async () => {
    const large = request.replace('Cookie: session=abc', `X-Large: ${'y'.repeat(120_000)}`)
    const others = Array.from({ length: 200 }, (_, at) => ({ name: `raw/${at + 2}_c.txt`, bytes: large }))
    const zip = writeZip([
      { name: 'raw/1_c.txt', bytes: request },
      ...others,
      { name: 'raw/1_s.txt', bytes: answer },
      { name: 'raw/201_s.txt', bytes: answer },
    ])
    const { entries, problems } = await read(zip)
    expect(entries).toHaveLength(201)
    expect(entries.find(({ at }) => at.entry === 1)?.response).toBeUndefined()
    expect(entries.find(({ at }) => at.entry === 201)?.response?.status).toBe(200)
    expect(problems).toMatchObject([
      { code: 'capture/unreadable', detail: expect.stringContaining('too far') },
    ])
  })

  test('without sessions is empty', async () => {
    const { problems } = await read(writeZip([{ name: '_index.htm', bytes: '<html></html>' }]))
    expect(problems.map(({ code }) => code)).toEqual(['capture/empty'])
  })

  test('that breaks off before an answer does not say that none came', async () => {
    const two = writeSaz([
      { request, response: answer },
      { request, response: answer },
    ])
    const { entries, problems } = await read(two.subarray(0, two.indexOf('raw/2_s.txt')))
    expect(entries.map(({ at, response }) => [at.entry, response?.status])).toEqual([[1, 200]])
    expect(problems.map(({ code }) => code)).toEqual(['capture/truncated'])
  })

  test('recorded without decryption says what to turn on', async () => {
    const { entries, problems } = await readSessions({
      request: 'CONNECT api.example.com:443 HTTP/1.1\nHost: api.example.com:443\n\n',
      response: 'HTTP/1.1 200 Connection Established\n\n',
      metadata: sessionXml({ bits: '1000' }),
    })
    expect([entries, problems.map(({ code }) => code)]).toEqual([[], ['capture/sanitised']])
  })
})

describe('whatever the bytes', () => {
  const whole = writeSaz([
    { request, response: answer },
    { request: request.replace('contacts', 'others'), response: answer },
  ])

  test('cut off anywhere, sessions before the cut are read and nothing is thrown', async () => {
    const { entries } = await read(whole)
    for (let end = 0; end < whole.length; end += 7) {
      const cut = await read(whole.subarray(0, end))
      expect(cut.entries).toEqual(entries.slice(0, cut.entries.length))
    }
  })

  test('in pieces of any size the same is read', async () => {
    const { entries } = await read(whole)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), async (size) => {
        expect((await read(whole, size)).entries).toEqual(entries)
      }),
      { numRuns: 40 },
    )
  })

  test('changed at random, nothing is thrown', async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const bytes = Buffer.from(whole)
        for (const [at, byte] of changes) bytes[at] = byte
        await read(bytes)
      }),
      { numRuns: 200 },
    )
  })
})

test.each([
  ['a SAZ', writeSaz([{ request }]), true],
  ['another ZIP', writeZip([{ name: 'a.txt', bytes: 'x' }]), false],
  ['text', Buffer.from('PK raw/1_c.txt'), false],
])('%s is recognised or not', (_, bytes, expected) => {
  expect(saz.recognises(bytes)).toBe(expected)
})
