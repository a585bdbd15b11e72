import { excerpt, fieldValues } from '@clearway/rules/http'
import type { Entry, Place } from '../material.ts'
import type { Evidence } from '../report.ts'

const maxValue = 300

/** Headers whose values open something: their presence may be told, what they hold may not. */
const secret: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
  'x-api-key',
])

/**
 * One fact and where it stands.
 *
 * Does not recognise secrets in the value; the report is redacted as a whole before it is shown.
 *
 * @param what - What it is, in words: `response header location`, `status`, `token claim exp`.
 */
export function cite(at: Place, what: string, value: string): Evidence {
  return { ...at, what, value: excerpt(value, maxValue) }
}

/** The address that an entry asked for, with its method. */
export function citeRequest({ at, request }: Entry): Evidence {
  return cite(at, 'request', `${request.method} ${request.url.split(/[?#]/, 1)[0]!}`)
}

/** The status of an entry's answer; nothing when there was none. */
export function citeStatus({ at, response }: Entry): readonly Evidence[] {
  if (!response || response.status < 100) return []
  return [cite(at, 'status', `${response.status} ${response.statusText}`.trim())]
}

/** Headers of an entry's request, those that it has. */
export function citeRequestHeaders(entry: Entry, ...lowerNames: readonly string[]): readonly Evidence[] {
  return lowerNames.flatMap((name) => citeFields(entry.at, 'request header', entry.request.headers, name))
}

/** Headers of an entry's answer, those that it has. A repeated one is cited as often as it came. */
export function citeResponseHeaders(entry: Entry, ...lowerNames: readonly string[]): readonly Evidence[] {
  const headers = entry.response?.headers ?? []
  return lowerNames.flatMap((name) => citeFields(entry.at, 'response header', headers, name))
}

/** That an answer lacks a header: `response header access-control-allow-origin`, `absent`. */
export function citeAbsence({ at }: Entry, lowerName: string): Evidence {
  return cite(at, `response header ${lowerName}`, 'absent')
}

/** What the recorder says of a failure. */
export function citeError({ at, error }: Entry): readonly Evidence[] {
  return error === undefined ? [] : [cite(at, 'browser error', error)]
}

function citeFields(at: Place, side: string, headers: readonly string[], name: string): readonly Evidence[] {
  return fieldValues(headers, name)
    .slice(0, 3)
    .map((value) => cite(at, `${side} ${name}`, secret.has(name) ? '[not shown]' : value))
}
