import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** Stops listening and ends all connections, those in the middle of an answer too. */
  stop(): Promise<void>
}

/** Lets a server listen, and throws what node:net throws if it cannot. Port 0 is any free one. */
export async function listen(server: Server, port: number, host: string): Promise<Listening> {
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
