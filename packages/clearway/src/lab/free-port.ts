import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below what systems give to connections and to listeners on port 0: nobody gets such a port by chance meanwhile. */
const range = { from: 10_240, to: 32_768 } as const

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

const given = new Set<number>()

/** A port of this machine that is free now. No process is told the same port twice. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const port = randomInt(range.from, range.to)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`no port from ${range.from} to ${range.to} is free`)
}
