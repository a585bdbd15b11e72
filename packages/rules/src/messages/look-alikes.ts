import type { LookAlike, LookAlikeKind } from './browser-message.ts'
import { find, template, type Template } from './template.ts'
import type { Squeezed } from './squeezed.ts'

type Engine = LookAlike['engine']

/** A line about something that is no matter of CORS, by its words. */
interface LookAlikeRow {
  readonly kind: LookAlikeKind
  readonly engine: Engine
  readonly template: Template
  /** What to tell, where the words have no hole `value` for it. */
  readonly detail?: string
}

function row(engine: Engine, kind: LookAlikeKind, text: string, detail?: string): LookAlikeRow {
  return { engine, kind, template: template(text), ...(detail !== undefined && { detail }) }
}

const failedToLoad = 'Failed to load resource: '

/** Rows whose words name the policy, the address or the failure; the first that is found counts. */
const lookAlikes: readonly LookAlikeRow[] = [
  row(
    'chromium',
    'content-security-policy',
    `to '{url}' violates the following Content Security Policy directive: "{value}"`,
  ),
  row(
    'chromium',
    'content-security-policy',
    `'{url}' because it violates the following Content Security Policy directive: "{value}"`,
  ),
  row(
    'chromium',
    'content-security-policy',
    `violates the following Content Security Policy directive: "{value}"`,
  ),
  row(
    'chromium',
    'content-security-policy',
    `Fetch API cannot load {url} Refused to connect because it violates the document's Content Security Policy`,
    'connect-src',
  ),
  row(
    'chromium',
    'content-security-policy',
    `because it violates the document's Content Security Policy`,
    'connect-src',
  ),
  row(
    'firefox',
    'content-security-policy',
    `blocked the loading of a resource (connect-src) at {url} because it violates the following directive: “{value}”`,
  ),
  row('firefox', 'content-security-policy', `blocked the loading of a resource at {url} (“{value}”)`),
  row(
    'webkit',
    'content-security-policy',
    `Refused to connect to {url} because it does not appear in the {value} directive of the Content Security Policy`,
  ),
  row(
    'chromium',
    'mixed-content',
    `but requested an insecure {value} '{url}'. This request has been blocked`,
  ),
  row('firefox', 'mixed-content', `Blocked loading mixed active content “{url}”`, 'mixed active content'),
  row('webkit', 'mixed-content', `was not allowed to run insecure content from {url}`, 'insecure content'),
  row(
    'webkit',
    'response-policy',
    `Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header`,
    'Cross-Origin-Resource-Policy',
  ),
  row(
    'firefox',
    'response-policy',
    `The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header`,
    'Cross-Origin-Resource-Policy',
  ),
  row('firefox', 'response-policy', `is blocked by OpaqueResponseBlocking`, 'OpaqueResponseBlocking'),
  row(
    'chromium',
    'response-policy',
    `Cross-Origin Read Blocking (CORB) blocked cross-origin response {url} with MIME type`,
    'Cross-Origin Read Blocking',
  ),
  row('firefox', 'blocked-by-client', `The resource at “{url}” was blocked because`, 'tracking protection'),
  row('chromium', 'aborted', 'AbortError: signal is aborted without reason', 'AbortError'),
  row('chromium', 'aborted', 'AbortError: The user aborted a request', 'AbortError'),
  row('firefox', 'aborted', 'AbortError: The operation was aborted', 'AbortError'),
  row('webkit', 'aborted', 'AbortError: Fetch is aborted', 'AbortError'),
  row('chromium', 'timeout', 'TimeoutError: signal timed out', 'TimeoutError'),
  row('firefox', 'timeout', 'TimeoutError: The operation timed out', 'TimeoutError'),
  row('chromium', 'html-instead-of-json', `Unexpected token '<'`, "Unexpected token '<'"),
  row('chromium', 'html-instead-of-json', 'Unexpected token < in JSON at position', 'Unexpected token <'),
  row(
    'firefox',
    'html-instead-of-json',
    'JSON.parse: unexpected character at line 1 column 1 of the JSON data',
    'unexpected character',
  ),
  row('webkit', 'html-instead-of-json', `JSON Parse error: Unrecognized token '<'`, "Unrecognized token '<'"),
  row('chromium', 'opaque-body', 'SyntaxError: Unexpected end of', 'Unexpected end of input'),
  row(
    'firefox',
    'opaque-body',
    'JSON.parse: unexpected end of data at line 1 column 1',
    'unexpected end of data',
  ),
  row('webkit', 'opaque-body', 'JSON Parse error: Unexpected EOF', 'Unexpected EOF'),
  row(
    'webkit',
    'name-not-resolved',
    `${failedToLoad}A server with the specified hostname could not be found`,
    'hostname not found',
  ),
  row('webkit', 'connection', `${failedToLoad}Could not connect to the server`, 'could not connect'),
  row('webkit', 'connection', `${failedToLoad}The network connection was lost`, 'connection lost'),
  row('webkit', 'offline', `${failedToLoad}The Internet connection appears to be offline`, 'offline'),
  row('webkit', 'timeout', `${failedToLoad}The request timed out`, 'timed out'),
  row(
    'webkit',
    'certificate',
    `${failedToLoad}The certificate for this server is invalid`,
    'certificate invalid',
  ),
  row('webkit', 'certificate', `${failedToLoad}An SSL error has occurred`, 'TLS error'),
]

/** Which kind of failure one of Chromium's network errors is, by how its name begins; the first that fits. */
const netErrors: readonly (readonly [prefix: string, kind: LookAlikeKind])[] = [
  ['NAME_', 'name-not-resolved'],
  ['DNS_', 'name-not-resolved'],
  ['ICANN_', 'name-not-resolved'],
  ['CERT', 'certificate'],
  ['SSL_', 'certificate'],
  ['BAD_SSL', 'certificate'],
  ['BLOCKED_BY_CSP', 'content-security-policy'],
  ['BLOCKED_BY_ORB', 'response-policy'],
  ['BLOCKED_BY_RESPONSE', 'response-policy'],
  ['BLOCKED_BY', 'blocked-by-client'],
  ['INTERNET_DISCONNECTED', 'offline'],
  ['ABORTED', 'aborted'],
  ['CONNECTION_TIMED_OUT', 'timeout'],
  ['TIMED_OUT', 'timeout'],
  ['', 'connection'],
]

/** As much of a text is looked at, in characters. */
const maxLength = 16 * 1024

const netError = /net::ERR_([A-Z][A-Z0-9_]{2,60}(?:\.[A-Za-z]{3,60})?)(?: (\d{3}) \(([^()]{0,60})\))?/
const statusLine =
  /\b(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) (https?:\/\/[^\s'"]{1,2048}) ([45]\d\d) \(([^()]{0,60})\)/
const loadedWithStatus = /the server responded with a status of ([45]\d\d) ?\(([^()]{0,60})\)/
const address = /https?:\/\/[^\s'"‘’“”<>()]{1,2048}/

/** Reads a line of any engine that is about something else than CORS. */
export function readLookAlike(text: Squeezed): LookAlike | undefined {
  const words = readWords(text)
  if (words !== undefined) return words
  const line = text.source.slice(0, maxLength).replaceAll(/\s+/g, ' ')
  return readNetError(line) ?? readStatus(line)
}

/** The address that a line names, outside of quotes and brackets; undefined when it has none. */
export function addressIn(source: string): string | undefined {
  return address.exec(source.slice(0, 8192))?.[0].replace(/[.,:;]{1,3}$/, '')
}

function readWords(text: Squeezed): LookAlike | undefined {
  for (const { template, kind, engine, detail } of lookAlikes) {
    const found = find(template, text)
    if (found === undefined) continue
    const url = found.values['url'] ?? addressIn(text.source)
    return {
      says: 'not-cors',
      engine,
      kind,
      detail: detail ?? found.values['value'] ?? kind,
      ...(url !== undefined && { url }),
    }
  }
  return undefined
}

function readNetError(source: string): LookAlike | undefined {
  const found = netError.exec(source)
  const name = found?.[1]
  if (found === null || name === undefined || name === 'FAILED') return undefined
  const url = addressIn(source)
  const withUrl = url === undefined ? {} : { url }
  // an answer that the page did not want: a script that is none, a page that moved on
  if (found[2] !== undefined && name === 'ABORTED') {
    const detail = `${found[2]} ${found[3] ?? ''}`.trim()
    return { says: 'not-cors', engine: 'chromium', kind: 'http-status', detail, ...withUrl }
  }
  const kind = netErrors.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'connection'
  return { says: 'not-cors', engine: 'chromium', kind, detail: `net::ERR_${name}`, ...withUrl }
}

function readStatus(source: string): LookAlike | undefined {
  const line = statusLine.exec(source)
  const loaded = line === null ? loadedWithStatus.exec(source) : null
  const [status, words] = line === null ? [loaded?.[1], loaded?.[2]] : [line[2], line[3]]
  if (status === undefined) return undefined
  const url = line?.[1] ?? addressIn(source)
  return {
    says: 'not-cors',
    engine: 'chromium',
    kind: 'http-status',
    detail: `${status} ${words ?? ''}`.trim(),
    ...(url !== undefined && { url }),
  }
}
