import { randomUUID } from 'node:crypto'
import type { AadstsError } from './aadsts.ts'
import { type Answer, escapeHtml, json, shownPage } from './answer.ts'
import { pageStyle } from './page-style.ts'
import type { EntraRequest } from './request.ts'

/** An error as Entra words it, with what makes this one occurrence findable. */
interface Occurrence {
  readonly description: string
  readonly traceId: string
  readonly correlationId: string
  readonly timestamp: string
  readonly uri: string
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The client's own id for the request, which Microsoft's libraries send along; else a new one. */
function correlationIdOf({ form, headers, query }: EntraRequest): string {
  const name = 'client-request-id'
  const given = [query.get(name), form.get(name), headers[name]].find((value) => typeof value === 'string')
  return typeof given === 'string' && guid.test(given) ? given.toLowerCase() : randomUUID()
}

function occurrenceOf(error: AadstsError, request: EntraRequest, now: number): Occurrence {
  const { traceId } = request
  const correlationId = correlationIdOf(request)
  const timestamp = new Date(now).toISOString().replace('T', ' ').replace(/\.\d+/, '')
  return {
    description:
      `AADSTS${error.code}: ${error.message} ` +
      `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    traceId,
    correlationId,
    timestamp,
    uri: `https://login.microsoftonline.com/error?code=${error.code}`,
  }
}

/** The token endpoint's error: 401 where the client was not authenticated (RFC 6749, 5.2), else 400. */
export function errorBody(
  error: AadstsError,
  request: EntraRequest,
  now: number,
  headers: Record<string, string> = {},
): Answer {
  const { correlationId, description, timestamp, traceId, uri } = occurrenceOf(error, request, now)
  const value = {
    error: error.error,
    error_description: description,
    error_codes: [error.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: uri,
    ...(error.suberror !== undefined && { suberror: error.suberror }),
    ...(error.claims !== undefined && { claims: error.claims }),
  }
  return json(error.error === 'invalid_client' ? 401 : 400, value, headers)
}

/** The error as parameters for a redirect URI (RFC 6749, 4.1.2.1). */
export function errorParameters(
  error: AadstsError,
  request: EntraRequest,
  now: number,
): Record<string, string | undefined> {
  const { description, uri } = occurrenceOf(error, request, now)
  return {
    error: error.atAuthorize,
    error_description: description,
    error_uri: uri,
    suberror: error.suberror,
    claims: error.claims,
  }
}

/** The error as a page, for what must not or cannot go to a redirect URI. */
export function errorPage(error: AadstsError, request: EntraRequest, now: number): Answer {
  const { correlationId, timestamp, traceId } = occurrenceOf(error, request, now)
  const body = `<main>
<h1>Sign in</h1>
<p>Sorry, but we’re having trouble signing you in.</p>
<p class="error">AADSTS${error.code}: ${escapeHtml(error.message)}</p>
<dl><dt>Request Id</dt><dd>${traceId}</dd><dt>Correlation Id</dt><dd>${correlationId}</dd>
<dt>Timestamp</dt><dd>${timestamp}</dd></dl>
</main>`
  return shownPage(400, { title: 'Sign in to your account', body, style: pageStyle })
}
