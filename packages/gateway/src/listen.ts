import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Listener } from './plan.ts'

/** A listener's address is taken, not ours, or not permitted. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly code: 'ERR_LISTEN'
  readonly reason: string
  readonly address: string
  constructor(listener: Listener, cause: NodeJS.ErrnoException) {
    super(`cannot listen on ${listener.host}:${listener.port} (${cause.code ?? 'unknown'})`, { cause })
    this.code = 'ERR_LISTEN'
    this.reason = cause.code ?? 'unknown'
    this.address = `${listener.host}:${listener.port}`
  }
}

/**
 * Opens a listener's socket.
 *
 * @returns The port: the listener's, or the free one that was found for port 0.
 * @throws {@link ListenError} `ERR_LISTEN`.
 */
export const listen = (server: Server, listener: Listener): Promise<number> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(new ListenError(listener, error))
    server.once('error', onError)
    server.listen(listener.port, listener.host, () => {
      server.removeListener('error', onError)
      resolve((server.address() as AddressInfo).port)
    })
  })
