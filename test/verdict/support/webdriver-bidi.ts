import { WebSocket } from 'undici'

/** A WebDriver BiDi connection: commands out, their results back. Events are not for it. */
export interface Bidi {
  /** @throws Error with the command's name and the remote end's words. */
  send(method: string, params: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>
  close(): void
}

interface Message {
  readonly id?: number
  readonly result?: Record<string, unknown>
  readonly error?: string
  readonly message?: string
}

/**
 * Connects to a browser that speaks WebDriver BiDi (W3C, "Transport") and opens a session that accepts any
 * certificate.
 *
 * @param address - `ws://host:port`, as the browser prints it.
 */
export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(`${address}/session`)
  const pending = new Map<number, (message: Message) => void>()
  let count = 0
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error(`cannot connect to ${address}`)))
  })
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id === undefined) return
    pending.get(message.id)?.(message)
    pending.delete(message.id)
  })
  socket.addEventListener('close', () => {
    for (const settle of pending.values()) settle({ error: 'closed', message: 'the browser has gone' })
    pending.clear()
  })
  const bidi: Bidi = {
    send: (method, params) =>
      new Promise((resolve, reject) => {
        const id = (count += 1)
        pending.set(id, ({ result, error, message }) =>
          result ? resolve(result) : reject(new Error(`${method}: ${error}: ${message}`)),
        )
        socket.send(JSON.stringify({ id, method, params }))
      }),
    close: () => socket.close(),
  }
  await bidi.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
  return bidi
}
