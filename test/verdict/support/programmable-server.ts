import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { createServer as createNetServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import { fieldValue, type FieldList } from '@clearway/rules/http'
import type { Answer, Hop } from '@clearway/rules/verdict'
import { listenOnLoopback } from '../../support/loopback-server.ts'
import { createSelfSigned } from './self-signed.ts'

/** A request of a case as it reached the server. */
export interface WireRequest {
  /** Which call of the case, counted from 0. */
  readonly call: number
  readonly hop: number
  readonly kind: 'preflight' | 'call'
  /** Absolute, by its Host header and the connection's scheme. */
  readonly url: string
  readonly method: string
  readonly headers: FieldList
}

/** One server for all hosts, ports and schemes of a test: a browser is told to bring everything here. */
export interface ProgrammableServer {
  /** Speaks HTTP, TLS and, for `CONNECT`, proxy. */
  readonly port: number
  /**
   * Answers requests for `/{id}/…` from now on.
   *
   * @param calls - For each call of the case in turn, the answers of its hops. A page moves on from one to the
   *   next by fetching `/next/{id}`.
   */
  program(id: string, calls: readonly (readonly Hop[])[]): void
  /** Takes what a case sent, in order of arrival, and forgets the case. */
  take(id: string): readonly WireRequest[]
  close(): Promise<void>
}

interface Programmed {
  readonly calls: readonly (readonly Hop[])[]
  readonly wire: WireRequest[]
  call: number
  /** Requests of the call, preflights aside, that have been answered. */
  hop: number
}

/** A request by what all versions of HTTP have in common. */
interface Request {
  readonly method: string
  readonly url: string
  readonly headers: FieldList
}

type ClientError = Error & { readonly rawPacket?: Buffer }

/** Starts the server. It also serves `/page` (`?sandbox` makes it one with an opaque origin) and `/set-cookie?{value}`. */
export async function startProgrammableServer(): Promise<ProgrammableServer> {
  const programmed = new Map<string, Programmed>()

  const answerTo = (request: Request): Answer => {
    // Chromium lets hosts through that are none.
    if (!URL.canParse(request.url)) return { status: 400, headers: [] }
    const url = new URL(request.url)
    const [, first = '', second = ''] = url.pathname.split('/')
    const found = programmed.get(first)
    if (found) return answerOf(found, request)
    if (first === 'page') return page(url.search === '?sandbox')
    if (first === 'set-cookie') return setCookie(url, fieldValue(request.headers, 'origin'))
    const moving = first === 'next' ? programmed.get(second) : undefined
    if (moving) {
      moving.call += 1
      moving.hop = 0
    }
    return { status: moving ? 200 : 404, headers: ['Access-Control-Allow-Origin', '*'] }
  }

  const handle = (
    { method = '', url = '', rawHeaders }: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
    scheme: string,
  ): void => {
    const answer = answerTo({ method, url: absoluteUrl(url, rawHeaders, scheme), headers: rawHeaders })
    const { status, headers, body } = complete(answer, method)
    ;(response as ServerResponse).writeHead(status, [...headers])
    response.end(body)
  }
  /** Node's parser knows a fixed set of methods; browsers send any. */
  const handleUnknownMethod = (error: ClientError, socket: Duplex, scheme: string): void => {
    const [head = ''] = (error.rawPacket?.toString('latin1') ?? '').split('\r\n\r\n')
    const [line = '', ...lines] = head.split('\r\n')
    const [method = '', target = ''] = line.split(' ')
    const fields = lines.flatMap((field) => /^(.*?): *(.*)$/.exec(field)?.slice(1) ?? [])
    const answer = answerTo({ method, url: absoluteUrl(target, fields, scheme), headers: fields })
    const { status, headers, body } = complete(answer, method)
    const answerLines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`))
    socket.end(`HTTP/1.1 ${status} -\r\n${answerLines.join('')}Connection: close\r\n\r\n${body}`, 'latin1')
  }

  const plain = createHttpServer((request, response) => handle(request, response, 'http'))
  const secure = createSecureServer(
    {
      ...createSelfSigned(),
      allowHTTP1: true,
      // Browsers send a stream only over HTTP/2; everything else is simpler to watch over HTTP/1.1.
      ALPNCallback: ({ servername, protocols }) =>
        servername.startsWith('h2.') && protocols.includes('h2') ? 'h2' : 'http/1.1',
    },
    (request, response) => handle(request, response, 'https'),
  )
  plain.on('clientError', (error: ClientError, socket) => handleUnknownMethod(error, socket, 'http'))
  secure.on('clientError', (error: ClientError, socket: Duplex) =>
    handleUnknownMethod(error, socket, 'https'),
  )
  plain.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    sniff(socket)
  })
  /** A TLS handshake begins with byte 22 (RFC 8446, 5.1), no HTTP request does. */
  const sniff = (socket: Duplex): void => {
    socket.once('error', () => socket.destroy())
    socket.once('data', (chunk: Buffer) => {
      socket.pause()
      socket.unshift(chunk)
      ;(chunk[0] === 22 ? secure : plain).emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  }
  const sockets = new Set<Socket>()
  const entrance = createNetServer((socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => sockets.delete(socket))
    sniff(socket)
  })
  const port = await listenOnLoopback(entrance as Parameters<typeof listenOnLoopback>[0])

  return {
    port,
    program: (id, calls) => void programmed.set(id, { calls, wire: [], call: 0, hop: 0 }),
    take: (id) => {
      const wire = programmed.get(id)?.wire ?? []
      programmed.delete(id)
      return wire
    },
    close: () =>
      new Promise((resolve) => {
        entrance.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function absoluteUrl(target: string, headers: FieldList, scheme: string): string {
  // A proxy gets whole URLs.
  if (target.startsWith('http')) return target
  return `${scheme}://${fieldValue(headers, 'host') ?? fieldValue(headers, ':authority') ?? ''}${target}`
}

function answerOf(found: Programmed, { method, url, headers }: Request): Answer {
  const isPreflight =
    method === 'OPTIONS' && fieldValue(headers, 'access-control-request-method') !== undefined
  const { call, hop } = found
  found.wire.push({ call, hop, kind: isPreflight ? 'preflight' : 'call', url, method, headers })
  if (!isPreflight) found.hop += 1
  const answers = found.calls[call]?.[hop]
  return (isPreflight ? answers?.preflight : answers?.answer) ?? { status: 404, headers: [] }
}

function page(sandboxed: boolean): Answer {
  const sandbox = sandboxed ? ['Content-Security-Policy', 'sandbox allow-scripts'] : []
  return { status: 200, headers: ['Content-Type', 'text/html', ...sandbox] }
}

function setCookie(url: URL, origin = '*'): Answer {
  const allow = ['Access-Control-Allow-Origin', origin, 'Access-Control-Allow-Credentials', 'true']
  return { status: 200, headers: [...allow, 'Set-Cookie', decodeURIComponent(url.search.slice(1))] }
}

const withoutBody = new Set([204, 205, 304])

function complete({ status, headers }: Answer, method: string): Answer & { readonly body: string } {
  const hasBody = !withoutBody.has(status)
  const added = [
    ...(hasBody && fieldValue(headers, 'content-length') === undefined ? ['Content-Length', '2'] : []),
    // Nothing may come from the HTTP cache, whose rules are no part of the model.
    ...(fieldValue(headers, 'cache-control') === undefined ? ['Cache-Control', 'no-store'] : []),
  ]
  return { status, headers: [...headers, ...added], body: hasBody && method !== 'HEAD' ? 'ok' : '' }
}
