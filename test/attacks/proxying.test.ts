import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createServer } from '../../packages/gateway/src/create-server.ts'
import type { Gateway } from '../../packages/gateway/src/gateway.ts'
import { request } from '../support/http-client.ts'
import { openRaw, sendRaw, type RawConnection } from '../support/raw-http.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'
import { rawGet, requestOf } from './support/raw-request.ts'
import { expectRefusal } from './support/readable-no.ts'
import { startScene, type Scene, type SceneOptions } from './support/scene.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const open = '        accept: [anyone]'
const scene = async (options: SceneOptions = {}): Promise<Scene> => {
  const started = await startScene({ segment: open, ...options })
  closing.push(() => started.close())
  return started
}
const upstream = async (): Promise<Upstream> => {
  const started = await startUpstream()
  closing.push(() => started.close())
  return started
}
const connectionTo = async ({ port }: Scene): Promise<RawConnection> => {
  const connection = await openRaw(port, { timeoutMs: 10_000 })
  closing.push(() => connection.destroy())
  return connection
}

/** A client that looks at an answer while it comes. */
const plainClient = ({
  port,
}: Scene): {
  readonly socket: Socket
  readonly seen: () => string
  readonly shows: (text: string) => Promise<void>
  readonly closed: Promise<unknown>
} => {
  const socket = connect(port, '127.0.0.1')
  closing.push(() => void socket.destroy())
  let seen = ''
  socket.on('data', (data: Buffer) => (seen += data.toString('latin1'))).on('error', () => {})
  return {
    socket,
    seen: () => seen,
    shows: async (text) => {
      while (!seen.includes(text)) await once(socket, 'data')
    },
    closed: new Promise((resolve) => socket.once('close', resolve)),
  }
}

/** The next exchange that reaches an internal app which does not answer by itself. */
const holdingApp = (): {
  readonly app: (request: IncomingMessage, response: ServerResponse) => void
  readonly next: () => Promise<readonly [IncomingMessage, ServerResponse]>
} => {
  const arrived: (readonly [IncomingMessage, ServerResponse])[] = []
  const waiting: ((exchange: readonly [IncomingMessage, ServerResponse]) => void)[] = []
  return {
    app: (incoming, response) => {
      const take = waiting.shift()
      if (take) take([incoming, response])
      else arrived.push([incoming, response])
    },
    next: () => {
      const first = arrived.shift()
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve))
    },
  }
}

describe('A43 the gateway goes nowhere but where its configuration says', () => {
  test.each([301, 302, 303, 307, 308])(
    'a %i of the internal app is the browser’s to follow',
    async (status) => {
      const secret = await upstream()
      const { call } = await scene({
        app: (_request, response) => response.writeHead(status, { location: `${secret.url}/secret` }).end(),
      })
      const answer = await call('/x')
      expect([answer.status, answer.header('location')]).toEqual([status, `${secret.url}/secret`])
      expect(secret.requests).toEqual([])
    },
  )

  test('neither Refresh, Link, X-Accel-Redirect nor X-Sendfile makes it fetch something', async () => {
    const secret = await upstream()
    const { call } = await scene({
      app: (_request, response) =>
        response
          .writeHead(200, {
            refresh: `0; url=${secret.url}/`,
            link: `<${secret.url}/>; rel=preload`,
            'x-accel-redirect': '/secret',
            'x-sendfile': '/etc/passwd',
          })
          .end('own'),
    })
    expect((await call('/x')).text()).toBe('own')
    expect(secret.requests).toEqual([])
  })

  test('no host, no target and no header of a request chooses where it goes', async () => {
    const secret = await upstream()
    const { port, host, app } = await scene()
    const { host: there } = new URL(secret.url)
    await sendRaw(port, requestOf(`GET ${secret.url}/secret`, host))
    await sendRaw(port, requestOf(`GET ${secret.url}/secret`, there))
    await sendRaw(port, requestOf('GET /secret', there))
    await sendRaw(port, requestOf(`CONNECT ${there}`, there))
    await rawGet(port, host, `/${secret.url}/secret`)
    await rawGet(port, host, `/@${there}/secret`)
    await rawGet(port, host, `/x?url=${secret.url}`)
    for (const name of [
      'X-Forwarded-Host',
      'X-Original-URL',
      'X-Host',
      'Forwarded',
      'Destination',
      'X-Rewrite-URL',
    ]) {
      await rawGet(port, host, '/x', [`${name}: ${secret.url}`])
    }
    expect(secret.requests).toEqual([])
    for (const { rawHeaders } of app.requests) {
      const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
      expect(rawHeaders[at + 1]).toBe(new URL(app.url).host)
    }
  })

  test.each(['169.254.169.254', 'metadata.google.internal', 'localhost', '127.0.0.1', '0', '[::]'])(
    'nobody is published as %s',
    async (name) => {
      const { port, app } = await scene()
      expectRefusal(await rawGet(port, name, '/latest/meta-data/'), 'proxy/unknown-host')
      expectRefusal(await rawGet(port, `${name}:${port}`, '/'), 'proxy/unknown-host')
      expect(app.requests).toEqual([])
    },
  )

  test('a redirect of the provider is not followed, with the client’s secret in the body', async () => {
    const thief = await upstream()
    const { provider, signIn, browser } = await scene({ segment: '' })
    for (const status of [301, 302, 307, 308]) {
      provider.script.token = (_usual, _form, response) => {
        response.writeHead(status, { location: `${thief.url}/token` }).end()
        return undefined
      }
      const answer = await signIn(browser())
      expect([answer.status, answer.header('clearway-problem')]).toEqual([
        502,
        'sign-in/provider-answer-invalid',
      ])
    }
    expect(thief.requests).toEqual([])
  })

  test('a token cannot make it ask another address', async () => {
    const thief = await upstream()
    const { provider, call } = await scene({
      segment: '        accept: [bearer]\n        bearer: { audiences: [api], scopes: [Read] }',
    })
    for (const name of ['jku', 'x5u']) {
      const token = await provider.sign(
        { aud: 'other', iss: thief.url, [name]: thief.url },
        { [name]: thief.url },
      )
      expect((await call('/x', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
    }
    expect(thief.requests).toEqual([])
  })
})

describe('A45 slow and broken clients cost others nothing', () => {
  test('300 requests that never end do not keep others from being answered', async () => {
    const stage = await scene()
    const slow = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const connection = await connectionTo(stage)
        await connection.send(
          index % 2 ? 'GET / HTTP/1.1\r\nHo' : requestOf('POST /x', stage.host, ['Content-Length: 9']),
        )
        return connection
      }),
    )
    expect((await stage.call('/quick')).status).toBe(200)
    for (const connection of slow) connection.destroy()
  })

  test('a head, a request and a silence have their longest time', () => {
    const limits = { headerBytes: 32_000, connections: 10_000 }
    const server = createServer({ plan: { limits, listen: {} } } as unknown as Gateway)
    const withinSeconds = (ms: number, seconds: number): void => {
      expect(ms).toBeGreaterThan(0)
      expect(ms).toBeLessThanOrEqual(seconds * 1000)
    }
    withinSeconds(server.headersTimeout, 30)
    withinSeconds(server.requestTimeout, 300)
    withinSeconds(server.keepAliveTimeout, 75)
    expect(server.maxConnections).toBe(10_000)
  })

  test('refused connections that are held open do not use up the limit', async () => {
    const stage = await scene({ top: 'limits: { connections: 5 }' })
    for (let count = 0; count < 5; count += 1) {
      const connection = await connectionTo(stage)
      await connection.send('rubbish\r\n\r\n')
      expectRefusal(await connection.response(), 'request/malformed')
    }
    const status = async (): Promise<number> => (await rawGet(stage.port, stage.host, '/x')).status
    await expect.poll(status, { timeout: 15_000 }).toBe(200)
  })

  test('a second answer is never written into one that is under way', async () => {
    const { app, next } = holdingApp()
    const stage = await scene({ app })
    const client = plainClient(stage)
    client.socket.write(requestOf('GET /x', stage.host))
    const [, response] = await next()
    response.writeHead(200, { 'content-length': '1000' }).write('begun')
    await client.shows('begun')
    client.socket.write('rubbish\r\n\r\n')
    await client.closed
    expect(client.seen()).not.toContain('HTTP/1.1 400')
    response.destroy()
    expect((await rawGet(stage.port, stage.host, '/.clearway/keys')).status).toBe(200)
  })

  test('an upload that breaks off never looks whole to the internal app', async () => {
    const { app, next } = holdingApp()
    const stage = await scene({ app })
    for (const headers of [['Content-Length: 100'], ['Transfer-Encoding: chunked']]) {
      const connection = await connectionTo(stage)
      await connection.send(requestOf('POST /x', stage.host, headers) + '5\r\nhello\r\n')
      const [incoming] = await next()
      incoming.on('error', () => {})
      const broken = new Promise((resolve) => incoming.once('close', resolve))
      connection.destroy()
      await broken
      expect([incoming.complete, incoming.readableEnded]).toEqual([false, false])
    }
  })

  test('a browser that goes away before the answer ends the request to the internal app', async () => {
    const { app, next } = holdingApp()
    const stage = await scene({ app })
    const connection = await connectionTo(stage)
    await connection.send(requestOf('GET /x', stage.host))
    const [, response] = await next()
    const ended = once(response, 'close')
    connection.destroy()
    await ended
    expect(response.writableFinished).toBe(false)
  })

  test('a browser that goes away in the middle of the answer ends it at the internal app', async () => {
    const { app, next } = holdingApp()
    const stage = await scene({ app })
    const client = plainClient(stage)
    client.socket.write(requestOf('GET /x', stage.host))
    const [, response] = await next()
    response.writeHead(200).write('begun')
    await client.shows('begun')
    const ended = once(response, 'close')
    client.socket.destroy()
    await ended
    expect(response.writableFinished).toBe(false)
  })

  test('a large upload to an app that is down is answered, not cut off', async () => {
    const stage = await scene()
    await stage.app.close()
    const body = Buffer.alloc(5_000_000, 'x')
    const answer = await request(`${stage.origin}/x`, { method: 'POST', body })
    expectRefusal(answer, 'proxy/internal-unreachable')
    closing.pop()
    await stage.gateway.stop(0)
    await stage.provider.close()
  })
})

describe('A45 Expect: 100-continue', () => {
  test('is met when the request may go on, and not before', async () => {
    const { port, host, app } = await scene()
    const connection = await openRaw(port)
    closing.push(() => connection.destroy())
    await connection.send(requestOf('POST /x', host, ['Expect: 100-continue', 'Content-Length: 5']))
    expect((await connection.response()).status).toBe(100)
    await connection.send('hello')
    expect((await connection.response()).status).toBe(200)
    expect(app.requests.at(-1)?.body.toString()).toBe('hello')
    expect(app.requests.at(-1)?.rawHeaders.map((name) => name.toLowerCase())).not.toContain('expect')
  })

  test('is not met for whoever is not let in', async () => {
    const { port, host, app } = await scene({ segment: '' })
    const answer = await sendRaw(
      port,
      requestOf('POST /x', host, ['Expect: 100-continue', 'Content-Length: 5']),
    )
    expectRefusal(answer, 'session/missing')
    expect(app.requests).toEqual([])
  })

  test('is not met for a body that is too large', async () => {
    const { port, host } = await scene({ segment: `${open}\n        maxBody: 4B` })
    const answer = await sendRaw(
      port,
      requestOf('POST /x', host, ['Expect: 100-continue', 'Content-Length: 5']),
    )
    expectRefusal(answer, 'request/body-too-large')
  })

  test('by HTTP/1.0, or of another kind, is ignored', async () => {
    const { port, host } = await scene()
    const head = `POST /x HTTP/1.0\r\nHost: ${host}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello`
    const old = await openRaw(port)
    closing.push(() => old.destroy())
    await old.send(head)
    expect((await old.response()).status).toBe(200)
    const odd = await openRaw(port)
    closing.push(() => odd.destroy())
    await odd.send(requestOf('POST /x', host, ['Expect: a-miracle', 'Content-Length: 5']) + 'hello')
    expect((await odd.response()).status).toBe(200)
  })
})
