import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface InternalAppOptions {
  /** Port to listen on. Default 0: any free one. */
  readonly port?: number
  /** Address to bind. Default `127.0.0.1`. */
  readonly host?: string
  /** Called for each request before it is answered. It must neither read nor answer it. */
  readonly onRequest?: (request: IncomingMessage) => void
}

/** A running internal app. */
export interface InternalApp {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Stops listening and cuts open connections, streams included. */
  close(): Promise<void>
}

/** What the handler of an app receives. `url` is parsed already; only its path and query are meaningful. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
}

/**
 * Starts an HTTP server that gives each request to `handle`. It answers 400 to a request target that is no
 * path, and 500 without any detail when `handle` fails; what failed goes to the console of the app.
 */
export async function startInternalApp(
  options: InternalAppOptions,
  handle: (call: Call) => void | Promise<void>,
): Promise<InternalApp> {
  const server = createServer((request, response) => {
    options.onRequest?.(request)
    const url = parseTarget(request.url ?? '')
    if (!url) {
      reply(response, 400, 'text/plain', 'The request target is not a path.\n', { connection: 'close' })
      return
    }
    answer(handle, { request, response, url }).catch((error: unknown) => console.error(error))
  })

  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Sends a whole answer. Text is sent as UTF-8, and as it is: nothing is escaped. */
export function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': typeof body === 'string' ? `${type}; charset=utf-8` : type,
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

const base = 'http://internal-app'

function parseTarget(target: string): URL | undefined {
  // A leading "//" would be read as the name of a host.
  if (!target.startsWith('/') || target.startsWith('//')) return undefined
  return URL.canParse(target, base) ? new URL(target, base) : undefined
}

async function answer(handle: (call: Call) => void | Promise<void>, call: Call): Promise<void> {
  try {
    await handle(call)
  } catch (error) {
    // The caller went away in the middle of its own request.
    if (call.request.errored) return
    if (call.response.headersSent) call.response.destroy()
    else reply(call.response, 500, 'text/plain', 'Something went wrong.\n')
    throw error
  }
}
