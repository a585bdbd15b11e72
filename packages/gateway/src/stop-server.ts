import type { Server } from 'node:http'

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

const lookForIdleEveryMs = 100

/** Takes no new connections, lets requests finish for at most `graceMs`, then cuts what is left. */
export const stopServer = async (server: Server, graceMs: number): Promise<void> => {
  const done = closed(server)
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  // A connection that was busy just now is kept alive by Node when its answer had begun before the stop.
  const looking = setInterval(() => server.closeIdleConnections(), lookForIdleEveryMs)
  await done
  clearTimeout(timer)
  clearInterval(looking)
}
