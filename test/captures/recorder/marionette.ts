import { connect, type Socket } from 'node:net'

/** Firefox's own remote protocol: unlike WebDriver BiDi it runs scripts in the browser's interface too. */
export interface Marionette {
  /** @throws Error with the command's name and Firefox's words. */
  send(command: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>
  close(): void
}

/** Tries to connect until somebody listens, and opens a session that accepts any certificate. */
export async function connectMarionette(port: number, isRunning: () => boolean): Promise<Marionette> {
  const socket = await connectAgain(port, isRunning)
  const pending = new Map<number, (message: Message) => void>()
  let count = 0
  let unread = Buffer.alloc(0)
  const settle = (message: Message): void => pending.get(message[1])?.(message)
  socket.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk])
    // `length:json`, again and again.
    for (let colon = unread.indexOf(':'); colon > 0; colon = unread.indexOf(':')) {
      const end = colon + 1 + Number(unread.subarray(0, colon))
      if (unread.length < end) return
      const message: unknown = JSON.parse(unread.toString('utf8', colon + 1, end))
      unread = unread.subarray(end)
      // The greeting alone is no list.
      if (Array.isArray(message)) settle(message as unknown as Message)
    }
  })
  const send: Marionette['send'] = (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = (count += 1)
      pending.set(id, ([, , error, result]) => {
        pending.delete(id)
        if (error) reject(new Error(`${command}: ${error.error}: ${error.message}`))
        else resolve(result)
      })
      const text = JSON.stringify([0, id, command, parameters])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
  socket.once('close', () => {
    for (const [id] of pending) settle([1, id, { error: 'closed', message: 'Firefox has gone' }, null])
  })
  await send('WebDriver:NewSession', { acceptInsecureCerts: true })
  return { send, close: () => socket.destroy() }
}

type Message = readonly [
  type: number,
  id: number,
  error: { readonly error: string; readonly message: string } | null,
  result: unknown,
]

async function connectAgain(port: number, isRunning: () => boolean): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const connected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => setTimeout(resolve, 100, false))
    })
    if (connected) return socket
    if (!isRunning()) throw new Error('Firefox ended before it listened')
  }
}
