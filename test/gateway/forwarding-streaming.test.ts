import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { beforeEach, describe, expect, test } from 'vitest'
import { openRaw } from '../support/raw-http.ts'
import { pageForAnyone, shareWorld } from './open-world.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let handler: Handler
beforeEach(() => {
  handler = (_request, response) => response.end('ok')
})
const world = shareWorld({
  page: (request, response) => handler(request, response),
  applications: pageForAnyone,
})

const head = (line: string, ...fields: readonly string[]): string =>
  [line, `Host: ${new URL(world().pageOrigin).host}`, ...fields, '', ''].join('\r\n')

/** A browser's end that shows what arrives, as it arrives. */
const openBrowser = (): { readonly socket: Socket; readonly until: (part: string) => Promise<string> } => {
  const socket = connect(world().port, '127.0.0.1')
  const changed = new EventEmitter()
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (data) => {
    text += data.toString('latin1')
    changed.emit('more')
  })
  return {
    socket,
    until: async (part) => {
      while (!text.includes(part)) await once(changed, 'more')
      return text
    },
  }
}

describe('an answer', () => {
  test('arrives piece by piece, the first before the second is made', async () => {
    const app = new EventEmitter()
    handler = (_request, response) => {
      response.write('first')
      app.once('go on', () => response.write('second'))
      app.once('end', () => response.end('third'))
    }
    const { socket, until } = openBrowser()
    socket.write(head('GET /x HTTP/1.1'))
    expect(await until('first')).not.toContain('second')
    app.emit('go on')
    expect(await until('second')).not.toContain('third')
    app.emit('end')
    expect(await until('0\r\n\r\n')).toContain('third')
    socket.destroy()
  })

  test('shows its head before its body begins', async () => {
    handler = (_request, response) => response.writeHead(200, { 'X-App': '1' }).flushHeaders()
    const { socket, until } = openBrowser()
    socket.write(head('GET /x HTTP/1.1'))
    expect(await until('\r\n\r\n')).toContain('X-App: 1')
    socket.destroy()
  })

  test('of server-sent events arrives event by event', async () => {
    const app = new EventEmitter()
    handler = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      app.on('event', (name: string) => response.write(`event: ${name}\ndata: {}\n\n`))
      response.flushHeaders()
    }
    const { socket, until } = openBrowser()
    socket.write(head('GET /events HTTP/1.1', 'Accept: text/event-stream'))
    expect(await until('\r\n\r\n')).toContain('Content-Type: text/event-stream\r\n')
    for (const name of ['one', 'two', 'three']) {
      app.emit('event', name)
      await until(`event: ${name}\ndata: {}\n\n`)
    }
    socket.destroy()
  })

  test('waits at the internal app while the browser does not read, and goes on when it does', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x')
    const most = 1024
    const app = new EventEmitter()
    let written = 0
    handler = (_request, response) => {
      const more = (): void => {
        while (written < most) {
          written++
          if (response.write(piece)) continue
          app.emit('full')
          response.once('drain', more)
          return
        }
        response.end()
      }
      more()
    }
    const socket = connect(world().port, '127.0.0.1')
    socket.pause()
    socket.write(head('GET /large HTTP/1.1', 'Connection: close'))
    await once(app, 'full')
    // A second exchange through the same gateway shows that time went by in which the first could have gone on.
    let stalledAt = -1
    while (stalledAt !== written) {
      stalledAt = written
      await roundTrips(20)
    }
    expect(written).toBeLessThan(most / 2)
    let bytes = 0
    socket.on('data', (data) => {
      bytes += data.length
    })
    socket.resume()
    await once(socket, 'end')
    expect(written).toBe(most)
    expect(bytes).toBeGreaterThan(most * piece.length)
  })
})

/** Several exchanges with the gateway itself, one after another. */
const roundTrips = async (count: number): Promise<void> => {
  const connection = await openRaw(world().port)
  for (let index = 0; index < count; index++) {
    await connection.send(head('GET /.clearway/nothing HTTP/1.1'))
    await connection.response()
  }
  connection.destroy()
}

describe('a request', () => {
  test.each([
    {
      what: 'in chunks',
      field: 'Transfer-Encoding: chunked',
      first: '5\r\nfirst\r\n',
      rest: '4\r\nrest\r\n0\r\n\r\n',
    },
    { what: 'with a length', field: 'Content-Length: 9', first: 'first', rest: 'rest' },
  ])('$what arrives piece by piece, the first before the second is sent', async ({ field, first, rest }) => {
    const app = new EventEmitter()
    handler = (request, response) => {
      request.on('data', (data: Buffer) => app.emit('data', data.toString()))
      request.on('end', () => response.end('thanks'))
    }
    const { socket, until } = openBrowser()
    const arrived = once(app, 'data')
    socket.write(head('POST /x HTTP/1.1', field) + first)
    expect(await arrived).toEqual(['first'])
    socket.write(rest)
    await until('thanks')
    expect(world().page.requests.at(-1)?.body.toString()).toBe('firstrest')
    socket.destroy()
  })

  test('and its answer can flow at the same time', async () => {
    handler = (request, response) => request.pipe(response)
    const { socket, until } = openBrowser()
    socket.write(`${head('POST /echo HTTP/1.1', 'Transfer-Encoding: chunked')}3\r\none\r\n`)
    await until('one')
    socket.write('3\r\ntwo\r\n')
    await until('two')
    socket.write('0\r\n\r\n')
    await until('0\r\n\r\n')
    socket.destroy()
  })

  test('waits at the browser while the internal app does not read', async () => {
    const app = new EventEmitter()
    handler = (request, response) => app.emit('request', request, response)
    const most = 64 * 1024 * 1024
    const arrival = once(app, 'request')
    const socket = connect(world().port, '127.0.0.1')
    socket.write(head('POST /large HTTP/1.1', `Content-Length: ${most}`))
    const piece = Buffer.alloc(64 * 1024)
    let sent = 0
    const send = (): void => {
      while (sent < most) {
        sent += piece.length
        if (socket.write(piece)) continue
        socket.once('drain', send)
        return
      }
    }
    send()
    const [request, response] = (await arrival) as [IncomingMessage, ServerResponse]
    // The recorder reads every request; this app does not.
    request.removeAllListeners('data').pause()
    let stalledAt = -1
    while (stalledAt !== sent) {
      stalledAt = sent
      await roundTrips(20)
    }
    expect(stalledAt).toBeLessThan(most / 2)
    let bytes = 0
    request.on('data', (data: Buffer) => {
      bytes += data.length
    })
    request.resume()
    await once(request, 'end')
    expect(bytes).toBeGreaterThan(most - stalledAt)
    response.end()
    socket.destroy()
  })
})

describe('when the browser goes away', () => {
  test('before the answer, the internal app sees its request end', async () => {
    const app = new EventEmitter()
    handler = (_request, response) => {
      response.once('close', () => app.emit('closed', response.writableFinished))
      app.emit('request')
    }
    const [asked, closed] = [once(app, 'request'), once(app, 'closed')]
    const { socket } = openBrowser()
    socket.write(head('GET /slow HTTP/1.1'))
    await asked
    socket.destroy()
    expect(await closed).toEqual([false])
  })

  test('in the middle of the answer, the internal app sees it', async () => {
    const app = new EventEmitter()
    handler = (_request, response) => {
      response.once('close', () => app.emit('closed', response.writableFinished))
      response.write('first')
    }
    const closed = once(app, 'closed')
    const { socket, until } = openBrowser()
    socket.write(head('GET /slow HTTP/1.1'))
    await until('first')
    socket.destroy()
    expect(await closed).toEqual([false])
  })

  test.each(['Transfer-Encoding: chunked', 'Content-Length: 100'])(
    'in the middle of its request (%s), the internal app never takes it for whole',
    async (field) => {
      const app = new EventEmitter()
      handler = (request) => {
        request.once('end', () => app.emit('over', 'whole'))
        request.once('error', () => app.emit('over', 'broken'))
        request.once('data', () => app.emit('data'))
      }
      const [begun, over] = [once(app, 'data'), once(app, 'over')]
      const { socket } = openBrowser()
      socket.write(`${head('POST /x HTTP/1.1', field)}5\r\nfirst\r\n`)
      await begun
      socket.destroy()
      expect(await over).toEqual(['broken'])
    },
  )

  test('nothing is refused and nothing is asked again', async () => {
    const app = new EventEmitter()
    handler = (_request, response) => {
      response.once('close', () => app.emit('closed'))
      app.emit('request')
    }
    const before = world().page.requests.length
    const [asked, closed] = [once(app, 'request'), once(app, 'closed')]
    const { socket } = openBrowser()
    socket.write(head('GET /gone HTTP/1.1'))
    await asked
    socket.destroy()
    await closed
    await roundTrips(3)
    expect(world().page.requests).toHaveLength(before + 1)
    const lines = world().log.filter((line) => line['path'] === '/gone')
    expect(lines).toMatchObject([{ msg: 'request', aborted: true }])
  })
})
