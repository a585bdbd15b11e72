import { EventEmitter, once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRaw, sendRaw, type RawResponse } from '../support/raw-http.ts'
import { startWorld, type World } from '../support/world.ts'
import { startRawApp, type RawApp } from './raw-app.ts'

let app: RawApp
let world: World
beforeAll(async () => {
  app = await startRawApp()
  world = await startWorld({
    applications: ({ pageOrigin, pageInternal }) => `
  - name: public
    cors: none
    segments:
      - external: ${pageOrigin}/
        internal: ${app.url}/
        accept: [anyone]
      - external: ${pageOrigin}/recorded/
        internal: ${pageInternal}/
        accept: [anyone]
        maxBody: 1kB
`,
    page: (request, response) => {
      request.on('end', () => response.end('thanks'))
    },
  })
})
afterAll(async () => {
  await world.close()
  await app.close()
})

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

const message = (line: string, ...fields: readonly string[]): string =>
  [line, `Host: ${new URL(world.pageOrigin).host}`, ...fields, '', ''].join('\r\n')

const ask = (line = 'GET /x HTTP/1.1', ...fields: readonly string[]): Promise<RawResponse> =>
  sendRaw(world.port, message(line, ...fields))

/** The fields of the last request as the internal app got them, but for what every request gets. */
const arrived = (): readonly string[] =>
  (app.heads.at(-1) ?? '')
    .split('\r\n')
    .slice(1)
    .filter((line) => !/^(?:host|connection|x-forwarded-(?:for|proto|host)|clearway-request-id):/i.test(line))

/** The fields of an answer, but for what every answer gets. */
const returned = ({ headers }: RawResponse): readonly string[] =>
  headers
    .filter(([name]) => !/^(?:date|connection|keep-alive|clearway-request-id)$/i.test(name))
    .map(([name, value]) => `${name}: ${value}`)

describe('fields for both ends keep their case, order, repeats and bytes', () => {
  const fields = [
    'X-b: 2',
    'x-A: 1',
    'X-B: 3',
    'Accept: a, b',
    'X-Empty:',
    'X-Bytes: \xe9\xff',
    'x-a: 4',
    'ETag: W/"1"',
  ]

  test('of a request', async () => {
    app.answerWith((socket) => socket.write(ok))
    await ask('GET /x HTTP/1.1', ...fields)
    expect(arrived()).toEqual(fields.map((line) => line.replace(/:$/, ': ')))
  })

  test('of an answer, Set-Cookie repeats too', async () => {
    const all = [
      ...fields,
      'Set-Cookie: a=1; Path=/',
      'Content-Length: 0',
      'set-cookie: b=2',
      'Set-Cookie: a=3',
    ]
    app.answerWith((socket) => socket.write(`HTTP/1.1 200 OK\r\n${all.join('\r\n')}\r\n\r\n`, 'latin1'))
    expect(returned(await ask())).toEqual(all.map((line) => line.replace(/:$/, ': ')))
  })
})

describe('fields for one connection alone stay on it (RFC 9110 7.6.1):', () => {
  const hopByHop = [
    'Keep-Alive: timeout=9',
    'Proxy-Authenticate: Basic',
    'Proxy-Authentication-Info: x',
    'Proxy-Authorization: Basic eDp5',
    'Proxy-Connection: keep-alive',
    'TE: trailers',
    'Trailer: X-Sum',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
    'Upgrade: h2c',
  ]

  test.each(hopByHop)('%s, of a request', async (line) => {
    app.answerWith((socket) => socket.write(ok))
    expect((await ask('GET /x HTTP/1.1', line, 'X-Kept: 1')).status).toBe(200)
    expect(arrived()).toEqual(['X-Kept: 1'])
  })

  test.each(hopByHop)('%s, of an answer', async (line) => {
    app.answerWith((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${line}\r\nContent-Length: 0\r\nX-Kept: 1\r\n\r\n`),
    )
    const response = await ask()
    expect(returned(response)).toEqual(['Content-Length: 0', 'X-Kept: 1'])
    expect(response.headers).not.toContainEqual(['Keep-Alive', 'timeout=9'])
  })

  test('what Connection names, of a request, but not what is meant for the other end', async () => {
    app.answerWith((socket) => socket.write(ok))
    await ask(
      'GET /x HTTP/1.1',
      'Connection: keep-alive, X-Hop, x-two',
      'Connection: Authorization, Cookie, X-Forwarded-For',
      'x-hop: 1',
      'X-Two: 2',
      'Authorization: Basic eDp5',
      'Cookie: a=b',
    )
    expect(arrived()).toEqual(['Authorization: Basic eDp5', 'Cookie: a=b'])
    expect(app.heads.at(-1)).toContain('X-Forwarded-For: 127.0.0.1')
  })

  test('what Connection names, of an answer', async () => {
    app.answerWith((socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nConnection: X-Hop, Set-Cookie\r\nX-Hop: 1\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n',
      ),
    )
    expect(returned(await ask())).toEqual(['Set-Cookie: a=b', 'Content-Length: 0'])
  })

  test('an upgrade is not made: the request goes on without it', async () => {
    app.answerWith((socket) => socket.write(ok))
    const answer = await ask(
      'GET /x HTTP/1.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
    )
    expect(answer.status).toBe(200)
    expect(arrived()).toEqual(['Sec-WebSocket-Version: 13'])
  })
})

describe('an answer without a body', () => {
  test('to HEAD keeps its length and ends with its head', async () => {
    app.answerWith((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-A: 1\r\n\r\n'))
    const response = await ask('HEAD /x HTTP/1.1')
    expect([response.status, returned(response), response.body]).toEqual([
      200,
      ['Content-Length: 1000', 'X-A: 1'],
      '',
    ])
  })

  test.each([204, 304])(
    'with the status %i ends with its head, and the connection goes on',
    async (status) => {
      app.answerWith((socket, _head, nth) =>
        socket.write(nth === 1 ? `HTTP/1.1 ${status} X\r\nETag: "1"\r\n\r\n` : ok),
      )
      const connection = await openRaw(world.port)
      await connection.send(message('GET /x HTTP/1.1'))
      const response = await connection.response()
      expect([response.status, returned(response), response.body]).toEqual([status, ['ETag: "1"'], ''])
      await connection.send(message('GET /x HTTP/1.1'))
      expect((await connection.response()).body).toBe('ok')
      connection.destroy()
    },
  )

  test('304 keeps the length of what it stands for', async () => {
    app.answerWith((socket) => socket.write('HTTP/1.1 304 X\r\nContent-Length: 1000\r\n\r\n'))
    expect(returned(await ask())).toEqual(['Content-Length: 1000'])
  })

  test('refused to HEAD has the fields of the refusal', async () => {
    app.answerWith((socket) => socket.destroy())
    const response = await ask('HEAD /x HTTP/1.1')
    expect(response.status).toBe(502)
    expect(response.body).toBe('')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'Content-Type': 'application/problem+json',
      'Clearway-Problem': 'proxy/internal-broke-off',
    })
  })
})

describe('of an answer', () => {
  test('interim answers before it are dropped', async () => {
    app.answerWith((socket) =>
      socket.write(`HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}`),
    )
    const connection = await openRaw(world.port)
    await connection.send(message('GET /x HTTP/1.1', 'Connection: close'))
    expect(await connection.response()).toMatchObject({ status: 200, body: 'ok' })
    expect((await connection.closed()).length).toBe(0)
  })

  test.each([
    { what: 'with a length', bytes: 'HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nwhole' },
    {
      what: 'in chunks',
      bytes:
        'HTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nwh\r\n3\r\nole\r\n0\r\n\r\n',
    },
  ])('every byte may come alone ($what)', async ({ bytes }) => {
    app.answerWith((socket) => {
      socket.setNoDelay(true)
      const next = (at: number): void => {
        if (at < bytes.length) socket.write(bytes.slice(at, at + 1), () => setImmediate(next, at + 1))
      }
      next(0)
    })
    const response = await ask()
    expect([response.status, response.body]).toEqual([200, 'whole'])
    expect(returned(response)).toContain('X-A: 1')
  })

  test('trailers are dropped', async () => {
    app.answerWith((socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n',
      ),
    )
    const { raw, body } = await ask()
    expect(body).toBe('ok')
    expect(raw.toString()).not.toContain('X-Sum')
  })

  test('without a length the end of the connection is the end', async () => {
    app.answerWith((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nto the end'))
    expect((await ask()).body).toBe('to the end')
  })

  test('in HTTP/1.0 the answer is one all the same', async () => {
    app.answerWith((socket) => socket.end('HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nold'))
    const response = await ask()
    expect(response.raw.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\nX-A: 1\r\n/)
    expect(response.body).toBe('old')
  })

  test.each([200, 201, 206, 299, 300, 400, 401, 404, 418, 451, 500, 503, 599, 999])(
    'the status %i stays, with its body',
    async (status) => {
      app.answerWith((socket) => socket.write(`HTTP/1.1 ${status} Any\r\nContent-Length: 2\r\n\r\nok`))
      expect(await ask()).toMatchObject({ status, body: 'ok' })
    },
  )
})

describe('a client that speaks HTTP/1.0', () => {
  test('gets an answer in chunks as a plain body that ends with the connection', async () => {
    app.answerWith((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'),
    )
    const connection = await openRaw(world.port)
    await connection.send(message('GET /x HTTP/1.0'))
    const { headers, body } = await connection.response()
    expect(body).toBe('ok')
    expect(headers.map(([name]) => name.toLowerCase())).not.toContain('transfer-encoding')
  })

  test('reaches the internal app in HTTP/1.1', async () => {
    app.answerWith((socket) => socket.write(ok))
    expect((await ask('GET /x HTTP/1.0')).body).toBe('ok')
    expect(app.heads[0]).toMatch(/^GET \/x HTTP\/1\.1\r\n/)
  })

  test('and names no host is refused', async () => {
    const { status, headers } = await sendRaw(world.port, 'GET /x HTTP/1.0\r\n\r\n')
    expect([status, new Map(headers).get('Clearway-Problem')]).toEqual([400, 'request/malformed'])
  })
})

describe('a request with a body', () => {
  const post = (framing: string, body: string, line = 'POST /recorded/x HTTP/1.1'): Promise<RawResponse> =>
    sendRaw(world.port, message(line, framing) + body)
  const received = (): readonly unknown[] => {
    const { rawHeaders = [], body } = world.page.requests.at(-1) ?? {}
    const named = new Map<string, string>()
    for (let at = 0; at < rawHeaders.length; at += 2)
      named.set(rawHeaders[at]?.toLowerCase() ?? '', rawHeaders[at + 1] ?? '')
    return [body?.toString(), named.get('content-length'), named.get('transfer-encoding')]
  }

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'OPTIONS'])(
    'of a known length keeps it (%s)',
    async (method) => {
      expect((await post('Content-Length: 3', 'abc', `${method} /recorded/x HTTP/1.1`)).status).toBe(200)
      expect(received()).toEqual(['abc', '3', undefined])
    },
  )

  test('of a GET is sent on too', async () => {
    expect((await post('Content-Length: 3', 'abc', 'GET /recorded/x HTTP/1.1')).status).toBe(200)
    expect(received()[0]).toBe('abc')
  })

  test('of length 0 stays empty', async () => {
    expect((await post('Content-Length: 0', '')).status).toBe(200)
    expect(received()).toEqual(['', '0', undefined])
  })

  test('in chunks arrives whole; extensions and trailers are dropped', async () => {
    const body = '3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n'
    expect((await post('Transfer-Encoding: chunked', body)).status).toBe(200)
    expect(received()[0]).toBe('abcde')
    expect(world.page.requests.at(-1)?.rawHeaders).not.toContain('X-Trailer')
  })

  test('of exactly the largest size goes through, declared or not', async () => {
    const body = 'x'.repeat(1000)
    expect((await post('Content-Length: 1000', body)).status).toBe(200)
    expect((await post('Transfer-Encoding: chunked', `3E8\r\n${body}\r\n0\r\n\r\n`)).status).toBe(200)
    expect(received()[0]).toBe(body)
  })

  test('declared too large is 413, and nothing of it reaches the internal app', async () => {
    const before = world.page.requests.length
    const response = await post('Content-Length: 1001', 'x'.repeat(1001))
    expect([response.status, JSON.parse(response.body)]).toMatchObject([
      413,
      { code: 'request/body-too-large' },
    ])
    expect(world.page.requests).toHaveLength(before)
  })

  test('that turns out too large is 413, and the internal app never sees it whole', async () => {
    const seen = new EventEmitter()
    world.page.server.once('request', (request) => {
      request.once('data', () => seen.emit('begun'))
      request.once('end', () => seen.emit('over', 'whole'))
      request.once('error', () => seen.emit('over', 'broken'))
    })
    const [begun, over] = [once(seen, 'begun'), once(seen, 'over')]
    const connection = await openRaw(world.port)
    await connection.send(`${message('POST /recorded/x HTTP/1.1', 'Transfer-Encoding: chunked')}1\r\nx\r\n`)
    await begun
    await connection.send(`3E8\r\n${'x'.repeat(1000)}\r\n0\r\n\r\n`)
    const response = await connection.response()
    expect([response.status, JSON.parse(response.body)]).toMatchObject([
      413,
      { code: 'request/body-too-large' },
    ])
    expect(await over).toEqual(['broken'])
    connection.destroy()
  })

  test('that is larger than the internal app waits for does not hold up its refusal', async () => {
    app.answerWith((socket) =>
      socket.end('HTTP/1.1 403 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno'),
    )
    const connection = await openRaw(world.port)
    await connection.send(`${message('POST /x HTTP/1.1', 'Content-Length: 1000000')}begun`)
    expect(await connection.response()).toMatchObject({ status: 403, body: 'no' })
    connection.destroy()
  })
})

describe('a connection on which a body was refused takes the next request:', () => {
  const large = 3_000_000
  const inChunks = `${large.toString(16)}\r\n${'x'.repeat(large)}\r\n0\r\n\r\n`

  test.each([
    {
      what: 'too large, declared',
      path: '/recorded/x',
      field: `Content-Length: ${large}`,
      body: 'x'.repeat(large),
      status: 413,
    },
    {
      what: 'too large, in chunks',
      path: '/recorded/x',
      field: 'Transfer-Encoding: chunked',
      body: inChunks,
      status: 413,
    },
    {
      what: 'broken off, declared',
      path: '/x',
      field: `Content-Length: ${large}`,
      body: 'x'.repeat(large),
      status: 502,
    },
    {
      what: 'broken off, in chunks',
      path: '/x',
      field: 'Transfer-Encoding: chunked',
      body: inChunks,
      status: 502,
    },
    {
      what: 'answered early, declared',
      path: '/early',
      field: `Content-Length: ${large}`,
      body: 'x'.repeat(large),
      status: 403,
    },
    {
      what: 'answered early, in chunks',
      path: '/early',
      field: 'Transfer-Encoding: chunked',
      body: inChunks,
      status: 403,
    },
  ])('$what', async ({ path, field, body, status }) => {
    app.answerWith((socket, head) => {
      if (head.startsWith('GET')) socket.write(ok)
      else if (head.startsWith('POST /early'))
        socket.end('HTTP/1.1 403 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      else socket.resetAndDestroy()
    })
    const connection = await openRaw(world.port)
    void connection.send(message(`POST ${path} HTTP/1.1`, field) + body)
    expect((await connection.response()).status).toBe(status)
    await connection.send(message('GET /x HTTP/1.1'))
    expect((await connection.response()).body).toBe('ok')
    connection.destroy()
  })
})

describe('Expect: 100-continue', () => {
  const expecting = (line: string, ...fields: readonly string[]): string =>
    message(line, 'Expect: 100-continue', ...fields)

  test('is met when the body is wanted, and is not passed on', async () => {
    const connection = await openRaw(world.port)
    await connection.send(expecting('POST /recorded/x HTTP/1.1', 'Content-Length: 3'))
    expect((await connection.response()).status).toBe(100)
    await connection.send('abc')
    expect((await connection.response()).body).toBe('thanks')
    expect(world.page.requests.at(-1)?.rawHeaders.map((name) => name.toLowerCase())).not.toContain('expect')
    connection.destroy()
  })

  test.each([
    { what: 'too large', line: 'POST /recorded/x HTTP/1.1', status: 413 },
    { what: 'for nobody', line: 'POST /.clearway/nothing HTTP/1.1', status: 404 },
  ])('is not met when the body is $what: the refusal comes at once', async ({ line, status }) => {
    const connection = await openRaw(world.port)
    await connection.send(expecting(line, 'Content-Length: 1001'))
    expect((await connection.response()).status).toBe(status)
    connection.destroy()
  })

  test('of HTTP/1.0 gets no interim answer', async () => {
    const connection = await openRaw(world.port)
    await connection.send(`${expecting('POST /recorded/x HTTP/1.0', 'Content-Length: 3')}abc`)
    expect((await connection.response()).status).toBe(200)
    connection.destroy()
  })

  test('any other expectation is ignored', async () => {
    const response = await sendRaw(
      world.port,
      `${message('POST /recorded/x HTTP/1.1', 'Expect: the-unexpected', 'Content-Length: 3')}abc`,
    )
    expect(response).toMatchObject({ status: 200, body: 'thanks' })
  })
})
