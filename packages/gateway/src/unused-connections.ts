import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server as TlsServer } from 'node:tls'

/** Connections on which no request has come yet. */
export interface UnusedConnections {
  close(): void
}

/**
 * Keeps track of a server's unused connections. Browsers open some ahead of need, and node:http counts them as busy:
 * they would hold up a stop for as long as it may take.
 */
export const trackUnused = (server: Server): UnusedConnections => {
  const unused = new Set<Duplex>()
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Duplex) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  const used = ({ socket }: IncomingMessage): void => void unused.delete(socket)
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, used)
  return {
    close: () => {
      for (const socket of unused) socket.destroy()
    },
  }
}
