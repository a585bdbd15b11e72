import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { closeAtOnce, listenOnLoopback } from './loopback-server.ts'

/** A request as it reached the internal app. */
export interface RecordedRequest {
  readonly method: string
  /** The request target, as sent. */
  readonly url: string
  /** Name, value, name, value …, as sent. */
  readonly rawHeaders: readonly string[]
  /** What has come of the body so far; all of it once the request has ended. */
  readonly body: Buffer
}

/** An internal app that remembers what reached it. */
export interface Upstream {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly port: number
  /** In order of arrival; grows. */
  readonly requests: readonly RecordedRequest[]
  /** For what a handler cannot see: upgrades, sockets. */
  readonly server: Server
  close(): Promise<void>
}

/** Starts an internal app on a free port. Without a handler it answers `200 ok` to everything. */
export async function startUpstream(
  handler: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.end('ok')
  },
): Promise<Upstream> {
  const requests: RecordedRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    requests.push({
      method: request.method ?? '',
      url: request.url ?? '',
      rawHeaders: request.rawHeaders,
      get body() {
        return Buffer.concat(chunks)
      },
    })
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    handler(request, response)
  })
  const port = await listenOnLoopback(server)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    server,
    close: () => closeAtOnce(server),
  }
}
