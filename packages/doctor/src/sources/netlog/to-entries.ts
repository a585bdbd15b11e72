import { fieldValue } from '@clearway/rules/http'
import type { CorsError } from '@clearway/rules/verdict'
import type { Entry } from '../../material.ts'
import { cookiesLeftOut } from './cookies-left-out.ts'
import { corsErrorName } from './cors-error-names.ts'
import type { Hop, PreflightFailure, RecordedSource } from './recorded-source.ts'

/** What the entries of a log have in common. */
export interface LogContext {
  /** The input's name. */
  readonly input: string
  /** Chromium's major version. */
  readonly version: number | undefined
}

/**
 * Makes entries of a source: each redirect one, each preflight one, and one for a call that was not made
 * because its preflight failed; Chromium's name for that failure stands with the preflight, or with the call
 * where no preflight was sent.
 *
 * Requests that the browser makes for itself are left out, as is what was neither sent nor refused: answers
 * from the cache, of which the log tells nothing, and requests that were open when the log ended.
 */
export function toEntries(source: RecordedSource, context: LogContext): readonly Entry[] {
  const entries: Entry[] = []
  let preflight: { readonly at: number; readonly hop: Hop } | undefined
  for (const step of source.steps) {
    if (step.kind === 'hop') {
      const entry = hopEntry(step.hop, source, context)
      if (entry) entries.push(entry)
    } else if (step.kind === 'preflight') {
      const hop = preflightHop(step.source)
      const entry = hop && step.source && hopEntry(hop, step.source, context)
      preflight = hop && { at: entry ? entries.length : -1, hop }
      if (entry) entries.push(entry)
    } else {
      const corsError = corsErrorIn(step, context)
      const asked = preflight && entries[preflight.at]
      if (preflight && asked && corsError) entries[preflight.at] = { ...asked, corsError }
      const call = callNotMade(source, step, preflight?.hop, context)
      if (call) entries.push(asked || !corsError ? call : { ...call, corsError })
      preflight = undefined
    }
  }
  return entries
}

function preflightHop(source: RecordedSource | undefined): Hop | undefined {
  const step = source?.steps.find(({ kind }) => kind === 'hop')
  return step?.kind === 'hop' ? step.hop : undefined
}

function hopEntry(hop: Hop, source: RecordedSource, { input }: LogContext): Entry | undefined {
  const { url, method, sent, answer, offset, startedAt } = hop
  const isAsking = source.isPreflight || asksForMethod(hop)
  const error = hop.error ?? (hop.cancelled && !answer ? 'net::ERR_ABORTED' : undefined)
  if (!isOfWeb(url) || isOfBrowser(hop, isAsking)) return undefined
  if (!answer && (error === undefined || (isAsking && !sent))) return undefined
  const type = isAsking ? 'preflight' : typeOf(hop)
  const initiator = webUrl(hop.initiator)
  const left = cookiesLeftOut(hop.cookies)
  return {
    at: { input, entry: source.id, offset },
    ...(startedAt !== undefined && { startedAt }),
    ...(type !== undefined && { type }),
    ...(initiator !== undefined && { initiator }),
    request: { method, url, headers: sent?.headers ?? [], ...(!sent && { provisional: true }) },
    ...(answer && {
      response: { status: answer.status, statusText: answer.statusText, headers: answer.head.headers },
    }),
    ...(error !== undefined && { error }),
    ...(left.length > 0 && { cookiesLeftOut: left }),
  }
}

function callNotMade(
  { id, asked }: RecordedSource,
  { error }: PreflightFailure,
  preflight: Hop | undefined,
  { input }: LogContext,
): Entry | undefined {
  const url = preflight?.url ?? asked?.url
  if (url === undefined || !isOfWeb(url)) return undefined
  const requested = preflight?.sent && fieldValue(preflight.sent.headers, 'access-control-request-method')
  const startedAt = preflight?.startedAt ?? asked?.startedAt
  const initiator = webUrl(preflight?.initiator)
  const offset = asked?.offset ?? preflight?.offset
  return {
    at: { input, entry: id, ...(offset !== undefined && { offset }) },
    ...(startedAt !== undefined && { startedAt }),
    ...(initiator !== undefined && { initiator }),
    request: {
      method: requested ?? asked?.method ?? 'GET',
      url,
      headers: asked?.head.headers ?? [],
      provisional: true,
    },
    error,
  }
}

function corsErrorIn(failure: PreflightFailure, { version }: LogContext): CorsError | undefined {
  const name = corsErrorName(failure.corsError, version)
  return name && { name, parameter: failure.parameter }
}

/** A preflight whose request is not in the log. */
function asksForMethod({ method, sent }: Hop): boolean {
  return (
    method === 'OPTIONS' &&
    sent !== undefined &&
    fieldValue(sent.headers, 'access-control-request-method') !== undefined
  )
}

/** Updates, lists of dangerous sites, and the like; what a person opens is a main frame. */
function isOfBrowser({ initiator, requestType }: Hop, isPreflight: boolean): boolean {
  return initiator === 'not an origin' && requestType !== 'main frame' && !isPreflight
}

function typeOf({ requestType }: Hop): string | undefined {
  if (requestType === 'main frame') return 'document'
  return requestType === 'sub frame' ? 'subdocument' : undefined
}

function isOfWeb(url: string): boolean {
  return /^(?:http|ws)s?:\/\/[^/]/i.test(url)
}

function webUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\/[^/]/i.test(url) ? url : undefined
}
