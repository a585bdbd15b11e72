import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { type Answer, plain } from './answer.ts'
import type { AuthorizationCode } from './authorize/issue-code.ts'
import { createConsents } from './consents.ts'
import { checkDirectory } from './directory/check-directory.ts'
import type { Directory } from './directory/directory.ts'
import type { Emulator } from './emulator.ts'
import type { EntraEvent } from './events.ts'
import { createExpiringStore } from './expiring-store.ts'
import { createKeys, type EntraKeys } from './keys.ts'
import { createFaults } from './faults/faults.ts'
import { isMicrosoftName } from './microsoft-names.ts'
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
  /**
   * Serves HTTPS, which MSAL demands of an authority. `certificate` may be a chain; both are PEM. Its names should
   * hold `hostname` and `localhost`; `@clearway/entra/certificates` makes one.
   */
  readonly tls?: { readonly key: string; readonly certificate: string }
  /**
   * Whether it also answers as Microsoft: requests under `login.microsoftonline.com`, `*.b2clogin.com` and the like
   * get addresses and issuers under those names. Needs `tls`, and a client that maps the names here.
   */
  readonly asMicrosoft?: boolean
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

/** The origin that a request was made to, if that is one of ours: what it is told of addresses starts with it. */
function originOf(emulator: Emulator, { host = '' }: IncomingHttpHeaders): string {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (!emulator.isOurs(name)) return emulator.origin
  return `${new URL(emulator.origin).protocol}//${host.toLowerCase()}`
}

async function answer(
  emulator: Emulator,
  message: IncomingMessage,
  traceId: string,
): Promise<Answer | 'none' | 'cut'> {
  const { headers, method = 'GET', url = '/' } = message
  const [path = '/', search = ''] = url.split(/\?(.*)/s, 2)
  const query = new URLSearchParams(search)
  const route = findRoute(emulator.directory, method, path, query)
  const form = await readForm(message)
  if (form === undefined) return plain(413, 'The body has more than 64 kB.', { connection: 'close' })
  if (route.kind === 'refused') return route.answer
  const app = query.get('client_id') ?? form.get('client_id')
  const fault = emulator.faults.takeForAnswer({ endpoint: route.name, ...(app !== null && { app }) })
  if (fault !== undefined && 'hang' in fault) return 'none'
  if (fault !== undefined && 'cut' in fault) return 'cut'
  if (fault !== undefined && 'notFound' in fault) return plain(404, 'There is nothing at this path.')
  if (fault !== undefined) await setTimeout(fault.slow * 1000)
  const place = { ...route.place, origin: originOf(emulator, headers) }
  return route.handler(emulator, { method, place, query, form, headers, traceId })
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
  const made = await answer(emulator, message, traceId).catch((error: unknown) => {
    if (!message.destroyed) warn(error)
    return plain(500, 'Something went wrong here.')
  })
  if (response.destroyed || made === 'none') return
  if (made === 'cut') {
    response.destroy()
    return
  }
  const { body, headers, status } = made
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
  const limits = { maxHeaderSize: 16 * 1024, requestTimeout: minute / 2 }
  const { tls } = options
  const server = tls
    ? createTlsServer({ ...limits, key: tls.key, cert: tls.certificate })
    : createServer(limits)
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const hostname = options.hostname ?? 'login.clearway.localhost'
  const isDefaultPort = port === (tls ? 443 : 80)
  const origin = `${tls ? 'https' : 'http'}://${hostname}${isDefaultPort ? '' : `:${port}`}`
  const seconds = options.accessTokenSeconds
  const emulator: Emulator = {
    origin,
    isOurs: (name) =>
      name === hostname || name === 'localhost' || (options.asMicrosoft === true && isMicrosoftName(name)),
    directory,
    keys,
    now,
    accessTokenSeconds: () => seconds ?? randomInt(60 * 60, 90 * 60 + 1),
    idTokenSeconds: seconds ?? 60 * 60,
    sessions: createSessions(now),
    codes: createExpiringStore<AuthorizationCode>(60 * minute, 10_000, now),
    consents: createConsents(),
    faults: createFaults(directory.faults),
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
