import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createNetServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import type { Site } from '@clearway/gallery'
import { listenOnLoopback } from '../../support/loopback-server.ts'
import { createSelfSigned } from '../../verdict/support/self-signed.ts'

export interface SiteServer {
  /** Takes HTTP and TLS, for any host. */
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves all sites of a scene at one port, by HTTP and TLS, and by `CONNECT` and absolute request targets as a
 * proxy to itself. A host that has no site gets its connection cut.
 */
export async function startSiteServer(sites: Readonly<Record<string, Site>>): Promise<SiteServer> {
  const take = (request: IncomingMessage, response: ServerResponse, scheme: string): void => {
    const {
      url: target = '/',
      headers: { host = 'nobody.invalid' },
    } = request
    const url = new URL(target.startsWith('http') ? target : `${scheme}://${host}${target}`)
    const site = sites[url.hostname]
    if (!site) return void request.socket.destroy()
    readBody(request)
      .then((body) => site({ method: request.method ?? 'GET', url, headers: request.headers, body }))
      .then(({ status = 200, headers = {}, body: answer = '' }) => {
        if (status === 'cut') return response.destroy()
        response.writeHead(status, headers as Record<string, string | string[]>)
        return response.end(answer)
      })
      .catch((error: unknown) => {
        process.emitWarning(`The site ${url.host} failed: ${String(error)}`)
        response.destroy()
      })
  }
  const plain = createHttpServer((request, response) => take(request, response, 'http'))
  const secure = createHttpsServer(createSelfSigned(), (request, response) =>
    take(request, response, 'https'),
  )
  const sockets = new Set<Socket>()
  plain.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    sniff(socket)
  })
  const sniff = (socket: Duplex): void => {
    socket.once('error', () => socket.destroy())
    socket.once('data', (chunk: Buffer) => {
      socket.pause()
      socket.unshift(chunk)
      // A TLS handshake begins with byte 22 (RFC 8446, 5.1), no HTTP request does.
      ;(chunk[0] === 22 ? secure : plain).emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  }
  const entrance = createNetServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    sniff(socket)
  })
  return {
    port: await listenOnLoopback(entrance as unknown as Server),
    close: () =>
      new Promise((resolve) => {
        entrance.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
