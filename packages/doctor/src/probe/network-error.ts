/** What Chromium calls the errors of Node's sockets and TLS. */
const names: Readonly<Record<string, string>> = {
  ENOTFOUND: 'net::ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'net::ERR_NAME_NOT_RESOLVED',
  ECONNREFUSED: 'net::ERR_CONNECTION_REFUSED',
  ECONNRESET: 'net::ERR_CONNECTION_RESET',
  EPIPE: 'net::ERR_CONNECTION_RESET',
  ETIMEDOUT: 'net::ERR_CONNECTION_TIMED_OUT',
  EHOSTUNREACH: 'net::ERR_ADDRESS_UNREACHABLE',
  ENETUNREACH: 'net::ERR_INTERNET_DISCONNECTED',
  ERR_PROBE_TIMEOUT: 'net::ERR_TIMED_OUT',
  CERT_HAS_EXPIRED: 'net::ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'net::ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'net::ERR_CERT_COMMON_NAME_INVALID',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'net::ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'net::ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT: 'net::ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'net::ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'net::ERR_CERT_AUTHORITY_INVALID',
}

/**
 * Names why a connection failed as a browser would, so that the same checks read it; the error's own code
 * stands behind. Errors of TLS and of HTTP that have no name here become the general one.
 */
export function networkErrorName(error: unknown): string {
  const code = codeOf(error)
  const known = names[code]
  if (known !== undefined) return `${known} (${code})`
  if (/^(?:ERR_SSL|EPROTO|ERR_TLS)/.test(code)) return `net::ERR_SSL_PROTOCOL_ERROR (${code})`
  if (code.startsWith('HPE_')) return `net::ERR_INVALID_HTTP_RESPONSE (${code})`
  return `net::ERR_CONNECTION_FAILED (${code})`
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: unknown }
  if (typeof code === 'string') return code
  // Several addresses were tried, and each failed.
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : 'unknown'
}
