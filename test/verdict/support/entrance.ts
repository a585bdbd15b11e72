import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { createServer as createNetServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import { fieldValue, type FieldList } from '@clearway/rules/http'
import type { Answer } from '@clearway/rules/verdict'
import { listenOnLoopback } from '../../support/loopback-server.ts'
import { createSelfSigned } from './self-signed.ts'

/** A request by what all versions of HTTP have in common. */
export interface Request {
  readonly method: string
  /** Absolute, by its Host header and the connection's scheme. It need not be a URL. */
  readonly url: string
  readonly headers: FieldList
}

/** An open port. */
export interface Entrance {
  readonly port: number
  close(): Promise<void>
}

type ClientError = Error & { readonly rawPacket?: Buffer }

/**
 * Opens one port for HTTP/1.1, TLS (any host, self-signed; HTTP/2 for hosts named `h2.…`) and, by `CONNECT` or
 * absolute request targets, proxying to itself. All methods are let in.
 */
export async function openEntrance(answerTo: (request: Request) => Promise<Answer>): Promise<Entrance> {
  const handle = async (
    { method = '', url = '', rawHeaders }: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
    scheme: string,
  ): Promise<void> => {
    const answer = await answerTo({ method, url: absoluteUrl(url, rawHeaders, scheme), headers: rawHeaders })
    const { status, headers, body } = complete(answer, method)
    ;(response as ServerResponse).writeHead(status, [...headers])
    response.end(body)
  }
  /** Node's parser knows a fixed set of methods; browsers send any. */
  const handleUnknownMethod = async (
    { rawPacket }: ClientError,
    socket: Duplex,
    scheme: string,
  ): Promise<void> => {
    const request = readHead(rawPacket?.toString('latin1') ?? '', scheme)
    const { status, headers, body } = complete(await answerTo(request), request.method)
    const lines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`))
    // What is left unread when a socket closes takes the answer with it.
    socket.resume()
    socket.end(`HTTP/1.1 ${status} -\r\n${lines.join('')}Connection: close\r\n\r\n${body}`, 'latin1')
  }

  const plain = createHttpServer((request, response) => void handle(request, response, 'http'))
  const secure = createSecureServer(
    {
      ...createSelfSigned(),
      allowHTTP1: true,
      // Browsers send a stream only over HTTP/2; everything else is simpler to watch over HTTP/1.1.
      ALPNCallback: ({ servername, protocols }) =>
        servername.startsWith('h2.') && protocols.includes('h2') ? 'h2' : 'http/1.1',
    },
    (request, response) => void handle(request, response, 'https'),
  )
  // A connection that is closed for idleness just when it is used again looks like a refusal.
  plain.keepAliveTimeout = 0
  plain.on('clientError', (error: ClientError, socket) => void handleUnknownMethod(error, socket, 'http'))
  secure.on(
    'clientError',
    (error: ClientError, socket: Duplex) => void handleUnknownMethod(error, socket, 'https'),
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
  return {
    port: await listenOnLoopback(entrance as Parameters<typeof listenOnLoopback>[0]),
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

function readHead(packet: string, scheme: string): Request {
  const [head = ''] = packet.split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const [method = '', target = ''] = line.split(' ')
  const headers = lines.flatMap((field) => /^(.*?): *(.*)$/.exec(field)?.slice(1) ?? [])
  return { method, url: absoluteUrl(target, headers, scheme), headers }
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
