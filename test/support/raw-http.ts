import { once } from 'node:events'
import { connect } from 'node:net'

import { parseRawResponse, type RawResponse } from './raw-response.ts'

export type { RawResponse } from './raw-response.ts'

export interface RawOptions {
  /** Milliseconds that a whole wait for one response may take. Default 5000. */
  readonly timeoutMs?: number
}

/** A TCP connection to a server on this machine that sends exactly the bytes it is told to. */
export interface RawConnection {
  /** Sends bytes as one write, and waits until the system has taken them. Strings are latin1. */
  send(bytes: string | Uint8Array): Promise<void>
  /** Ends the sending half; the receiving half stays open. */
  end(): void
  /**
   * The next response, interim ones (1xx) included. One that the server cuts short by closing is given as far
   * as it came; when nothing came at all, its status is 0.
   * @param method of the request that it answers, for HEAD
   */
  response(method?: string): Promise<RawResponse>
  /** Resolves when a text has come that no response has used yet. */
  sees(text: string): Promise<void>
  /** Resolves when the server has closed the connection; gives the bytes that no response has used. */
  closed(): Promise<Buffer>
  /** Cuts the connection. */
  destroy(): void
}

/** Opens a connection to `127.0.0.1:port`. */
export async function openRaw(port: number, options: RawOptions = {}): Promise<RawConnection> {
  const timeoutMs = options.timeoutMs ?? 5000
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  await once(socket, 'connect')

  let unread = Buffer.alloc(0)
  let over = false
  const changed = new EventTarget()
  const tell = (): boolean => changed.dispatchEvent(new Event('change'))
  socket.on('data', (data: Buffer) => {
    unread = Buffer.concat([unread, data])
    tell()
  })
  const finish = (): void => {
    over = true
    tell()
  }
  // A reset is an answer too: the tests look at what came before it.
  socket.on('error', finish).on('end', finish).on('close', finish)

  async function until<T>(what: string, look: () => T | undefined): Promise<T> {
    const signal = AbortSignal.timeout(timeoutMs)
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      await once(changed, 'change', { signal }).catch((cause: unknown) => {
        const received = JSON.stringify(unread.toString('latin1', 0, 200))
        throw new Error(`no ${what} within ${timeoutMs} ms; received ${received}`, { cause })
      })
    }
  }

  return {
    send: (bytes) =>
      new Promise((resolve) => {
        // A server may close as soon as it has seen enough: what it answered still counts.
        socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, () => resolve())
      }),
    end: () => void socket.end(),
    response: (method) =>
      until('response', () => {
        const response = parseRawResponse(unread, over, method)
        if (response) unread = unread.subarray(response.raw.length)
        return response
      }),
    sees: async (text) => void (await until(text, () => unread.includes(text, 0, 'latin1') || undefined)),
    closed: () => until('end of the connection', () => (over ? unread : undefined)),
    destroy: () => void socket.destroy(),
  }
}

export interface SendRawOptions extends RawOptions {
  /**
   * When to stop reading. Default `response`: after the first final response. `close`: when the server closes;
   * `raw` then holds every byte that it sent.
   */
  readonly until?: 'response' | 'close'
  /** End the sending half after the bytes. Default false. */
  readonly halfClose?: boolean
}

/**
 * Sends bytes over a connection of their own and gives the first final response. Several pieces are several
 * writes.
 */
export async function sendRaw(
  port: number,
  bytes: string | Uint8Array | readonly (string | Uint8Array)[],
  options: SendRawOptions = {},
): Promise<RawResponse> {
  const pieces = typeof bytes === 'string' || bytes instanceof Uint8Array ? [bytes] : bytes
  const connection = await openRaw(port, options)
  try {
    for (const piece of pieces) await connection.send(piece)
    if (options.halfClose) connection.end()

    const method = /^[A-Z]+/.exec(Buffer.from(pieces[0] ?? '').toString('latin1'))?.[0]
    const received: Buffer[] = []
    let response: RawResponse
    do {
      response = await connection.response(method)
      received.push(response.raw)
    } while (response.status >= 100 && response.status < 200 && response.status !== 101)
    if (options.until !== 'close') return response
    return { ...response, raw: Buffer.concat([...received, await connection.closed()]) }
  } finally {
    connection.destroy()
  }
}
