import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Site, SiteAnswer } from '@clearway/gallery'

/** What answers a host: `recorded` says whether its traffic is part of what a run shows. */
export interface Door {
  readonly site: Site
  readonly recorded: boolean
}

export interface EntranceOptions {
  readonly port: number
  readonly tls?: { readonly key: string; readonly certificate: string } | undefined
  /** What answers for a host name, or undefined where nothing does. */
  readonly doorOf: (hostname: string) => Promise<Door | undefined>
  readonly onExchange: (exchange: {
    readonly startedAt: number
    readonly endedAt: number
    readonly request: Parameters<Site>[0]
    readonly answer: SiteAnswer
  }) => void
  readonly now: () => number
}

const bodyLimit = 1024 * 1024

/** Name and port: what else a URL can have before its path is not for a Host header. */
const isHost = (host = ''): boolean => /^[\w.-]+(:\d+)?$/.test(host)

/**
 * The lab's own session goes along to every name below its parent domain: no exhibit is to take it for its own, and no
 * capture to hold it.
 */
const withoutLabSession = ({ cookie, ...others }: IncomingHttpHeaders): IncomingHttpHeaders => {
  const kept = cookie?.split(/;\s*/).filter((pair) => !pair.startsWith('__Secure-clearway-contacts='))
  return kept && kept.length > 0 ? { ...others, cookie: kept.join('; ') } : others
}

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const write = (response: ServerResponse, { status = 200, headers = {}, body = '' }: SiteAnswer): void => {
  if (status === 'cut') return void response.destroy()
  response.writeHead(status, headers as Record<string, string | string[]>)
  response.end(body)
}

/** One port for every host of the gallery. Each host is answered by its own site, and the traffic is told. */
export const openEntrance = async (
  options: EntranceOptions,
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const scheme = options.tls ? 'https' : 'http'
  const take = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = '' } = incoming
    const headers = withoutLabSession(incoming.headers)
    const target = `${scheme}://${headers.host}${path}`
    if (!isHost(headers.host) || !path.startsWith('/') || !URL.canParse(target))
      return write(response, { status: 400 })
    const url = new URL(target)
    const door = await options.doorOf(url.hostname)
    if (!door) return write(response, { status: 404, body: `There is nothing at ${url.host}.\n` })
    const body = await readBody(incoming)
    if (!body) return write(response, { status: 413, headers: { connection: 'close' } })
    const request = { method: incoming.method ?? 'GET', url, headers, body }
    const startedAt = options.now()
    const answer = await door.site(request)
    if (door.recorded) options.onExchange({ startedAt, endedAt: options.now(), request, answer })
    write(response, answer)
  }
  const listener: RequestListener = (request, response) => {
    take(request, response).catch((error: unknown) => {
      // Whoever goes away midway gets no answer, and that is nobody's failure.
      if (request.complete) process.emitWarning(`The gallery failed to answer: ${String(error)}`)
      response.destroy()
    })
  }
  const { tls } = options
  const server = tls
    ? createTlsServer({ key: tls.key, cert: tls.certificate }, listener)
    : createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
