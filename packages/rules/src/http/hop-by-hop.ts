import { fieldValue, withoutFields, type FieldList } from './fields.ts'

const alwaysHopByHop: ReadonlySet<string> = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Fields that a Connection field cannot take away, by direction. RFC 9110 gives a sender the right to name
 * any field, and lets a recipient refuse fields that are meant for everybody; naming these is an attack on
 * what the next hop believes (CVE-2024-45410).
 */
const endToEnd = {
  request: new Set([
    'accept',
    'authorization',
    'cache-control',
    'cookie',
    'date',
    'expect',
    'forwarded',
    'host',
    'max-forwards',
    'origin',
    'pragma',
    'range',
    'referer',
    'user-agent',
    'via',
    'x-real-ip',
    'x-requested-with',
  ]),
  response: new Set([
    'age',
    'cache-control',
    'clear-site-data',
    'date',
    'etag',
    'expires',
    'last-modified',
    'link',
    'location',
    'pragma',
    'referrer-policy',
    'retry-after',
    'set-cookie',
    'strict-transport-security',
    'vary',
    'via',
    'www-authenticate',
  ]),
} as const satisfies Record<string, ReadonlySet<string>>

const endToEndPrefix =
  /^(?:access-control-|clearway-|content-|cross-origin-|if-|sec-|x-(?:content|frame|forwarded|original)-)/

/**
 * Takes away the fields that are meant for one connection only: Connection, every field that it names, and
 * the connection fields that senders do not always name (Keep-Alive, Proxy-*, TE, Trailer, Transfer-Encoding,
 * Upgrade, HTTP2-Settings). Keeps names' case, order and repeats of the rest.
 *
 * A field that is meant for the other end (Authorization, Cookie, Host, Content-Length, X-Forwarded-For …)
 * stays, also when Connection names it. Fields which the gateway itself adds are added after this, not
 * before.
 *
 * Does not frame the body, and does not let an upgrade through: whoever forwards one adds its two fields
 * again.
 *
 * @param fields - The message's fields.
 * @param direction - What the message is.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-7.6.1 RFC 9110, 7.6.1}
 */
export function stripHopByHop(fields: FieldList, direction: 'request' | 'response'): FieldList {
  const named = namedByConnection(fields, direction)
  return withoutFields(fields, (name) => alwaysHopByHop.has(name) || (named?.has(name) ?? false))
}

function namedByConnection(fields: FieldList, direction: 'request' | 'response'): Set<string> | undefined {
  const connection = fieldValue(fields, 'connection')?.toLowerCase()
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined
  const named = new Set<string>()
  for (const option of connection.split(',')) {
    const name = option.trim()
    if (!endToEnd[direction].has(name) && !endToEndPrefix.test(name)) named.add(name)
  }
  return named
}
