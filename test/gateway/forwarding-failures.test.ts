import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { request, type Answer } from '../support/http-client.ts'
import { openRaw, type RawConnection } from '../support/raw-http.ts'
import { startWorld, type World } from '../support/world.ts'
import { startRawApp, type RawApp } from './raw-app.ts'

let app: RawApp
let world: World
let deaf: DeafListener

beforeAll(async () => {
  app = await startRawApp()
  deaf = await startDeafListener()
  const publish = (path: string, internal: string, origin: string): string => `
      - external: ${origin}/${path}
        internal: ${internal}/
        accept: [anyone]
        timeouts: { connect: 150ms, answer: 150ms, idle: 150ms }`
  world = await startWorld({
    applications: ({ pageOrigin }) => `
  - name: public
    cors: { origins: [https://page.example] }
    segments:${publish('', app.url, pageOrigin)}
${publish('closed/', 'http://127.0.0.1:1', pageOrigin)}
${publish('no-name/', 'http://no-such-host.invalid:8080', pageOrigin)}
${publish('deaf/', `http://127.0.0.1:${deaf.port}`, pageOrigin)}
`,
  })
})
afterAll(async () => {
  await world.close()
  await app.close()
  await deaf.close()
})

interface DeafListener {
  readonly port: number
  close(): Promise<void>
}

/** A listener whose thread never accepts and whose queue is full: the next connection is left waiting. */
const startDeafListener = async (): Promise<DeafListener> => {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
     const server = require('node:net').createServer()
     server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
       parentPort.postMessage(server.address().port)
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
     })`,
    { eval: true },
  )
  const [port] = (await once(worker, 'message')) as [number]
  const queued: RawConnection[] = [await openRaw(port), await openRaw(port)]
  return {
    port,
    close: async () => {
      for (const each of queued) each.destroy()
      await worker.terminate()
    },
  }
}

const readable = 'https://page.example'

const call = (options: Parameters<typeof request>[1] = {}, path = '/x'): Promise<Answer> =>
  request(world.pageOrigin + path, { ...options, headers: { origin: readable } })

const problemOf = async (answer: Promise<Answer>): Promise<readonly unknown[]> => {
  const { status, header } = await answer
  return [status, header('clearway-problem'), header('access-control-allow-origin')]
}

/** What the log says about an answer's request, once it has. */
const logged = async (answer: Pick<Answer, 'header'>, message: string): Promise<Record<string, unknown>> =>
  vi.waitFor(() => {
    const id = answer.header('clearway-request-id')
    const line = world.log.find((each) => each['request'] === id && each['msg'] === message)
    if (!line) throw new Error(`no line '${message}' for this request`)
    return line
  })

/** A POST in chunks that is begun and not ended. */
const postInChunks = async (): Promise<readonly unknown[]> => {
  const connection = await openRaw(world.port)
  const head = `POST /x HTTP/1.1\r\nHost: ${new URL(world.pageOrigin).host}\r\nOrigin: ${readable}\r\n`
  void connection.send(`${head}Transfer-Encoding: chunked\r\n\r\n2DC6C0\r\n${'x'.repeat(3_000_000)}`)
  const { status, headers } = await connection.response()
  connection.destroy()
  const named = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return [status, named.get('clearway-problem'), named.get('access-control-allow-origin')]
}

describe('an internal app that does not answer', () => {
  test('because nothing listens is 502 proxy/internal-unreachable, its address in the log alone', async () => {
    const answer = await call({}, '/closed/')
    expect(await problemOf(Promise.resolve(answer))).toEqual([502, 'proxy/internal-unreachable', readable])
    expect(answer.text()).not.toContain('127.0.0.1')
    expect((await logged(answer, 'refused'))['cause']).toBe(
      'http://127.0.0.1:1: connect refused (ECONNREFUSED)',
    )
  })

  test.each(['GET', 'POST'])('because its name does not exist is 502 too (%s)', async (method) => {
    const body = method === 'POST' ? { body: 'x'.repeat(200_000) } : {}
    const answer = call({ method, ...body }, '/no-name/')
    expect(await problemOf(answer)).toEqual([502, 'proxy/internal-unreachable', readable])
  })

  test('to connect in time is 504 proxy/internal-timeout', async () => {
    const answer = await call({}, '/deaf/')
    expect(await problemOf(Promise.resolve(answer))).toEqual([504, 'proxy/internal-timeout', readable])
    expect((await logged(answer, 'refused'))['cause']).toContain('connect timeout')
  })

  test('is not told of a browser that went away before it could be reached', async () => {
    const browser = await openRaw(world.port)
    await browser.send(`GET /deaf/gone HTTP/1.1\r\nHost: ${new URL(world.pageOrigin).host}\r\n\r\n`)
    browser.destroy()
    await vi.waitFor(() => {
      expect(world.log.filter(({ path }) => path === '/deaf/gone')).toMatchObject([
        { msg: 'request', aborted: true },
      ])
    })
  })

  test.each([
    { what: 'nothing', sends: '' },
    { what: 'half a head', sends: 'HTTP/1.1 200 OK\r\nContent-' },
    { what: 'interim answers alone', sends: 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n' },
  ])('in time, sending $what, is 504 proxy/internal-timeout, not asked again', async ({ sends }) => {
    app.answerWith((socket) => socket.write(sends))
    const answer = await call()
    expect(await problemOf(Promise.resolve(answer))).toEqual([504, 'proxy/internal-timeout', readable])
    expect(app.heads).toHaveLength(1)
    expect((await logged(answer, 'refused'))['cause']).toContain('answer timeout')
  })

  test.each([1, 3_000_000])('in time to a POST of %i bytes is 504, readable', async (length) => {
    app.answerWith(() => {})
    const answer = call({ method: 'POST', body: 'x'.repeat(length) })
    expect(await problemOf(answer)).toEqual([504, 'proxy/internal-timeout', readable])
  })
})

describe('an internal app that closes before it has answered', () => {
  test.each(['GET', 'HEAD'])(
    'is asked once more for %s, then it is 502 proxy/internal-broke-off',
    async (method) => {
      app.answerWith((socket) => socket.end())
      expect(await problemOf(call({ method }))).toEqual([502, 'proxy/internal-broke-off', readable])
      expect(app.heads).toHaveLength(2)
    },
  )

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is never asked again for %s', async (method) => {
    app.answerWith((socket) => socket.destroy())
    expect(await problemOf(call({ method }))).toEqual([502, 'proxy/internal-broke-off', readable])
    expect(app.heads).toHaveLength(1)
  })

  test('is not asked again for a GET with a body', async () => {
    app.answerWith((socket) => socket.destroy())
    expect(await problemOf(call({ body: 'x' }))).toEqual([502, 'proxy/internal-broke-off', readable])
    expect(app.heads).toHaveLength(1)
  })

  test('while it takes a declared body is 502, readable', async () => {
    app.answerWith((socket) => socket.resetAndDestroy())
    const answer = call({ method: 'POST', body: 'x'.repeat(3_000_000) })
    expect(await problemOf(answer)).toEqual([502, 'proxy/internal-broke-off', readable])
  })

  test('while it takes a body in chunks is 502, readable', async () => {
    app.answerWith((socket) => socket.resetAndDestroy())
    expect(await postInChunks()).toEqual([502, 'proxy/internal-broke-off', readable])
  })

  test('in the middle of the head is 502, and half a head is not passed on', async () => {
    app.answerWith((socket) => socket.end('HTTP/1.1 200 OK\r\nX-Half: 1\r\nContent-Le'))
    const answer = await call()
    expect(answer.status).toBe(502)
    expect(answer.header('x-half')).toBeUndefined()
  })

  test('on a kept connection is asked again on a new one for GET: nobody notices', async () => {
    app.answerWith((socket, _head, nth) => {
      if (nth === 2) socket.destroy()
      else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${nth}`)
    })
    expect((await call()).text()).toBe('1')
    expect((await call()).text()).toBe('3')
  })

  test('on a kept connection is not asked again for POST', async () => {
    app.answerWith((socket, _head, nth) => {
      if (nth === 2) socket.destroy()
      else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${nth}`)
    })
    expect((await call()).text()).toBe('1')
    expect((await call({ method: 'POST' })).header('clearway-problem')).toBe('proxy/internal-broke-off')
    expect(app.heads).toHaveLength(2)
  })
})

describe('an internal app whose answer is no HTTP', () => {
  test.each([
    { what: 'another protocol', sends: 'SSH-2.0-OpenSSH_9.6\r\n' },
    { what: 'a status that is no number', sends: 'HTTP/1.1 2x0 OK\r\n\r\n' },
    { what: 'a header without a colon', sends: 'HTTP/1.1 200 OK\r\nBroken\r\n\r\n' },
    { what: 'a header name with a space', sends: 'HTTP/1.1 200 OK\r\nX Y: 1\r\n\r\n' },
    { what: 'a control character in a header', sends: 'HTTP/1.1 200 OK\r\nX: a\u0001b\r\n\r\n' },
    {
      what: 'two different lengths',
      sends: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    },
    {
      what: 'a length and chunks',
      sends: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    },
    { what: 'a 100 that nobody waits for', sends: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n' },
    {
      what: 'a switch of protocols that nobody asked for',
      sends: 'HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
    },
    { what: 'more headers than 64 kB', sends: `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}\r\n\r\n` },
  ])('but $what is 502 proxy/internal-answer-invalid, not asked again', async ({ sends }) => {
    app.answerWith((socket) => socket.write(sends))
    expect(await problemOf(call())).toEqual([502, 'proxy/internal-answer-invalid', readable])
    expect(app.heads).toHaveLength(1)
  })

  test.each(['000', '099'])('but has the status %s gets nothing of it through', async (status) => {
    app.answerWith((socket) => socket.write(`HTTP/1.1 ${status} X\r\nX-App: 1\r\nContent-Length: 1\r\n\r\na`))
    const answer = await call()
    expect([502, 504]).toContain(answer.status)
    expect(answer.header('x-app')).toBeUndefined()
  })
})

describe('an answer that breaks off in its middle ends the connection to the browser', () => {
  const withLength = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'
  const inChunks = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'
  const close = (socket: Socket): unknown => socket.end()
  const reset = (socket: Socket): unknown => socket.resetAndDestroy()
  const nothing = (): void => {}
  const cases = [
    {
      what: 'with a length, closed',
      begin: withLength,
      cut: close,
      cause: 'body broke-off (UND_ERR_SOCKET)',
    },
    { what: 'with a length, reset', begin: withLength, cut: reset, cause: 'body broke-off (ECONNRESET)' },
    {
      what: 'with a length, silent',
      begin: withLength,
      cut: nothing,
      cause: 'body timeout (UND_ERR_BODY_TIMEOUT)',
    },
    { what: 'in chunks, closed', begin: inChunks, cut: close, cause: 'body broke-off (UND_ERR_SOCKET)' },
    { what: 'in chunks, reset', begin: inChunks, cut: reset, cause: 'body broke-off (ECONNRESET)' },
    {
      what: 'in chunks, silent',
      begin: inChunks,
      cut: nothing,
      cause: 'body timeout (UND_ERR_BODY_TIMEOUT)',
    },
    {
      what: 'in chunks, then no chunk',
      begin: inChunks,
      cut: (socket: Socket): unknown => socket.write('no chunk\r\n'),
      cause: 'body not-http (HTTP_PARSER)',
    },
  ]

  /** Asks for an answer that is cut once its first half has arrived; tells what came, and how it ended. */
  const askAndCut = async (
    { begin, cut }: (typeof cases)[number],
    version: string,
  ): Promise<{ readonly text: string; readonly end: string }> => {
    const arrival = new EventEmitter()
    app.answerWith((socket) => {
      arrival.once('half', () => cut(socket))
      socket.write(begin)
    })
    const browser = connect(world.port, '127.0.0.1')
    browser.write(`GET /x ${version}\r\nHost: ${new URL(world.pageOrigin).host}\r\n\r\n`)
    let text = ''
    browser.on('data', (data) => {
      text += data.toString('latin1')
      if (text.includes('half')) arrival.emit('half')
    })
    const end = await new Promise<string>((resolve) => {
      browser.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      browser.once('end', () => resolve('end'))
    })
    return { text, end }
  }

  test.each(cases)('$what: HTTP/1.1 sees less than was announced', async (each) => {
    const { text } = await askAndCut(each, 'HTTP/1.1')
    expect(text).toMatch(/half(?:\r\n)?$/)
    expect(text).toMatch(/\r\n(?:Content-Length: 10|Transfer-Encoding: chunked)\r\n/)
    expect(app.heads).toHaveLength(1)
    const [, id] = /Clearway-Request-Id: (\S+)/.exec(text) ?? []
    expect(await logged({ header: () => id }, 'request')).toMatchObject({
      brokeOff: each.cause,
      aborted: true,
    })
  })

  test.each(cases.filter(({ begin }) => begin === inChunks))(
    '$what: HTTP/1.0, where closing is the end of a body, sees a reset',
    async (each) => {
      const { text, end } = await askAndCut(each, 'HTTP/1.0')
      expect(text).toMatch(/half$/)
      expect(end).toBe('ECONNRESET')
    },
  )
})

test('what an internal app sends beyond its answer reaches nobody', async () => {
  app.answerWith((socket, _head, nth) => {
    const beyond = nth === 1 ? 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison' : ''
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${nth}${beyond}`)
  })
  expect((await call()).text()).toBe('1')
  expect((await call()).text()).toBe('2')
})

test('an answer that comes before the whole request was sent reaches the browser', async () => {
  app.answerWith((socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno'),
  )
  const connection = await openRaw(world.port)
  const { host } = new URL(world.pageOrigin)
  await connection.send(`POST /x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000000\r\n\r\nbegun`)
  expect(await connection.response()).toMatchObject({ status: 403, body: 'no' })
  connection.destroy()
})
