import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** Answers one request of an internal app: what is done with its connection. `head` ends before the empty line. */
export type RawAnswer = (socket: Socket, head: string, nth: number) => unknown

/** An internal app that answers byte by byte. */
export interface RawApp {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly port: number
  /** Sets what becomes of the requests from now on, and forgets those before. */
  answerWith(answer: RawAnswer): void
  /** Heads of the requests since then, in order; grows. */
  readonly heads: readonly string[]
  close(): Promise<void>
}

/** Starts an internal app that sends exactly the bytes it is told to. It knows no bodies: only heads are looked for. */
export const startRawApp = async (): Promise<RawApp> => {
  let answer: RawAnswer = () => {}
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end)
        text = text.slice(end + 4)
        if (!/^[A-Z]+ \S+ HTTP\/1\.1\r\n/.test(head)) continue
        heads.push(head)
        answer(socket, head, heads.length)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    heads,
    answerWith: (next) => {
      answer = next
      heads.length = 0
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
