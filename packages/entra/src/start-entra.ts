import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, plain } from './answer.ts'
import type { AuthorizationCode } from './authorize/issue-code.ts'
import { checkDirectory } from './directory/check-directory.ts'
import type { Directory } from './directory/directory.ts'
import type { Emulator } from './emulator.ts'
import type { EntraEvent } from './events.ts'
import { createExpiringStore } from './expiring-store.ts'
import { createKeys, type EntraKeys } from './keys.ts'
import { readForm } from './request.ts'
import { findRoute } from './router.ts'
import { createSessions } from './sessions.ts'

export interface EntraOptions {
  /** Read at every request: changing the object takes effect at once, unchecked. */
  readonly directory: Directory
  /** Default 0: any free port. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: string
  /**
   * The name in URLs and issuers. Default `login.clearway.localhost`, which browsers resolve to this machine
   * and Node does not. Requests are answered whatever their `Host` header says.
   */
  readonly hostname?: string
  /** Seconds that access tokens and id tokens live. Default: 60 to 90 minutes at random, and an hour. */
  readonly accessTokenSeconds?: number
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number
  /** Told what happens, without secrets. */
  readonly onEvent?: (event: EntraEvent) => void
  /** Keys made before with `createKeys`. Default: new ones. */
  readonly keys?: EntraKeys
}

/** A running local Entra ID. */
export interface Entra {
  /** Such as `http://login.clearway.localhost:8400`. */
  readonly origin: string
  readonly port: number
  /** The authority of a tenant, by id, domain, `common` or `organizations`: `<origin>/<tenant>/v2.0`. */
  authority(tenant: string): string
  /** Stops listening and ends all connections. */
  close(): Promise<void>
}

const minute = 60_000

function directoryError(mistakes: ReturnType<typeof checkDirectory>): Error {
  const lines = mistakes.map(({ path, message }) => `  ${path === '' ? 'the directory' : path} ${message}`)
  return Object.assign(new Error(`The directory has mistakes:\n${lines.join('\n')}`), {
    code: 'ERR_ENTRA_DIRECTORY',
    mistakes,
  })
}

/** Headers that every answer has. */
const commonHeaders = {
  'x-content-type-options': 'nosniff',
  // `no-referrer` would make the sign-in form's Origin `null`.
  'referrer-policy': 'strict-origin-when-cross-origin',
}

async function answer(emulator: Emulator, message: IncomingMessage, traceId: string): Promise<Answer> {
  const { headers, method = 'GET', url = '/' } = message
  const [path = '/', search = ''] = url.split(/\?(.*)/s, 2)
  const { endpoint, tenant } = findRoute(method, path)
  const form = await readForm(message)
  if (form === undefined) return plain(413, 'The body has more than 64 kB.', { connection: 'close' })
  return endpoint(emulator, { method, tenant, query: new URLSearchParams(search), form, headers, traceId })
}

/** Says where the program failed. Not why: a message may quote what it failed on. */
function warn(error: unknown): void {
  const frames = error instanceof Error ? (error.stack?.match(/^ {4}at .*$/gm) ?? []).join('\n') : ''
  process.emitWarning(`The local Entra ID failed to answer a request.\n${frames}`)
}

async function respond(
  emulator: Emulator,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const traceId = randomUUID()
  const { body, headers, status } = await answer(emulator, message, traceId).catch((error: unknown) => {
    if (!message.destroyed) warn(error)
    return plain(500, 'Something went wrong here.')
  })
  if (response.destroyed) return
  response.writeHead(status, { ...commonHeaders, ...headers, 'x-ms-request-id': traceId })
  response.end(body)
}

/**
 * Starts a local Microsoft Entra ID (v2.0) for development and tests: metadata, keys, sign-in with the code
 * flow and PKCE, tokens by code, refresh token and client credentials, sign-out. It speaks plain HTTP and
 * keeps its state in memory. Anybody who reaches it may sign in as anybody: do not expose it.
 *
 * Throws `ERR_ENTRA_DIRECTORY`, with all `mistakes`, for a directory that `checkDirectory` finds fault with, and
 * what node:net throws if it cannot listen.
 */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  const { directory, now = Date.now } = options
  const mistakes = checkDirectory(directory)
  if (mistakes.length > 0) throw directoryError(mistakes)
  const keys = options.keys ?? (await createKeys())

  // The URL counts towards the header size, so it is bounded as well; node:http answers 431 by itself.
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: minute / 2 })
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://${options.hostname ?? 'login.clearway.localhost'}:${port}`
  const seconds = options.accessTokenSeconds
  const emulator: Emulator = {
    origin,
    directory,
    keys,
    now,
    accessTokenSeconds: () => seconds ?? randomInt(60 * 60, 90 * 60 + 1),
    idTokenSeconds: seconds ?? 60 * 60,
    sessions: createSessions(now),
    codes: createExpiringStore<AuthorizationCode>(60 * minute, 10_000, now),
    emit: (event) => options.onEvent?.(event),
  }
  server.on('request', (message, response) => void respond(emulator, message, response))

  return {
    origin,
    port,
    authority: (tenant) => `${origin}/${encodeURIComponent(tenant)}/v2.0`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
