import { expect, test } from 'vitest'
import { networkErrorKind } from './network-errors.ts'

test.each([
  ['net::ERR_NAME_NOT_RESOLVED', 'name-not-resolved'],
  ['NS_ERROR_UNKNOWN_HOST', 'name-not-resolved'],
  ['A server with the specified hostname could not be found.', 'name-not-resolved'],
  ['net::ERR_CONNECTION_REFUSED', 'connection'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'connection'],
  ['net::ERR_HTTP2_PROTOCOL_ERROR', 'connection'],
  ['net::ERR_UNSAFE_PORT', 'connection'],
  ['net::ERR_EMPTY_RESPONSE', 'connection'],
  ['NS_ERROR_NET_RESET', 'connection'],
  ['NS_ERROR_CONNECTION_REFUSED', 'connection'],
  ['Could not connect to the server.', 'connection'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate'],
  ['MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', 'certificate'],
  ['SEC_ERROR_UNKNOWN_ISSUER', 'certificate'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['NS_ERROR_NET_TIMEOUT', 'timeout'],
  ['net::ERR_BLOCKED_BY_CLIENT', 'blocked-by-client'],
  ['NS_ERROR_TRACKING_URI', 'blocked-by-client'],
  ['net::ERR_BLOCKED_BY_CSP', 'content-security-policy'],
  ['net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin', 'response-policy'],
  ['net::ERR_BLOCKED_BY_ORB', 'response-policy'],
  ['mixed-content', 'mixed-content'],
  ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
  ['net::ERR_ABORTED', 'aborted'],
  ['NS_BINDING_ABORTED', 'aborted'],
  ['cancelled', 'aborted'],
])('%s means %s', (error, kind) => expect(networkErrorKind(error)).toBe(kind))

test.each([
  'net::ERR_FAILED',
  'net::ERR_INVALID_REDIRECT',
  'NS_ERROR_DOM_BAD_URI',
  'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
  '',
  'x'.repeat(100_000),
])('%.40s tells nothing of the network', (error) => expect(networkErrorKind(error)).toBeUndefined())
