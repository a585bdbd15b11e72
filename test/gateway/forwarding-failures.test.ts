import { once } from 'node:events'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { request } from '../support/http-client.ts'
import { openRaw, sendRaw, type RawResponse } from '../support/raw-http.ts'
import { startWorld, type World, type WorldOptions } from '../support/world.ts'

const open: { close(): Promise<unknown> }[] = []
const world = async (options: WorldOptions): Promise<World> => {
  const started = await startWorld(options)
  open.unshift(started)
  return started
}
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

/** An internal app that is told what to do with every connection, byte by byte. */
const startRawApp = async (
  onRequest: (socket: Socket, head: string, nth: number) => void,
): Promise<{ readonly url: string; readonly heads: readonly string[] }> => {
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end)
        text = text.slice(end + 4)
        heads.push(head)
        onRequest(socket, head, heads.length)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(resolve))
    },
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heads }
}

/** One public segment that any page of `https://page.example` may call. */
const published =
  (internal: string, more = ''): WorldOptions['applications'] =>
  ({ pageOrigin }) =>
    `
  - name: public
    cors: { origins: [https://page.example] }
    segments:
      - external: ${pageOrigin}/
        internal: ${internal}/
        accept: [anyone]
        timeouts: { connect: 150ms, answer: 150ms, idle: 150ms }
        ${more}
`

const call = ({ pageOrigin }: World, options: Parameters<typeof request>[1] = {}): ReturnType<typeof request> =>
  request(`${pageOrigin}/x`, { ...options, headers: { origin: 'https://page.example', ...options.headers } })

const raw = ({ port, pageOrigin }: World, line = 'GET /x HTTP/1.1', more = ''): Promise<RawResponse> =>
  sendRaw(port, `${line}\r\nHost: ${new URL(pageOrigin).host}\r\n${more}\r\n`, { until: 'close' })

/** A POST in chunks that is begun and not ended. */
const postInChunks = async ({ port, pageOrigin }: World): Promise<readonly unknown[]> => {
  const connection = await openRaw(port)
  const head = `POST /x HTTP/1.1\r\nHost: ${new URL(pageOrigin).host}\r\nOrigin: https://page.example\r\n`
  void connection.send(`${head}Transfer-Encoding: chunked\r\n\r\n2DC6C0\r\n${'x'.repeat(3_000_000)}`)
  const { status, headers } = await connection.response()
  connection.destroy()
  const named = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return [status, named.get('clearway-problem'), named.get('access-control-allow-origin')]
}

const problemOf = async (answer: ReturnType<typeof request>): Promise<readonly unknown[]> => {
  const { status, header } = await answer
  return [status, header('clearway-problem'), header('access-control-allow-origin')]
}

const readable = 'https://page.example'

describe('an internal app that does not answer', () => {
  test('because nothing listens is 502 proxy/internal-unreachable, with the address in the log alone', async () => {
    const closed = await startRawApp(() => {})
    await open.shift()?.close()
    const opened = await world({ applications: published(closed.url) })
    const answer = await call(opened)
    expect(await problemOf(Promise.resolve(answer))).toEqual([502, 'proxy/internal-unreachable', readable])
    expect(answer.text()).not.toContain('127.0.0.1')
    expect(opened.log.find((line) => line['msg'] === 'refused')).toMatchObject({
      problem: 'proxy/internal-unreachable',
      cause: `${closed.url}: connect refused (ECONNREFUSED)`,
    })
  })

  test.each(['GET', 'POST'])('because its name does not exist is 502 too (%s)', async (method) => {
    const opened = await world({ applications: published('http://no-such-host.invalid:8080') })
    const answer = call(opened, { method, ...(method === 'POST' && { body: 'x'.repeat(200_000) }) })
    expect(await problemOf(answer)).toEqual([502, 'proxy/internal-unreachable', readable])
  })

  test('to connect in time is 504 proxy/internal-timeout', async () => {
    // A listener whose thread never accepts, with its queue full: the next connection is left waiting.
    const worker = new Worker(
      `const { parentPort } = require('node:worker_threads')
       const server = require('node:net').createServer()
       server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
         parentPort.postMessage(server.address().port)
         setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
       })`,
      { eval: true },
    )
    open.push({ close: () => worker.terminate() })
    const [port] = (await once(worker, 'message')) as [number]
    const queued = await Promise.all([openRaw(port), openRaw(port)])
    open.push({ close: async () => queued.forEach((each) => each.destroy()) })
    const opened = await world({ applications: published(`http://127.0.0.1:${port}`) })
    expect(await problemOf(call(opened))).toEqual([504, 'proxy/internal-timeout', readable])
    expect(opened.log.find((line) => line['msg'] === 'refused')?.['cause']).toContain('connect timeout')
  })

  test.each([
    { what: 'nothing', sends: '' },
    { what: 'half a head', sends: 'HTTP/1.1 200 OK\r\nContent-' },
    { what: 'interim answers alone', sends: 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n' },
  ])('in time, sending $what, is 504 proxy/internal-timeout', async ({ sends }) => {
    const app = await startRawApp((socket) => socket.write(sends))
    const opened = await world({ applications: published(app.url) })
    expect(await problemOf(call(opened))).toEqual([504, 'proxy/internal-timeout', readable])
    expect(app.heads).toHaveLength(1)
    expect(opened.log.find((line) => line['msg'] === 'refused')?.['cause']).toContain('answer timeout')
  })

  test.each([1, 3_000_000])('in time to a POST of %i bytes is 504, readable', async (length) => {
    const app = await startRawApp(() => {})
    const opened = await world({ applications: published(app.url) })
    const answer = call(opened, { method: 'POST', body: 'x'.repeat(length) })
    expect(await problemOf(answer)).toEqual([504, 'proxy/internal-timeout', readable])
  })
})

describe('an internal app that closes before it has answered', () => {
  test.each(['GET', 'HEAD'])('is asked once more for %s, then it is 502 proxy/internal-broke-off', async (method) => {
    const app = await startRawApp((socket) => socket.end())
    const opened = await world({ applications: published(app.url) })
    expect(await problemOf(call(opened, { method }))).toEqual([502, 'proxy/internal-broke-off', readable])
    expect(app.heads).toHaveLength(2)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is never asked again for %s', async (method) => {
    const app = await startRawApp((socket) => socket.destroy())
    const opened = await world({ applications: published(app.url) })
    expect(await problemOf(call(opened, { method }))).toEqual([502, 'proxy/internal-broke-off', readable])
    expect(app.heads).toHaveLength(1)
  })

  test('is not asked again for a GET with a body', async () => {
    const app = await startRawApp((socket) => socket.destroy())
    const opened = await world({ applications: published(app.url) })
    expect(await problemOf(call(opened, { body: 'x' }))).toEqual([502, 'proxy/internal-broke-off', readable])
    expect(app.heads).toHaveLength(1)
  })

  test('while it takes a declared body is 502, readable', async () => {
    const app = await startRawApp((socket) => socket.resetAndDestroy())
    const opened = await world({ applications: published(app.url) })
    const answer = call(opened, { method: 'POST', body: 'x'.repeat(3_000_000) })
    expect(await problemOf(answer)).toEqual([502, 'proxy/internal-broke-off', readable])
  })

  test('while it takes a body in chunks is 502, readable', async () => {
    const app = await startRawApp((socket) => socket.resetAndDestroy())
    const opened = await world({ applications: published(app.url) })
    expect(await postInChunks(opened)).toEqual([502, 'proxy/internal-broke-off', readable])
  })

  test('in the middle of the head is 502, and half a head is not passed on', async () => {
    const app = await startRawApp((socket) => socket.end('HTTP/1.1 200 OK\r\nX-Half: 1\r\nContent-Le'))
    const opened = await world({ applications: published(app.url) })
    const answer = await call(opened)
    expect(answer.status).toBe(502)
    expect(answer.header('x-half')).toBeUndefined()
  })

  test('on a kept connection is asked again on a new one: nobody notices', async () => {
    const app = await startRawApp((socket, _head, nth) => {
      if (nth === 2) socket.destroy()
      else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${nth}`)
    })
    const opened = await world({ applications: published(app.url) })
    expect((await call(opened)).text()).toBe('1')
    expect((await call(opened)).text()).toBe('3')
    expect(opened.log.filter((line) => line['msg'] === 'refused')).toEqual([])
  })
})

describe('an internal app whose answer is no HTTP', () => {
  test.each([
    { what: 'another protocol', sends: 'SSH-2.0-OpenSSH_9.6\r\n' },
    { what: 'a status that is no number', sends: 'HTTP/1.1 2x0 OK\r\n\r\n' },
    { what: 'a header without a colon', sends: 'HTTP/1.1 200 OK\r\nBroken\r\n\r\n' },
    { what: 'a header name with a space', sends: 'HTTP/1.1 200 OK\r\nX Y: 1\r\n\r\n' },
    { what: 'a control character in a header', sends: 'HTTP/1.1 200 OK\r\nX: a\u0001b\r\n\r\n' },
    { what: 'two different lengths', sends: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab' },
    {
      what: 'a length and chunks',
      sends: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    },
    { what: 'a switch of protocols that nobody asked for', sends: 'HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n' },
    { what: 'more headers than 64 kB', sends: `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}\r\n\r\n` },
  ])('but $what is 502 proxy/internal-answer-invalid', async ({ sends }) => {
    const app = await startRawApp((socket) => socket.write(sends))
    const opened = await world({ applications: published(app.url) })
    expect(await problemOf(call(opened))).toEqual([502, 'proxy/internal-answer-invalid', readable])
  })

  test.each(['000', '099'])('but has the status %s gets nothing of it through', async (status) => {
    const app = await startRawApp((socket) =>
      socket.write(`HTTP/1.1 ${status} X\r\nX-App: 1\r\nContent-Length: 1\r\n\r\na`),
    )
    const opened = await world({ applications: published(app.url) })
    const answer = await call(opened)
    expect(answer.status).toBeGreaterThanOrEqual(502)
    expect(answer.header('x-app')).toBeUndefined()
  })
})

describe('an answer that breaks off in its middle ends the connection to the browser', () => {
  const cases = [
    {
      what: 'with a length, closed',
      cause: 'body broke-off (UND_ERR_RES_CONTENT_LENGTH_MISMATCH)',
      act: (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
    },
    {
      what: 'with a length, then silent',
      cause: 'body timeout (UND_ERR_BODY_TIMEOUT)',
      act: (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
    },
    {
      what: 'in chunks, closed',
      cause: 'body broke-off (UND_ERR_SOCKET)',
      act: (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
    },
    {
      what: 'in chunks, then silent',
      cause: 'body timeout (UND_ERR_BODY_TIMEOUT)',
      act: (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
    },
    {
      what: 'in chunks, then no chunk',
      cause: 'body not-http (HTTP_PARSER)',
      act: (socket: Socket) =>
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nno chunk\r\n'),
    },
  ]
  test.each(cases)('$what: HTTP/1.1 sees no end', async ({ act, cause }) => {
    const app = await startRawApp(act)
    const opened = await world({ applications: published(app.url) })
    await expect(call(opened)).rejects.toMatchObject({ code: 'ECONNRESET' })
    const { raw: bytes } = await raw(opened)
    expect(bytes.toString('latin1')).toContain('half')
    expect(bytes.toString('latin1')).not.toMatch(/0\r\n\r\n$/)
    await vi.waitFor(() => {
      expect(opened.log.map((line) => line['brokeOff'])).toEqual([cause, cause])
    })
  })

  test.each(cases)('$what: HTTP/1.0, where closing means the end, sees a reset', async ({ act }) => {
    const app = await startRawApp(act)
    const { port, pageOrigin } = await world({ applications: published(app.url) })
    const socket = connect(port, '127.0.0.1')
    socket.resume().write(`GET /x HTTP/1.0\r\nHost: ${new URL(pageOrigin).host}\r\n\r\n`)
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNRESET')
  })

  test('and is not asked for again', async () => {
    const app = await startRawApp((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'))
    const opened = await world({ applications: published(app.url) })
    await raw(opened)
    expect(app.heads).toHaveLength(1)
  })
})

test('what an internal app sends beyond its answer reaches nobody', async () => {
  const app = await startRawApp((socket, _head, nth) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${nth}` +
        (nth === 1 ? 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison' : ''),
    )
  })
  const opened = await world({ applications: published(app.url) })
  expect((await call(opened)).text()).toBe('1')
  expect((await call(opened)).text()).toBe('2')
})

test('an answer that comes before the whole request was sent reaches the browser', async () => {
  const app = await startRawApp((socket) => {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno')
  })
  const { port, pageOrigin } = await world({ applications: published(app.url) })
  const connection = await openRaw(port)
  await connection.send(
    `POST /x HTTP/1.1\r\nHost: ${new URL(pageOrigin).host}\r\nContent-Length: 1000000\r\n\r\nbegun`,
  )
  expect(await connection.response()).toMatchObject({ status: 403, body: 'no' })
  connection.destroy()
})
