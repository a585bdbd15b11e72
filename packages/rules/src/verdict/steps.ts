/** The steps of the Fetch standard at which a call can be decided, or that take part in it. */
export type StepId =
  | 'REQ'
  | `ORG-${1 | 2 | 3 | 4 | 5 | 6}`
  | `MET-${1 | 2}`
  | `HDR-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `M${1 | 2 | 3 | 4 | 5 | 6}`
  | `H${2 | 3 | 4 | 5 | 6 | 7}`
  | `R${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
  | `P${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
  | `C${1 | 2 | 3 | 4 | 5}`
  | `E${1 | 2}`
  | 'CR1'
  | 'OP'

/** What a step is. */
export interface StepInfo {
  /** A few words. */
  readonly title: string
  /** What it says, in one sentence. */
  readonly says: string
  /** Where the Fetch standard says it. */
  readonly spec: string
}

/** All steps. */
export const steps: Readonly<Record<StepId, StepInfo>> = {
  REQ: step(
    'The call itself',
    'A call with an impossible URL, method, header, body or cache mode is not made.',
    'dom-request',
  ),
  'ORG-1': step(
    'Origin',
    'An origin is scheme, host and port, in lower case and without the default port.',
    'origin-header',
  ),
  'ORG-2': step(
    'Taint',
    'A redirect from one foreign origin to yet another origin taints the request’s origin.',
    'concept-request-tainted-origin',
  ),
  'ORG-3': step(
    'Tainted origin',
    'A tainted origin is sent as null, and only null or a wildcard allows it.',
    'serializing-a-request-origin',
  ),
  'ORG-4': step(
    'Origin header',
    'Origin is sent with every call to another origin, and at home with every method but GET and HEAD.',
    'append-a-request-origin-header',
  ),
  'ORG-5': step(
    'Opaque origin',
    'Sandboxed frames, data: documents and files have an origin of their own that is sent as null.',
    'origin-header',
  ),
  'ORG-6': step('Files', 'A file is no origin, and pages cannot call file: URLs.', 'scheme-fetch'),
  'MET-1': step(
    'Method case',
    'DELETE, GET, HEAD, OPTIONS, POST and PUT are put in upper case, other methods stay as written.',
    'concept-method-normalize',
  ),
  'MET-2': step(
    'Forbidden methods',
    'CONNECT, TRACE and TRACK are not sent; GET, HEAD and POST need no preflight of their own.',
    'forbidden-method',
  ),
  'HDR-1': step(
    'Length of a value',
    'A header with more than 128 bytes asks with a preflight, whatever its name.',
    'cors-safelisted-request-header',
  ),
  'HDR-2': step(
    'Accept',
    'Accept is safelisted unless it has an unsafe byte.',
    'cors-safelisted-request-header',
  ),
  'HDR-3': step(
    'Languages',
    'Accept-Language and Content-Language are safelisted with letters, digits, space and * , - . ; = only.',
    'cors-safelisted-request-header',
  ),
  'HDR-4': step(
    'Content-Type',
    'Content-Type is safelisted for forms and plain text, not for JSON.',
    'cors-safelisted-request-header',
  ),
  'HDR-5': step(
    'Range',
    'Range is safelisted for one range of bytes with a start.',
    'cors-safelisted-request-header',
  ),
  'HDR-6': step(
    'Unsafe bytes',
    'Control characters and "():<>?@[\\]{} are unsafe in a safelisted header.',
    'cors-unsafe-request-header-byte',
  ),
  'HDR-7': step(
    'Length of all values',
    'When the safelisted headers have more than 1024 bytes together, all of them ask.',
    'cors-unsafe-request-header-names',
  ),
  'HDR-8': step(
    'Headers apart',
    'Authorization has to be named where other headers are covered by a wildcard; mode no-cors keeps four headers.',
    'cors-non-wildcard-request-header-name',
  ),
  'HDR-9': step(
    'Forbidden headers',
    'Headers that only browsers may set are left out without a word.',
    'forbidden-request-header',
  ),
  M1: step('Own origin', 'A call to the page’s own origin is made without CORS.', 'concept-main-fetch'),
  M2: step('Mode same-origin', 'A call with mode same-origin goes to no other origin.', 'concept-main-fetch'),
  M3: step(
    'Mode no-cors',
    'A call with mode no-cors to another origin has to follow redirects.',
    'concept-main-fetch',
  ),
  M4: step('Scheme', 'Only http: and https: can be called from another origin.', 'concept-main-fetch'),
  M5: step(
    'Call with preflight',
    'A call with another method or header than the safelisted ones asks first.',
    'concept-main-fetch',
  ),
  M6: step(
    'Call without preflight',
    'Any other call to another origin is made at once.',
    'concept-main-fetch',
  ),
  H2: step(
    'Preflight needed',
    'A preflight is made for what no remembered answer allows.',
    'concept-http-fetch',
  ),
  H3: step('Network', 'The request is sent, and an answer comes.', 'http-network-or-cache-fetch'),
  H4: step(
    'Every answer',
    'The CORS check is made on every answer of a call to another origin, redirects included.',
    'concept-http-fetch',
  ),
  H5: step(
    'Timing',
    'Timing-Allow-Origin opens the timing of an answer and has no say in who reads it.',
    'concept-tao-check',
  ),
  H6: step(
    'Resource policy',
    'Cross-Origin-Resource-Policy can keep the answer to a no-cors call from the page.',
    'cross-origin-resource-policy-check',
  ),
  H7: step(
    'Redirect mode',
    'A redirect fails the call with redirect mode error, and closes the answer with manual.',
    'concept-http-fetch',
  ),
  R1: step(
    'No Location',
    'A redirect’s status without a Location is an ordinary answer.',
    'concept-http-redirect-fetch',
  ),
  R2: step('Bad Location', 'A Location that is no URL fails the call.', 'concept-http-redirect-fetch'),
  R3: step(
    'Scheme of the Location',
    'A redirect to another scheme than http: and https: fails the call.',
    'concept-http-redirect-fetch',
  ),
  R4: step('Too many redirects', 'The twenty-first redirect fails the call.', 'concept-http-redirect-fetch'),
  R5: step(
    'User in the Location',
    'A redirect to another origin than the page’s with a user or password in the URL fails the call.',
    'concept-http-redirect-fetch',
  ),
  R6: step(
    'User in the Location home',
    'So does one back to the page’s origin, once the call has left it.',
    'concept-http-redirect-fetch',
  ),
  R7: step(
    'Stream as body',
    'A body that cannot be sent twice is redirected by 303 only.',
    'concept-http-redirect-fetch',
  ),
  R8: step(
    'Method after a redirect',
    'POST becomes GET after 301 and 302, everything but HEAD after 303; the body and its headers go.',
    'concept-http-redirect-fetch',
  ),
  R9: step(
    'Authorization after a redirect',
    'Authorization is taken off when a redirect leads to another origin.',
    'concept-http-redirect-fetch',
  ),
  R10: step(
    'Next URL',
    'The call goes on at the new URL as if it began there.',
    'concept-http-redirect-fetch',
  ),
  P1: step(
    'Preflight request',
    'OPTIONS with the method, and with the names of the unsafe headers in lower case, sorted.',
    'cors-preflight-fetch',
  ),
  P2: step(
    'Preflight without credentials',
    'A preflight carries no cookies and no Authorization.',
    'cors-preflight-fetch',
  ),
  P3: step('Preflight redirected', 'Redirects of a preflight are not followed.', 'cors-preflight-fetch'),
  P4: step(
    'Preflight access',
    'The preflight’s answer has to pass the CORS check and to have a status from 200 to 299.',
    'cors-preflight-fetch',
  ),
  P5: step(
    'Allowed lists',
    'Access-Control-Allow-Methods and -Headers have to be lists of names.',
    'cors-preflight-fetch',
  ),
  P6: step(
    'No list of methods',
    'When the call asks for its own sake, a missing list of methods allows its method.',
    'cors-preflight-fetch',
  ),
  P7: step(
    'Method allowed',
    'The method has to be safelisted or named, in the same letter case, or covered by * without credentials.',
    'cors-preflight-fetch',
  ),
  P8: step('Authorization allowed', 'Authorization has to be named.', 'cors-preflight-fetch'),
  P9: step(
    'Headers allowed',
    'Every unsafe header has to be named, or covered by * without credentials.',
    'cors-preflight-fetch',
  ),
  P10: step(
    'How long it holds',
    'The answer is remembered for Access-Control-Max-Age seconds, 5 without one.',
    'cors-preflight-fetch',
  ),
  C1: step(
    'Access-Control-Allow-Origin missing',
    'The answer has to have Access-Control-Allow-Origin.',
    'concept-cors-check',
  ),
  C2: step(
    'Wildcard',
    'The value * allows every origin, for calls without credentials.',
    'concept-cors-check',
  ),
  C3: step(
    'Other origin',
    'Any other value has to be the origin that was sent, byte for byte.',
    'concept-cors-check',
  ),
  C4: step(
    'Named, without credentials',
    'That is enough for a call without credentials.',
    'concept-cors-check',
  ),
  C5: step(
    'Named, with credentials',
    'With credentials, Access-Control-Allow-Credentials has to be true as well.',
    'concept-cors-check',
  ),
  E1: step(
    'Headers for everybody',
    'Seven response headers can be read by every page.',
    'cors-safelisted-response-header-name',
  ),
  E2: step(
    'Exposed headers',
    'Others have to be named in Access-Control-Expose-Headers, or covered by * without credentials; Set-Cookie never can.',
    'concept-response-cors-exposed-header-name-list',
  ),
  CR1: step(
    'Credentials',
    'Cookies ride with credentials mode include, and with same-origin at home.',
    'http-network-or-cache-fetch',
  ),
  OP: step(
    'Opaque answer',
    'With mode no-cors nothing of the answer can be read.',
    'concept-filtered-response-opaque',
  ),
}

function step(title: string, says: string, anchor: string): StepInfo {
  return { title, says, spec: `https://fetch.spec.whatwg.org/#${anchor}` }
}
