import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Answer, plain } from './answer.ts'
import type { Emulator } from './emulator.ts'
import { frontPage } from './pages/front-page.ts'
import { readForm } from './request.ts'
import { findRoute } from './router.ts'

/** Headers that every answer has. */
const commonHeaders = {
  'x-content-type-options': 'nosniff',
  // `no-referrer` would make the sign-in form's Origin `null`.
  'referrer-policy': 'strict-origin-when-cross-origin',
}

/** What Entra's own answers say of the server; user flows have nothing of the kind. */
const serverHeaders = { 'x-ms-ests-server': '2.1 - local', 'x-ms-srs': '1.P' }

/** The origin that a `Host` header names, if that is one of ours: what a client is told of addresses starts with it. */
function readOrigin(emulator: Emulator, host: string): string {
  const named = `${new URL(emulator.origin).protocol}//${host}`
  if (!/^[\w.-]+(:\d+)?$/.test(host) || !URL.canParse(named)) return emulator.origin
  const { hostname, origin } = new URL(named)
  return emulator.isOurs(hostname) ? origin : emulator.origin
}

/** What the last request's host was read as. */
const lastRead = new WeakMap<Emulator, { readonly host: string; readonly origin: string }>()

/** The origin that a request was made to. Most requests in a row are made to one. */
function originOf(emulator: Emulator, { host = '' }: IncomingHttpHeaders): string {
  const last = lastRead.get(emulator)
  if (last?.host === host) return last.origin
  const origin = readOrigin(emulator, host)
  lastRead.set(emulator, { host, origin })
  return origin
}

/** The application that a request names, wherever it names one: in its parameters, or as the user of Basic. */
function appOf(
  query: URLSearchParams,
  form: URLSearchParams,
  { authorization }: IncomingHttpHeaders,
): string | null {
  const named = query.get('client_id') ?? form.get('client_id')
  const basic = /^Basic +([\w+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (named !== null || basic === undefined) return named
  return Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0] ?? null
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
  const origin = originOf(emulator, headers)
  if (route.kind === 'front-page') {
    return frontPage(emulator.directory, { origin, adminOrigin: emulator.adminOrigin() })
  }
  const app = appOf(query, form, headers)
  const fault = emulator.faults.takeForAnswer({ endpoint: route.name, ...(app !== null && { app }) })
  if (fault !== undefined && 'hang' in fault) return 'none'
  if (fault !== undefined && 'cut' in fault) return 'cut'
  if (fault !== undefined && 'notFound' in fault) return plain(404, 'There is nothing at this path.')
  if (fault !== undefined) {
    await setTimeout(fault.slow * 1000, undefined, { ref: false })
    // Nobody waits any longer: a code is not redeemed in vain.
    if (message.socket.destroyed) return 'none'
  }
  const place = { ...route.place, origin }
  const made = await route.handler(emulator, { method, place, query, form, headers, traceId })
  if (place.policy !== undefined) return made
  return { ...made, headers: { ...serverHeaders, ...made.headers } }
}

/** Says where the program failed. Not why: a message may quote what it failed on. */
function warn(error: unknown): void {
  const frames = error instanceof Error ? (error.stack?.match(/^ {4}at .*$/gm) ?? []).join('\n') : ''
  process.emitWarning(`The local Entra ID failed to answer a request.\n${frames}`)
}

/** Answers one request, unless a fault wills otherwise; 500 without a reason if this program fails. */
export async function serve(
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
  // Named, which pages may read: without it Node sends the body in chunks.
  const length = Buffer.byteLength(body)
  const own = { 'content-length': length, 'x-ms-request-id': traceId }
  response.writeHead(status, { ...commonHeaders, ...headers, ...own })
  response.end(body)
}
