import { randomUUID } from 'node:crypto'
import type { EntraError } from './entra-error.ts'
import { type Answer, escapeHtml, json, shownPage } from './answer.ts'
import { pageStyle } from './page-style.ts'
import type { EntraRequest } from './request.ts'

/** What makes one occurrence of an error findable. */
interface Occurrence {
  readonly traceId: string
  readonly correlationId: string
  readonly timestamp: string
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The client's own id for the request, which Microsoft's libraries send along; else a new one. */
function correlationIdOf({ form, headers, query }: EntraRequest): string {
  const name = 'client-request-id'
  const given = [query.get(name), form.get(name), headers[name]].find((value) => typeof value === 'string')
  return typeof given === 'string' && guid.test(given) ? given.toLowerCase() : randomUUID()
}

function occurrenceOf(request: EntraRequest, now: number): Occurrence {
  return {
    traceId: request.traceId,
    correlationId: correlationIdOf(request),
    timestamp: new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, ''),
  }
}

/** The error in Entra's words, on one line. */
function describe(
  { fullCode, message }: EntraError,
  { correlationId, timestamp, traceId }: Occurrence,
): string {
  return `${fullCode}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`
}

/** All that user flows say of an error: two members, the second of several lines. */
function b2cMembers(
  { fullCode, message }: EntraError,
  error: string,
  { correlationId, timestamp }: Occurrence,
): { readonly error: string; readonly error_description: string } {
  const lines = [`${fullCode}: ${message}`, `Correlation ID: ${correlationId}`, `Timestamp: ${timestamp}`, '']
  return { error, error_description: lines.join('\r\n') }
}

const uriOf = ({ code }: EntraError): string => `https://login.microsoftonline.com/error?code=${code}`

/**
 * The token endpoint's error: 401 where the client was not authenticated (RFC 6749, 5.2), else 400. User flows know
 * 400 only.
 */
export function errorBody(
  error: EntraError,
  request: EntraRequest,
  now: number,
  headers: Record<string, string> = {},
): Answer {
  const occurrence = occurrenceOf(request, now)
  if (request.place.policy !== undefined) {
    return json(400, b2cMembers(error, error.error, occurrence), headers)
  }
  const value = {
    error: error.error,
    error_description: describe(error, occurrence),
    error_codes: [error.code],
    timestamp: occurrence.timestamp,
    trace_id: occurrence.traceId,
    correlation_id: occurrence.correlationId,
    error_uri: uriOf(error),
    ...(error.suberror !== undefined && { suberror: error.suberror }),
    ...(error.claims !== undefined && { claims: error.claims }),
  }
  return json(error.error === 'invalid_client' ? 401 : 400, value, headers)
}

/** The error as parameters for a redirect URI (RFC 6749, 4.1.2.1). */
export function errorParameters(
  error: EntraError,
  request: EntraRequest,
  now: number,
): Record<string, string | undefined> {
  const occurrence = occurrenceOf(request, now)
  if (request.place.policy !== undefined) return b2cMembers(error, error.atAuthorize, occurrence)
  return {
    error: error.atAuthorize,
    error_description: describe(error, occurrence),
    error_uri: uriOf(error),
    suberror: error.suberror,
    claims: error.claims,
  }
}

/** The error as a page, for what must not or cannot go to a redirect URI. */
export function errorPage(error: EntraError, request: EntraRequest, now: number): Answer {
  const { correlationId, timestamp, traceId } = occurrenceOf(request, now)
  const body = `<main>
<h1>Sign in</h1>
<p>Sorry, but we’re having trouble signing you in.</p>
<p class="error">${error.fullCode}: ${escapeHtml(error.message)}</p>
<dl><dt>Request Id</dt><dd>${traceId}</dd><dt>Correlation Id</dt><dd>${correlationId}</dd>
<dt>Timestamp</dt><dd>${timestamp}</dd></dl>
</main>`
  return shownPage(400, { title: 'Sign in to your account', body, style: pageStyle })
}
