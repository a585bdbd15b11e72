import {
  createServer as createHttpServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Gateway } from './gateway.ts'
import { handleRequest } from './handle-request.ts'
import { ownHeader } from './own-headers.ts'
import { problemDetails } from './refusals/problem-details.ts'
import { refuse, type Refusal } from './refusals/refusal.ts'

/** What a request that the HTTP parser could not read comes to. */
const refusalFor = (code: string | undefined): Refusal => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return refuse('request/headers-too-large', 'The headers of the request are too large.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refuse('request/timeout', 'The request did not arrive in time.')
    default:
      return refuse('request/malformed', 'The request is not valid HTTP.')
  }
}

/** How long a refused connection may take to end: closed at once, its reset could overtake the answer. */
const lingerMs = 1_000

/** There is no exchange: status, problem and nothing else, then the end of the connection. */
const answerBroken = (gateway: Gateway, error: NodeJS.ErrnoException, socket: Duplex): void => {
  const refusal = refusalFor(error.code)
  const { code, status } = refusal
  gateway.metrics.refused(code)
  gateway.log.warn({ problem: code, status, cause: error.code }, 'refused')
  const body = problemDetails(refusal)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\nContent-Type: application/problem+json\r\n` +
      `Cache-Control: no-store\r\n${ownHeader.problem}: ${code}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  const lingering = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(lingering))
  socket.resume()
}

/** Creates the public server: bounded in headers, time and connections; not yet listening. */
export const createServer = (gateway: Gateway): Server => {
  const { limits, listen } = gateway.plan
  const bounds = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: 20_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
    joinDuplicateHeaders: false,
    // `resolve-client.ts` refuses it, by the contract; node:http would do so without a word.
    requireHostHeader: false,
  }
  // A set for each connection: one for all was measured to cost a tenth to a quarter more for every request.
  const answering = new WeakMap<Duplex, Set<ServerResponse>>()
  function onAnswered(this: ServerResponse): void {
    answering.get(this.req.socket)?.delete(this)
  }
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request
    const open = answering.get(socket)
    if (open) open.add(response)
    else answering.set(socket, new Set([response]))
    response.on('close', onAnswered)
    handleRequest(gateway, request, response)
  }
  /** A second answer must not be written into one that is under way: it would pass for its body. */
  const onBroken = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    const isUnderWay = [...(answering.get(socket) ?? [])].some(({ headersSent }) => headersSent)
    if (isUnderWay || !socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
    answerBroken(gateway, error, socket)
  }
  const server = listen.tls
    ? createHttpsServer({ ...bounds, cert: listen.tls.certificate, key: listen.tls.key }, onRequest)
    : createHttpServer(bounds, onRequest)
  server.maxConnections = limits.connections
  // Beyond a limit node:http drops headers silently, from one of its two lists only. `check-headers.ts` counts.
  server.maxHeadersCount = 0
  server.on('connection', (socket: Duplex) => {
    gateway.metrics.connected()
    socket.once('close', gateway.metrics.disconnected)
  })
  server.on('checkContinue', onRequest)
  // Other expectations than 100-continue are not ours to meet: RFC 9110 10.1.1 lets a server ignore them.
  server.on('checkExpectation', onRequest)
  server.on('clientError', onBroken)
  server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
    onBroken(Object.assign(new Error('CONNECT'), { code: 'CONNECT' }), socket),
  )
  return server
}
