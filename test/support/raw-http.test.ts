import { createServer, type AddressInfo, type Server } from 'node:net'

import { array, assert, constantFrom, oneof, property, uint8Array } from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

import { openRaw, sendRaw } from './raw-http.ts'
import { parseRawResponse } from './raw-response.ts'
import { startUpstream } from './upstream.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

describe('parseRawResponse', () => {
  const whole: [title: string, bytes: string, expected: { status: number; body: string; rest?: string }][] = [
    [
      'a body with a length',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP',
      { status: 200, body: 'ok', rest: 'HTTP' },
    ],
    [
      'a chunked body',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n1;x=y\r\n!\r\n0\r\n\r\n',
      { status: 200, body: 'ok!' },
    ],
    [
      'a chunked body with trailers',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n\r\nX',
      { status: 200, body: '', rest: 'X' },
    ],
    ['no body in 204', 'HTTP/1.1 204 No Content\r\n\r\nrest', { status: 204, body: '', rest: 'rest' }],
    [
      'no body in 304, whatever its length says',
      'HTTP/1.1 304 X\r\nContent-Length: 9\r\n\r\n',
      { status: 304, body: '' },
    ],
    ['no reason phrase', 'HTTP/1.1 400\r\nContent-Length: 0\r\n\r\n', { status: 400, body: '' }],
    ['bare line feeds', 'HTTP/1.0 200 OK\nContent-Length: 1\n\nx', { status: 200, body: 'x' }],
    [
      'a body with blank lines in it',
      'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na\n\nb',
      { status: 200, body: 'a\n\nb' },
    ],
    [
      'an interim response',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK',
      { status: 100, body: '', rest: 'HTTP/1.1 200 OK' },
    ],
  ]
  it.each(whole)('reads %s', (_title, text, { status, body, rest = '' }) => {
    const bytes = Buffer.from(text)
    const response = parseRawResponse(bytes, false)
    expect(response).toMatchObject({ status, body })
    expect(bytes.subarray(response?.raw.length).toString()).toBe(rest)
  })

  it('takes no body after HEAD', () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n')
    expect(parseRawResponse(bytes, false, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it('keeps names, order and duplicates of headers, and lines that are none', () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\nX-A: 1\r\nx-a:2\r\nodd\r\nContent-Length: 0\r\n\r\n')
    const pairs = [
      ['X-A', '1'],
      ['x-a', '2'],
      ['odd', ''],
      ['Content-Length', '0'],
    ]
    expect(parseRawResponse(bytes, false)?.headers).toEqual(pairs)
  })

  it('gives what is there when the connection has closed', () => {
    expect(parseRawResponse(Buffer.from('HTTP/1.1 502 Bad\r\nA: b'), true)).toMatchObject({
      status: 502,
      headers: [['A', 'b']],
    })
    expect(parseRawResponse(Buffer.alloc(0), true)).toMatchObject({ status: 0, headers: [], body: '' })
    expect(parseRawResponse(Buffer.from('SSH-2.0'), true)).toMatchObject({ status: 0 })
  })

  it('gives of a chunk that was cut short what has come, without framing', () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nff\r\nhalf')
    expect(parseRawResponse(bytes, false)).toBeUndefined()
    expect(parseRawResponse(bytes, true)?.body).toBe('okhalf')
  })

  it('reads to the end without a length', () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\n\r\nall of it')
    expect(parseRawResponse(bytes, false)).toBeUndefined()
    expect(parseRawResponse(bytes, true)?.body).toBe('all of it')
  })

  it.each(whole)('waits for the last byte of %s', (_title, text) => {
    const length = parseRawResponse(Buffer.from(text), false)?.raw.length ?? 0
    for (let end = 0; end < length; end += 1) {
      expect(
        parseRawResponse(Buffer.from(text).subarray(0, end), false),
        `after ${end} bytes`,
      ).toBeUndefined()
    }
  })

  it('reads whatever comes, and once all has come it always answers', () => {
    const lines = constantFrom(
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: chunked',
      'Content-Length: 3',
      '',
      '5',
      'ffffffff',
      '0',
    )
    const bytes = oneof(
      uint8Array({ maxLength: 200 }).map((data) => Buffer.from(data)),
      array(lines, { maxLength: 12 }).map((parts) => Buffer.from(parts.join('\r\n'))),
    )
    assert(
      property(bytes, (data) => {
        const early = parseRawResponse(data, false)
        const response = parseRawResponse(data, true)
        expect(response?.raw.length).toBeLessThanOrEqual(data.length)
        if (early) expect(response).toEqual(early)
      }),
    )
  })
})

describe('sendRaw', () => {
  it('sends the bytes as they are and gives the answer', async () => {
    const upstream = await startUpstream((_request, response) => response.end('hello'))
    closers.push(() => upstream.close())
    const answer = await sendRaw(upstream.port, 'GET /a HTTP/1.1\r\nHOST: x\r\nX-Odd:  1\r\n\r\n')
    expect(answer).toMatchObject({ status: 200, body: 'hello' })
    expect(upstream.requests).toMatchObject([
      { method: 'GET', url: '/a', rawHeaders: ['HOST', 'x', 'X-Odd', '1'] },
    ])
  })

  it('sends a request in pieces', async () => {
    const upstream = await startUpstream()
    closers.push(() => upstream.close())
    const answer = await sendRaw(upstream.port, ['GE', 'T / HTT', 'P/1.1\r', '\nHost: x\r\n', '\r\n'])
    expect(answer.status).toBe(200)
  })

  it('gives the 400 that a server answers to garbage before it closes', async () => {
    const upstream = await startUpstream()
    closers.push(() => upstream.close())
    expect(await sendRaw(upstream.port, 'no http\r\n\r\n', { until: 'close' })).toMatchObject({ status: 400 })
    expect(upstream.requests).toEqual([])
  })

  it('skips interim responses', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' })
      response.end('late')
    })
    closers.push(() => upstream.close())
    const answer = await sendRaw(upstream.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(answer).toMatchObject({ status: 200, body: 'late' })
  })

  it('half-closes and reads on', async () => {
    const server = await listen(
      createServer({ allowHalfOpen: true }, (socket) => {
        socket.resume().once('end', () => socket.end('HTTP/1.1 200 OK\r\n\r\nafter your end'))
      }),
    )
    expect(await sendRaw(server, 'GET /', { halfClose: true })).toMatchObject({
      status: 200,
      body: 'after your end',
    })
  })

  it('says status 0 when the server hangs up without a word', async () => {
    const port = await listen(createServer((socket) => socket.destroy()))
    expect(await sendRaw(port, 'GET / HTTP/1.1\r\n\r\n')).toMatchObject({ status: 0, body: '' })
  })

  it('gives up in time, and says what it has received', async () => {
    const port = await listen(createServer((socket) => void socket.write('HTTP/1.1 200')))
    await expect(sendRaw(port, 'GET', { timeoutMs: 50 })).rejects.toThrow(
      /^no response within 50 ms; received "(HTTP\/1\.1 200)?"$/,
    )
  })
})

describe('openRaw', () => {
  it('reads several responses of one connection', async () => {
    const upstream = await startUpstream((request, response) => response.end(request.url))
    closers.push(() => upstream.close())
    const connection = await openRaw(upstream.port)
    closers.push(() => connection.destroy())
    await connection.send('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: x\r\n\r\n')
    await connection.send('GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect((await connection.response()).body).toBe('/1')
    expect((await connection.response('HEAD')).body).toBe('')
    expect((await connection.response()).body).toBe('/3')
    expect(await connection.closed()).toHaveLength(0)
  })
})

async function listen(server: Server): Promise<number> {
  closers.push(() => server.close())
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}
