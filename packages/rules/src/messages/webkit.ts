import { means, reason, type Reason } from './reason.ts'
import { template, type Template } from './template.ts'

/** The second of WebKit's three lines for a failure: it names the address, and no reason. */
export const webkitAddressLine: Template = template('cannot load {url} due to access control checks.')

const ending = '[ Status code: {status}]'

/**
 * WebKit's reasons (`CrossOriginAccessControl.cpp`, `CrossOriginPreflightResultCache.cpp`,
 * `NetworkLoadChecker.cpp`), named here; `corsError` where the reason means one only.
 */
export const webkitReasons: readonly Reason[] = [
  // a missing, a different and an invalid value, on the preflight's answer or the call's, are all worded like this
  reason(
    'origin not allowed',
    'cors/origin-not-allowed',
    `Origin {origin} is not allowed by Access-Control-Allow-Origin.${ending}`,
  ),
  means(
    'WildcardOriginNotAllowed',
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true[.]',
    { id: 'wildcard with credentials' },
  ),
  means('MultipleAllowOriginValues', 'Access-Control-Allow-Origin cannot contain more than one origin[.]', {
    id: 'more than one origin',
  }),
  means(
    'InvalidAllowCredentials',
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true"[.]',
    { id: 'credentials not allowed' },
  ),
  means('PreflightInvalidStatus', `Preflight response is not successful[.${ending.slice(1)}`, {
    id: 'preflight status',
  }),
  means(
    'MethodDisallowedByPreflightResponse',
    'Method {method} is not allowed by Access-Control-Allow-Methods[.]',
    { id: 'method not allowed' },
  ),
  means(
    'HeaderDisallowedByPreflightResponse',
    'Request header field {header} is not allowed by Access-Control-Allow-Headers[.]',
    { id: 'header not allowed' },
  ),
  means(
    'InvalidAllowMethodsPreflightResponse',
    'Header Access-Control-Allow-Methods has an invalid value: {value}',
    { id: 'invalid methods' },
  ),
  means(
    'InvalidAllowHeadersPreflightResponse',
    'Header Access-Control-Allow-Headers has an invalid value: {value}',
    { id: 'invalid headers' },
  ),
  ...redirectReasons(),
  means('PreflightInvalidStatus', 'CORS-preflight request was blocked', { id: 'preflight request blocked' }),
  means('PreflightInvalidStatus', 'Preflight response was blocked', { id: 'preflight response blocked' }),
  means('NoCorsRedirectModeNotFollow', 'No-Cors mode requires follow redirect mode', {
    id: 'no-cors without follow',
  }),
  means('CorsDisabledScheme', 'Cross origin requests are only supported for HTTP[.]', { id: 'not HTTP' }),
  means('DisallowedByMode', 'Domains, protocols and ports must match[.]', { id: 'unsafe attempt' }),
  reason(
    'script load denied',
    'cors/origin-not-allowed',
    'Cross-origin script load denied by Cross-Origin Resource Sharing policy[.]',
  ),
]

function redirectReasons(): Reason[] {
  const denied = 'Cross-origin redirection to {to} denied by Cross-Origin Resource Sharing policy:'
  return [
    reason(
      'redirect: origin not allowed',
      'cors/origin-not-allowed',
      `${denied} Origin {origin} is not allowed by Access-Control-Allow-Origin.${ending}`,
    ),
    reason(
      'redirect: scheme or credentials',
      'cors/redirect-not-followed',
      `${denied} URL is either a non-HTTP URL or contains credentials[.]`,
    ),
    reason('redirect denied', 'cors/redirect-not-followed', denied),
    reason(
      'redirect not followed',
      'cors/redirect-not-followed',
      'Not allowed to follow a redirection while loading {url}',
    ),
    reason(
      'too many redirects',
      'cors/redirect-not-followed',
      'Load cannot follow more than 20 redirections',
    ),
  ]
}
