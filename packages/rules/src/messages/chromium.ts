import type { CorsErrorName } from '../verdict/cors-error.ts'
import { means, reason, type Reason } from './reason.ts'
import { template, type Template } from './template.ts'

/** What stands before the reason (Blink, `cors_error_string.cc`), longest first; the last ones are older. */
export const chromiumPrefixes: readonly { readonly template: Template; readonly api?: string }[] = [
  {
    template: template(
      "Access to {api} at '{url}' (redirected from '{initial}') from origin '{origin}' has been blocked by CORS policy:",
    ),
  },
  {
    template: template("Access to {api} at '{url}' from origin '{origin}' has been blocked by CORS policy:"),
  },
  { template: template("Redirect from '{initial}' to '{url}' has been blocked by CORS policy:") },
  { template: template("from origin '{origin}' has been blocked by CORS policy:") },
  { template: template('blocked by CORS policy:') },
  { template: template('CORS policy:') },
  { template: template('XMLHttpRequest cannot load {url}'), api: 'XMLHttpRequest' },
  { template: template('Fetch API cannot load {url}'), api: 'fetch' },
  { template: template('Failed to load {url}') },
]

/** Stands before the reason when it was the preflight's answer that failed the check. */
export const preflightPrefix: Template = template(
  "Response to preflight request doesn't pass access control check:",
)

/** The reasons that come for answers to preflights and to calls, under two names. */
export const chromiumChecks: readonly Reason[] = [
  means(
    'WildcardOriginNotAllowed',
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'[.]",
  ),
  means(
    'MissingAllowOriginHeader',
    "No 'Access-Control-Allow-Origin' header is present[ on the requested resource.]",
  ),
  means(
    'MultipleAllowOriginValues',
    `The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.`,
  ),
  means(
    'InvalidAllowOriginValue',
    `The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.`,
  ),
  means(
    'AllowOriginMismatch',
    `The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.`,
  ),
  means(
    'InvalidAllowCredentials',
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'[.]",
  ),
  // until 2018
  means(
    'WildcardOriginNotAllowed',
    "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true[.]",
    { legacy: true },
  ),
  means(
    'InvalidAllowCredentials',
    "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{value}'.[ It must be 'true' to allow credentials.]",
    { legacy: true },
  ),
]

/** The reasons that come under one name only. Those of preflights are written behind the preflight's prefix. */
export const chromiumReasons: readonly Reason[] = [
  means('DisallowedByMode', 'Cross origin requests are not allowed by request mode[.]'),
  means('InvalidResponse', 'The response is invalid.', { onlyAfterPrefix: true }),
  means('CorsDisabledScheme', 'Cross origin requests are only supported for protocol schemes: {value}.'),
  means('PreflightInvalidStatus', 'It does not have HTTP ok status[.]'),
  means('PreflightDisallowedRedirect', 'Redirect is not allowed for a preflight request[.]'),
  means(
    'InvalidAllowMethodsPreflightResponse',
    'Cannot parse Access-Control-Allow-Methods response header field in preflight response[.]',
  ),
  means(
    'InvalidAllowHeadersPreflightResponse',
    'Cannot parse Access-Control-Allow-Headers response header field in preflight response[.]',
  ),
  means(
    'MethodDisallowedByPreflightResponse',
    'Method {method} is not allowed by Access-Control-Allow-Methods in preflight response[.]',
  ),
  means(
    'HeaderDisallowedByPreflightResponse',
    'Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response[.]',
  ),
  means(
    'RedirectContainsCredentials',
    "Redirect location '{value}' contains a username and password, which is disallowed for cross-origin requests[.]",
  ),
  means(
    'InsecureLocalNetwork',
    'The request client is not a secure context and the resource is in more-private address space `{space}`[.]',
  ),
  means(
    'InvalidLocalNetworkAccess',
    'Request had a target IP address space of `{space}` yet the resource is in address space `{found}`[.]',
  ),
  means(
    'LocalNetworkAccessPermissionDenied',
    'Permission was denied for this request to access the `{space}` address space[.]',
  ),
  means(
    'DisallowedByMode',
    'Request mode is "same-origin" but the URL\'s origin is not same as the request origin {origin}[.]',
    { onlyAfterPrefix: true, id: 'DisallowedByMode of fetch' },
  ),
  means('CorsDisabledScheme', 'URL scheme "{scheme}" is not supported[.]', {
    onlyAfterPrefix: true,
    id: 'CorsDisabledScheme of fetch',
  }),
  means('NoCorsRedirectModeNotFollow', 'Request mode is "no-cors" but the redirect mode is not "follow"[.]', {
    onlyAfterPrefix: true,
  }),
  reason('local file', 'cors/scheme-not-supported', 'Not allowed to load local resource: {url}'),
  // Private Network Access, 2021 to 2025, and its forerunner
  ...legacyLocalNetwork(),
  // until 2018
  means('PreflightInvalidStatus', 'Response for preflight has invalid HTTP status code {status}[.]', {
    legacy: true,
  }),
  means('PreflightDisallowedRedirect', 'Response for preflight is invalid (redirect)[.]', { legacy: true }),
  reason(
    'RedirectAfterPreflight',
    'cors/preflight-redirected',
    "The request was redirected to '{to}', which is disallowed for cross-origin requests that require preflight[.]",
    { legacy: true },
  ),
  means('MultipleAllowOriginValues', 'cannot contain more than one origin', {
    onlyAfterPrefix: true,
    legacy: true,
  }),
]

function legacyLocalNetwork(): Reason[] {
  const answers = [
    'Access-Control-Allow-External',
    'Access-Control-Allow-Private-Network',
    'Private-Network-Access-ID',
    'Private-Network-Access-Name',
  ]
  const missingOrInvalid = answers.flatMap((header) => [
    reason(
      `no ${header}`,
      'cors/local-network',
      `No '${header}' header was present in the preflight response`,
      { legacy: true },
    ),
    reason(
      `invalid ${header}`,
      'cors/local-network',
      `The '${header}' header in the preflight response for this`,
      { legacy: true },
    ),
  ])
  return [
    ...missingOrInvalid,
    reason('no permission to ask', 'cors/local-network', 'Unable to ask for permission', {
      onlyAfterPrefix: true,
      legacy: true,
    }),
    reason('no target address space', 'cors/local-network', 'Request had no target IP address space, yet', {
      legacy: true,
    }),
  ]
}

/** The name of a check's error when it was the preflight's answer that failed it. */
export function preflightError(name: CorsErrorName): CorsErrorName {
  switch (name) {
    case 'WildcardOriginNotAllowed':
    case 'MissingAllowOriginHeader':
    case 'MultipleAllowOriginValues':
    case 'InvalidAllowOriginValue':
    case 'AllowOriginMismatch':
    case 'InvalidAllowCredentials':
      return `Preflight${name}`
    default:
      return name
  }
}
