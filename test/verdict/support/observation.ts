import { fieldValue, fieldValues } from '@clearway/rules/http'
import type { CorsError, Exchange, Leg, Verdict } from '@clearway/rules/verdict'

import type { Got } from './page-calls.ts'
import type { WireRequest } from './programmable-server.ts'
import { expectedError } from './refused-header.ts'

/** What a verdict and a browser are compared by, written so that a difference can be read. */
export interface Observation {
  readonly outcome: string
  /** Chromium's name for it and the parameter. */
  readonly corsError: string
  /** Each request: `PUT http://api.test/x/0 origin=http://app.test cookies=[] without=[]`. */
  readonly wire: readonly string[]
}

/**
 * What a verdict says that a browser does.
 *
 * @param seen - The error that the browser gave, where the engine leaves it a choice.
 */
export function expected(exchange: Exchange, verdict: Verdict, seen: CorsError | undefined): Observation {
  return {
    outcome: expectedOutcome(exchange, verdict),
    corsError: describeError(expectedError(exchange, verdict, seen)),
    wire: verdict.legs.map((leg) =>
      describeRequest(
        leg,
        leg.origin,
        leg.requestMethod,
        leg.requestHeaders,
        leg.cookies,
        leg.kind === 'call' ? leg.stripped : [],
      ),
    ),
  }
}

/** What a browser did, as its page, its debugger and the server saw it. */
export function observed(
  exchange: Exchange,
  got: Got,
  corsError: CorsError | undefined,
  wire: readonly WireRequest[],
): Observation {
  return {
    outcome: observedOutcome(exchange, got),
    corsError: describeError(corsError),
    wire: wire.map((request) =>
      describeRequest(
        request,
        fieldValue(request.headers, 'origin'),
        fieldValue(request.headers, 'access-control-request-method'),
        fieldValue(request.headers, 'access-control-request-headers'),
        cookiesOn(exchange, request),
        request.kind === 'call' ? missingOn(exchange, request) : [],
      ),
    ),
  }
}

function describeRequest(
  { method, url }: Pick<Leg, 'method' | 'url'>,
  origin: string | undefined,
  requestMethod: string | undefined,
  requestHeaders: string | undefined,
  cookies: readonly string[],
  without: readonly string[],
): string {
  return [
    method,
    url,
    origin !== undefined && `origin=${origin}`,
    requestMethod !== undefined && `asks=${requestMethod}`,
    requestHeaders !== undefined && `for=${requestHeaders}`,
    cookies.length > 0 && `cookies=[${[...cookies].sort().join(' ')}]`,
    without.length > 0 && `without=[${[...without].sort().join(' ')}]`,
  ]
    .filter(Boolean)
    .join(' ')
}

const describeError = (error: CorsError | undefined): string =>
  error ? `${error.name}(${error.parameter})` : 'none'

function expectedOutcome({ request }: Exchange, verdict: Verdict): string {
  if (verdict.outcome === 'opaque') return verdict.responseType
  if (verdict.outcome === 'undecided') return `undecided: ${verdict.missing} ${verdict.hop} is missing`
  // What CORS has no say in, such as a `data:` URL, is read like an answer of the page's own origin.
  if (verdict.outcome === 'not-cors') return 'basic 200 exposed=[]'
  if (verdict.outcome === 'blocked') return 'blocked'
  const type = request.api === 'xhr' ? 'xhr' : verdict.responseType
  return `${type} ${verdict.status} exposed=[${verdict.exposed.join(' ')}]`
}

function observedOutcome({ hops }: Exchange, got: Got): string {
  if ('error' in got) return 'blocked'
  if (got.type.startsWith('opaque')) return got.type
  const named = new Set(hops.flatMap(({ answer }) => fieldNames(answer?.headers ?? [])))
  const exposed = [...new Set(got.headers)].filter((name) => named.has(name)).sort()
  return `${got.type} ${got.status} exposed=[${exposed.join(' ')}]`
}

const fieldNames = (fields: readonly string[]): string[] =>
  fields.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())

/** Of the cookies that the exchange knows; a browser may hold those of other cases, too. */
function cookiesOn({ cookies = [] }: Exchange, { headers }: WireRequest): string[] {
  const known = new Set(cookies.map(({ name }) => name))
  const sent = fieldValues(headers, 'cookie').flatMap((value) => value.split('; '))
  return sent.map((pair) => pair.split('=')[0] ?? '').filter((name) => known.has(name))
}

/** What browsers send of their own: only a value of the page's tells that it is the page's. */
const sentByBrowsers =
  /^(?:accept|accept-.*|cache-control|connection|content-length|cookie|host|keep-alive|origin|pragma|referer|sec-.*|te|user-agent|dnt|upgrade-insecure-requests|access-control-.*)$/

function missingOn({ request: { headers = [] } }: Exchange, { headers: wire }: WireRequest): string[] {
  return [...new Set(fieldNames(headers))].filter((name) => {
    const sent = fieldValue(wire, name)
    if (sent === undefined || !sentByBrowsers.test(name)) return sent === undefined
    const written = [fieldValue(headers, name) ?? '', ...fieldValues(headers, name)]
    return !written.some((value) => value.trim() === sent)
  })
}
