import { providerOf } from '@clearway/rules/entra'
import type { FieldList } from '@clearway/rules/http'
import type { KeptTexts } from './kept-texts.ts'
import type { Entry, RecordedRequest, RecordedResponse } from './material.ts'

/** Long, and no check asks for them. */
const ignored: ReadonlySet<string> = new Set([
  'accept-encoding',
  'accept-ch',
  'alt-svc',
  'content-security-policy-report-only',
  'etag',
  'expect-ct',
  'if-modified-since',
  'if-none-match',
  'last-modified',
  'nel',
  'p3p',
  'permissions-policy',
  'priority',
  'report-to',
  'reporting-endpoints',
  'server-timing',
  'strict-transport-security',
  'x-client-data',
])
const ignoredPrefixes: readonly string[] = ['sec-ch-', 'x-ms-gateway-', 'x-ms-ests-', 'x-ms-clitelem']

const maxFields = 100
const maxValue = 1024
const maxUrl = 4096
const maxBody = 4096
const maxError = 500
const maxCookies = 100

/** Makes entries small, and takes their secrets out. */
export interface Condenser {
  /**
   * The entry without what no check asks for: long headers are left out or cut, cookies keep their names and
   * attributes, Authorization keeps its scheme. A cookie's value becomes a tag of four characters that is
   * the same for the same value: whether a cookie changed can still be seen, what it was cannot.
   */
  condense(entry: Entry): Entry
}

/**
 * Makes a condenser for one run of the doctor.
 *
 * @param texts - Keeps what is left of the entries.
 */
export function createCondenser({ keep, keepData }: KeptTexts): Condenser {
  const fields = (list: FieldList): FieldList => {
    const kept: string[] = []
    for (let at = 0; at + 1 < list.length && kept.length < 2 * maxFields; at += 2) {
      const name = list[at]!
      const lower = name.toLowerCase()
      if (lower.startsWith(':') || ignored.has(lower)) continue
      if (ignoredPrefixes.some((prefix) => lower.startsWith(prefix))) continue
      kept.push(
        keep(name, 128),
        keep(withoutSecret(lower, list[at + 1]!), lower === 'location' ? maxUrl : maxValue),
      )
    }
    return kept
  }
  const request = ({ method, url, headers, provisional, body }: RecordedRequest): RecordedRequest => ({
    method: keep(method, 64),
    url: keep(url, maxUrl),
    headers: fields(headers),
    ...(provisional && { provisional }),
    ...(body !== undefined && { body: keep(body, maxBody) }),
  })
  const response = (
    { status, statusText, headers, body }: RecordedResponse,
    url: string,
  ): RecordedResponse => ({
    status,
    statusText: keep(statusText, 128),
    headers: fields(headers),
    ...(body !== undefined && tellsOfFailure(status, body, url) && { body: keep(body, maxBody) }),
  })
  return {
    condense: (entry) => ({
      ...entry,
      ...(entry.initiator !== undefined && { initiator: keep(entry.initiator, maxUrl) }),
      ...(entry.page !== undefined && { page: keep(entry.page, maxUrl) }),
      request: request(entry.request),
      ...(entry.response && { response: response(entry.response, entry.request.url) }),
      ...(entry.error !== undefined && { error: keep(entry.error, maxError) }),
      ...(entry.corsError && { corsError: keepData(entry.corsError) }),
      ...(entry.cookiesLeftOut && { cookiesLeftOut: keepData(entry.cookiesLeftOut.slice(0, maxCookies)) }),
    }),
  }
}

/** What a page got as data is long, and nobody asks for it; a sign-in page in its place, and a provider’s words, are told by. */
function tellsOfFailure(status: number, body: string, url: string): boolean {
  return status < 200 || status >= 300 || /^\s{0,100}</.test(body) || providerOf(url) !== undefined
}

function withoutSecret(lowerName: string, value: string): string {
  switch (lowerName) {
    case 'cookie':
      return value
        .split(';', 200)
        .map((pair) => tagged(pair.trim()))
        .join('; ')
    case 'set-cookie':
      // Some recorders join several Set-Cookie fields by line breaks.
      return value
        .split('\n', 100)
        .map((line) => {
          const [pair = '', ...attributes] = line.split(';', 20)
          return [tagged(pair.trim()), ...attributes.map((attribute) => attribute.trim())].join('; ')
        })
        .join('\n')
    case 'authorization':
    case 'proxy-authorization':
      return /^[a-z][a-z0-9-]{0,31}(?= )/i.exec(value)?.[0] ?? '[redacted]'
    default:
      return value
  }
}

function tagged(pair: string): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return pair === '' ? '' : '[redacted]'
  const value = pair.slice(equals + 1)
  return value === '' ? pair : `${pair.slice(0, equals)}=#${tagOf(value)}`
}

/** FNV-1a, folded to 16 bits: far too short to guess the value from. */
function tagOf(value: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < value.length; at++) hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193)
  return ((hash >>> 16) ^ (hash & 0xffff)).toString(16).padStart(4, '0')
}
