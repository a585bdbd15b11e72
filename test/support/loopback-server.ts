import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Lets a server listen on 127.0.0.1, on a free port unless one is named. Returns the port. */
export function listenOnLoopback(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

/** Closes a server with all its connections, whatever they are doing. */
export function closeAtOnce(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
