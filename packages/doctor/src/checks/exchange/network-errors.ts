import type { LookAlikeKind } from '@clearway/rules/messages'

/** Names that recorders give to failures which are not CORS; the first that fits counts. */
const names: readonly (readonly [RegExp, LookAlikeKind])[] = [
  [
    /ERR_NAME_(?:NOT_RESOLVED|RESOLUTION_FAILED)|NS_ERROR_UNKNOWN_(?:PROXY_)?HOST|ERR_DNS_|hostname could not be found/i,
    'name-not-resolved',
  ],
  [
    /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|NS_ERROR_OFFLINE|connection appears to be offline/i,
    'offline',
  ],
  [/ERR_(?:CONNECTION_)?TIMED_OUT|NS_ERROR_NET_TIMEOUT|request timed out/i, 'timeout'],
  [
    /ERR_CERT_|ERR_SSL_|ERR_BAD_SSL|SSL_ERROR_|SEC_ERROR_|MOZILLA_PKIX_ERROR|certificate for this server is invalid|secure connection to the server cannot be made/i,
    'certificate',
  ],
  [
    /ERR_BLOCKED_BY_(?:CLIENT|ADMINISTRATOR)|NS_ERROR_(?:TRACKING|BLOCKED)_|blocked by content blocker/i,
    'blocked-by-client',
  ],
  [/ERR_BLOCKED_BY_CSP|csp\b|content security policy/i, 'content-security-policy'],
  [/mixed[- ]content/i, 'mixed-content'],
  [/ERR_BLOCKED_BY_(?:RESPONSE|ORB)|NS_ERROR_DOM_CORP_FAILED/i, 'response-policy'],
  [/ERR_ABORTED|NS_BINDING_ABORTED|NS_ERROR_ABORT\b|^cancelled$|load cancelled/i, 'aborted'],
  [
    /ERR_(?:CONNECTION|PROXY|TUNNEL|SOCKS|ADDRESS|EMPTY_RESPONSE|INVALID_HTTP_RESPONSE|UNSAFE_PORT|HTTP2|QUIC|SOCKET)|NS_ERROR_(?:CONNECTION_REFUSED|NET_|PROXY_|PORT_ACCESS)|could not connect to the server|network connection was lost/i,
    'connection',
  ],
]

/** What a recorder's name of a failure means; undefined for names that tell nothing, such as `net::ERR_FAILED`. */
export function networkErrorKind(error: string): LookAlikeKind | undefined {
  const text = error.slice(0, 500)
  return names.find(([pattern]) => pattern.test(text))?.[1]
}

/** What each kind means for the call, as the end of a sentence that begins with the call. */
export const networkErrorWords: Readonly<Record<LookAlikeKind, string>> = {
  'content-security-policy':
    "the page's own Content-Security-Policy does not allow the address, so the call was not made",
  'mixed-content': 'a page on https may not call an address on http, so the call was not made',
  'name-not-resolved': 'the host name could not be resolved, so no server was asked',
  connection: 'no connection to the server came about, or it broke off before an answer',
  certificate: 'the TLS connection failed: the browser does not accept the certificate or the protocol',
  'blocked-by-client': 'an extension or a rule of this browser blocked the call before it left the machine',
  'response-policy':
    'the answer came, and its Cross-Origin-Resource-Policy or the browser’s opaque response blocking withheld it',
  offline: 'the machine was offline or changed networks',
  aborted: 'the call was given up by the page itself, or because the person left the page',
  timeout: 'no answer came in time',
  'html-instead-of-json': 'the answer is HTML where the page’s code expected JSON',
  'opaque-body': 'the page’s code tried to read an answer that it had asked for with mode no-cors',
  'http-status': 'the server answered with an error status',
}
