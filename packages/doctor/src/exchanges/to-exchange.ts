import { fieldValue } from '@clearway/rules/http'
import type { Answer, CachedPreflight, Call, Exchange, Hop } from '@clearway/rules/verdict'
import type { Entry, RecordedResponse } from '../material.ts'
import { preflightFor } from './link-entries.ts'
import { pageHeadersOf } from './page-headers.ts'
import type { RecordedHop } from './recorded-exchange.ts'

/** Far enough from any clock of a capture. */
const forever = Number.MAX_SAFE_INTEGER

/**
 * Puts a recorded chain into the words of the rule book.
 *
 * Where a request is on the wire that needs a preflight and none is recorded, the browser had its answer
 * from before, or the recorder shows none: it is taken as remembered.
 *
 * @param origin - The page's.
 * @param kind - `element`: without an Origin header it was fetched with mode `no-cors`.
 * @param credentials - The credentials mode to assume.
 */
export function toExchange(
  hops: readonly RecordedHop[],
  origin: string,
  kind: 'call' | 'element' | 'navigation',
  credentials: 'same-origin' | 'include',
): Exchange | undefined {
  const [first] = hops
  const entry = first?.call ?? first?.preflight
  if (!first || !entry) return undefined
  const method = first.call?.request.method ?? preflightFor(entry) ?? 'GET'
  const headers = pageHeadersOf(first.call, first.preflight)
  const request: Call = {
    url: entry.request.url,
    method: method === '' ? 'GET' : method,
    headers,
    mode: modeOf(entry, kind),
    credentials,
    // A preflight that neither method nor headers ask for: the page listens to the upload.
    ...(first.preflight &&
      headers.length === 0 &&
      /^(?:GET|HEAD|POST)$/.test(method) && { uploadListeners: true }),
    ...(first.call?.request.body !== undefined && { body: 'bytes' as const }),
    api: entry.type === 'xhr' ? 'xhr' : 'fetch',
  }
  return {
    origin,
    request,
    hops: hops.map(toHop),
    preflightCache: hops.flatMap((hop) => remembered(hop)),
  }
}

function modeOf(entry: Entry, kind: 'call' | 'element' | 'navigation'): NonNullable<Call['mode']> {
  if (kind === 'navigation') return 'navigate'
  const said = fieldValue(entry.request.headers, 'sec-fetch-mode')
  if (said === 'cors' || said === 'no-cors' || said === 'same-origin' || said === 'navigate') return said
  return kind === 'element' && fieldValue(entry.request.headers, 'origin') === undefined ? 'no-cors' : 'cors'
}

function toHop({ preflight, call }: RecordedHop): Hop {
  const asked = preflight?.response && toAnswer(preflight.response)
  const answer = call?.response && toAnswer(call.response)
  return { ...(asked && { preflight: asked }), ...(answer && { answer }) }
}

function toAnswer({ status, headers }: RecordedResponse): Answer | undefined {
  return status >= 100 && status <= 599 ? { status, headers } : undefined
}

function remembered({ preflight, call }: RecordedHop): readonly CachedPreflight[] {
  if (preflight || !call?.response || call.response.status < 100) return []
  const { url, method, headers } = call.request
  const remember = (allows: CachedPreflight['allows']): CachedPreflight => ({
    origin: fieldValue(headers, 'origin') ?? 'null',
    url: url.split('#', 1)[0]!,
    credentials: true,
    until: forever,
    allows,
  })
  const names = pageHeadersOf(call, undefined).filter((_, at) => at % 2 === 0)
  return [remember({ method }), ...names.map((header) => remember({ header }))]
}
