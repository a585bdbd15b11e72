import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemOf, type CorsErrorName } from '../verdict/cors-error.ts'
import type { BlockedByCors, BrowserMessage } from './browser-message.ts'
import {
  chromiumChecks,
  chromiumPrefixes,
  chromiumReasons,
  preflightError,
  preflightPrefix,
} from './chromium.ts'
import { firefoxPrefix, firefoxPrefixes, firefoxReasons } from './firefox.ts'
import { readBrowserMessage } from './read-message.ts'
import type { Reason } from './reason.ts'
import { write } from './template.ts'
import { webkitReasons } from './webkit.ts'

const allCorsErrors: Readonly<Record<CorsErrorName, true>> = {
  DisallowedByMode: true,
  InvalidResponse: true,
  WildcardOriginNotAllowed: true,
  MissingAllowOriginHeader: true,
  MultipleAllowOriginValues: true,
  InvalidAllowOriginValue: true,
  AllowOriginMismatch: true,
  InvalidAllowCredentials: true,
  CorsDisabledScheme: true,
  PreflightInvalidStatus: true,
  PreflightDisallowedRedirect: true,
  PreflightWildcardOriginNotAllowed: true,
  PreflightMissingAllowOriginHeader: true,
  PreflightMultipleAllowOriginValues: true,
  PreflightInvalidAllowOriginValue: true,
  PreflightAllowOriginMismatch: true,
  PreflightInvalidAllowCredentials: true,
  InvalidAllowMethodsPreflightResponse: true,
  InvalidAllowHeadersPreflightResponse: true,
  MethodDisallowedByPreflightResponse: true,
  HeaderDisallowedByPreflightResponse: true,
  RedirectContainsCredentials: true,
  InsecureLocalNetwork: true,
  InvalidLocalNetworkAccess: true,
  LocalNetworkAccessPermissionDenied: true,
  NoCorsRedirectModeNotFollow: true,
}

const url = 'https://api.example.com/contacts?page=2'
const origin = 'https://app.example.com'
const filled = {
  api: 'fetch',
  url,
  initial: 'https://api.example.com/start',
  origin,
  value: 'https://other.example.com',
  method: 'PUT',
  header: 'x-request-id',
  status: '404',
  space: 'local',
  found: 'loopback',
  scheme: 'ftp',
  to: 'https://elsewhere.example.com/',
}

/** Every line that an engine can write, with the row that it was written from. */
const lines: (readonly [name: string, line: string, row: Reason, error: CorsErrorName | undefined])[] = []
for (const row of [...chromiumChecks, ...chromiumReasons]) {
  const reason = write(row.template, filled) ?? ''
  const short = row.onlyAfterPrefix === true && row.legacy !== true && row.id !== 'InvalidResponse'
  for (const [index, { template }] of chromiumPrefixes.entries()) {
    // these stand behind the short prefix only, and the others never do
    if (short ? index !== 7 : index > 5) continue
    const prefix = write(template, filled) ?? ''
    lines.push([`Chromium ${row.id} ${index}`, `${prefix} ${reason}`, row, row.corsError])
    if (!chromiumChecks.includes(row) || row.corsError === undefined) continue
    const line = `${prefix} ${preflightPrefix.text} ${reason}`
    lines.push([`Chromium Preflight${row.id} ${index}`, line, row, preflightError(row.corsError)])
  }
}
for (const row of firefoxReasons) {
  for (const [index, prefix] of firefoxPrefixes.entries()) {
    const line = `${write(prefix, filled)} ${write(row.template, filled)}`
    lines.push([`Firefox ${row.id} ${index}`, line, row, row.corsError])
  }
}
for (const row of webkitReasons) {
  lines.push([`WebKit ${row.id}`, write(row.template, filled) ?? '', row, row.corsError])
}

const meaning = (message: BrowserMessage | undefined): unknown =>
  message?.says === 'blocked'
    ? { code: message.code, corsError: message.corsError?.name }
    : { says: message?.says, kind: message?.says === 'not-cors' && message.kind }

describe('what an engine writes is read as what it means', () => {
  test.each(lines)('%s', (_, line, row, error) => {
    const message = readBrowserMessage(line)
    const expected =
      row.id === 'CORSDidNotSucceed2'
        ? { says: 'not-cors', kind: 'connection' }
        : { code: error === undefined ? row.code : problemOf(error), corsError: error }
    expect(meaning(message)).toEqual(expected)
  })
})

test('every error of Chromium has a line', () => {
  const read = new Set(
    lines.flatMap(([, line]) => {
      const message = readBrowserMessage(line)
      return message?.says === 'blocked' && message.corsError ? [message.corsError.name] : []
    }),
  )
  expect([...read].sort()).toEqual(Object.keys(allCorsErrors).sort())
})

test('Firefox’s categories are all there', () => {
  const current = firefoxReasons.filter((row) => row.legacy !== true).map((row) => row.id)
  expect(current).toEqual([
    'CORSDisabled',
    'CORSDidNotSucceed2',
    'CORSOriginHeaderNotAdded',
    'CORSExternalRedirectNotAllowed',
    'CORSRequestNotHttp',
    'CORSMissingAllowOrigin2',
    'CORSMultipleAllowOriginNotAllowed',
    'CORSAllowOriginNotMatchingOrigin',
    'CORSNotSupportingCredentials',
    'CORSMethodNotFound',
    'CORSMissingAllowCredentials',
    'CORSPreflightDidNotSucceed3',
    'CORSInvalidAllowMethod',
    'CORSInvalidAllowHeader',
    'CORSMissingAllowHeaderFromPreflight2',
    'CORSAllowHeaderFromPreflightDeprecation',
  ])
})

const blocked = (more: Partial<BlockedByCors>): Partial<BlockedByCors> => ({ says: 'blocked', ...more })

describe('lines as people bring them', () => {
  test.each<[string, string, Partial<BlockedByCors>]>([
    [
      'a redirect to a sign-in page',
      "Access to XMLHttpRequest at 'https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=&state=a-b' (redirected from 'https://app.example.com/api') from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      blocked({
        engine: 'chromium',
        code: 'cors/missing-allow-origin',
        url: 'https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=&state=a-b',
        redirectedFrom: 'https://app.example.com/api',
        origin: 'https://app.example.com',
        api: 'XMLHttpRequest',
        corsError: { name: 'MissingAllowOriginHeader', parameter: '' },
      }),
    ],
    [
      'the short form without an address',
      "CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present.",
      blocked({
        code: 'cors/missing-allow-origin',
        corsError: { name: 'PreflightMissingAllowOriginHeader', parameter: '' },
      }),
    ],
    [
      'the older ending about opaque responses',
      `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains multiple values '*, ${origin}', but only one is allowed. Have the server send the header with a valid value, or, if an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
      blocked({ corsError: { name: 'MultipleAllowOriginValues', parameter: `*, ${origin}` } }),
    ],
    [
      'Chromium before 2018, with the status',
      `(index):12 XMLHttpRequest cannot load ${url}. No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin '${origin}' is therefore not allowed access. The response had HTTP status code 500.`,
      blocked({ api: 'XMLHttpRequest', url, origin, status: 500, code: 'cors/missing-allow-origin' }),
    ],
    [
      'Chromium of 2017',
      `Failed to load ${url}: Response for preflight has invalid HTTP status code 405. Origin '${origin}' is therefore not allowed access.`,
      blocked({ url, origin, status: 405, code: 'cors/preflight-status' }),
    ],
    [
      'a value that equals the origin and is said not to: Origin was null',
      `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${origin}' that is not equal to the supplied origin.`,
      blocked({ code: 'cors/tainted-origin', corsError: { name: 'AllowOriginMismatch', parameter: origin } }),
    ],
    [
      'a page whose own origin is null',
      `Access to fetch at '${url}' from origin 'null' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${origin}' that is not equal to the supplied origin.`,
      blocked({ code: 'cors/opaque-origin', origin: 'null' }),
    ],
    [
      'curly quotes and hard wraps',
      `Access to fetch at ‘https://api.example.com/con\ntacts’ from origin ‘${origin}’ has been blo\ncked by CORS policy: Request header field x-a\n is not allowed by Access-Control-Allow-Headers in preflight response.`,
      blocked({
        url: 'https://api.example.com/contacts',
        code: 'cors/header-not-allowed',
        corsError: { name: 'HeaderDisallowedByPreflightResponse', parameter: 'x-a' },
      }),
    ],
    [
      'Firefox with a status',
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 502.`,
      blocked({ engine: 'firefox', url, status: 502, code: 'cors/missing-allow-origin' }),
    ],
    [
      'Firefox without a status',
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘${url}’. (Reason: CORS preflight response did not succeed). Status code: (null).`,
      blocked({ engine: 'firefox', url, code: 'cors/preflight-status' }),
    ],
    [
      'Firefox in German',
      `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${url}. (Grund: CORS-Kopfzeile 'Access-Control-Allow-Origin' fehlt). Statuscode: 200.`,
      blocked({ engine: 'firefox', url, code: 'cors/missing-allow-origin' }),
    ],
    [
      'Firefox in French, with a value',
      `Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${url} (raison : l’en-tête CORS « Access-Control-Allow-Origin » ne correspond pas à « ${origin} »).`,
      blocked({ engine: 'firefox', url, code: 'cors/origin-not-allowed' }),
    ],
    [
      'WebKit with its second line',
      `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: 200\nFetch API cannot load ${url} due to access control checks.`,
      blocked({ engine: 'webkit', url, origin, status: 200, code: 'cors/origin-not-allowed' }),
    ],
    [
      'WebKit’s preflight that was redirected',
      'Failed to load resource: Preflight response is not successful. Status code: 302',
      blocked({ engine: 'webkit', status: 302, code: 'cors/preflight-redirected' }),
    ],
    [
      'WebKit’s method',
      'Method PUT is not allowed by Access-Control-Allow-Methods.',
      blocked({
        engine: 'webkit',
        corsError: { name: 'MethodDisallowedByPreflightResponse', parameter: 'PUT' },
      }),
    ],
  ])('%s', (_, line, expected) => {
    expect(readBrowserMessage(line)).toMatchObject(expected)
  })
})

describe('lines that are not about CORS', () => {
  test.each([
    [
      `Connecting to '${url}' violates the following Content Security Policy directive: "connect-src 'self'". The action has been blocked.`,
      'content-security-policy',
      "connect-src 'self'",
      url,
    ],
    [
      `Refused to connect to '${url}' because it violates the following Content Security Policy directive: "default-src 'none'".`,
      'content-security-policy',
      "default-src 'none'",
      url,
    ],
    [
      `Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ${url} because it violates the following directive: “connect-src 'self'”`,
      'content-security-policy',
      "connect-src 'self'",
      url,
    ],
    [
      `Mixed Content: The page at 'https://app.example.com/' was loaded over HTTPS, but requested an insecure resource 'http://api.example.com/'. This request has been blocked; the content must be served over HTTPS.`,
      'mixed-content',
      'resource',
      'http://api.example.com/',
    ],
    [`GET ${url} net::ERR_NAME_NOT_RESOLVED`, 'name-not-resolved', 'net::ERR_NAME_NOT_RESOLVED', url],
    [`GET ${url} net::ERR_CONNECTION_REFUSED`, 'connection', 'net::ERR_CONNECTION_REFUSED', url],
    [`GET ${url} net::ERR_CERT_AUTHORITY_INVALID`, 'certificate', 'net::ERR_CERT_AUTHORITY_INVALID', url],
    [
      'Failed to load resource: net::ERR_SSL_PROTOCOL_ERROR',
      'certificate',
      'net::ERR_SSL_PROTOCOL_ERROR',
      undefined,
    ],
    [`GET ${url} net::ERR_BLOCKED_BY_CLIENT`, 'blocked-by-client', 'net::ERR_BLOCKED_BY_CLIENT', url],
    [
      `GET ${url} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)`,
      'response-policy',
      'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
      url,
    ],
    [`GET ${url} net::ERR_BLOCKED_BY_ORB`, 'response-policy', 'net::ERR_BLOCKED_BY_ORB', url],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline', 'net::ERR_INTERNET_DISCONNECTED', undefined],
    [`GET ${url} net::ERR_ABORTED 404 (Not Found)`, 'http-status', '404 Not Found', url],
    [`POST ${url} 401 (Unauthorized)`, 'http-status', '401 Unauthorized', url],
    [
      'Failed to load resource: the server responded with a status of 403 (Forbidden)',
      'http-status',
      '403 Forbidden',
      undefined,
    ],
    [
      'Uncaught (in promise) AbortError: signal is aborted without reason',
      'aborted',
      'AbortError',
      undefined,
    ],
    ['TimeoutError: signal timed out', 'timeout', 'TimeoutError', undefined],
    [
      `SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
      'html-instead-of-json',
      "Unexpected token '<'",
      undefined,
    ],
    [
      'SyntaxError: JSON.parse: unexpected character at line 1 column 1 of the JSON data',
      'html-instead-of-json',
      'unexpected character',
      undefined,
    ],
    ['SyntaxError: Unexpected end of input', 'opaque-body', 'Unexpected end of input', undefined],
    [
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS request did not succeed). Status code: (null).`,
      'connection',
      'CORS request did not succeed',
      url,
    ],
  ])('%s', (line, kind, detail, address) => {
    expect(readBrowserMessage(line)).toMatchObject({ says: 'not-cors', kind, detail })
    expect(readBrowserMessage(line)?.url).toBe(address)
  })
})

test.each([
  ['Uncaught (in promise) TypeError: Failed to fetch', 'chromium', undefined],
  [`GET ${url} net::ERR_FAILED 500 (Internal Server Error)`, 'chromium', url],
  ['TypeError: NetworkError when attempting to fetch resource.', 'firefox', undefined],
  ['Unhandled Promise Rejection: TypeError: Load failed', 'webkit', undefined],
  [`XMLHttpRequest cannot load ${url} due to access control checks.`, 'webkit', url],
  [`Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy:`, 'chromium', url],
])('%s says only that something failed', (line, engine, address) => {
  expect(readBrowserMessage(line)).toEqual({
    says: 'failed',
    engine,
    ...(address !== undefined && { url: address }),
  })
})

test.each([
  '',
  'The response is invalid.',
  'Information: CORS policy execution successful.',
  'Failed to load resource: it is not there',
  'GET /contacts HTTP/1.1',
  'The Origin of the problem is not known',
])('%j is no message of a browser', (line) => {
  expect(readBrowserMessage(line)).toBeUndefined()
})

test.each<[string, string | undefined]>([
  ["No 'Access-Control-Allow-Origin' header …", 'cors/missing-allow-origin'],
  [
    "Response to preflight request doesn't pass access control check: It does not have HTTP…",
    'cors/preflight-status',
  ],
  ["The 'Access-Control-Allow-Origin' header has a value 'https://oth...", 'cors/origin-not-allowed'],
  ['Method PUT is not allowed by Access…', 'cors/method-not-allowed'],
  ["The 'Access-Control-Allow-Origin' header …", undefined],
  ['No …', undefined],
  ["No 'Access-Control-Allow-Origin' header", undefined],
])('of a reason that is cut off, %j, the problem is known where it is one only', (reason, code) => {
  const message = readBrowserMessage(
    `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: ${reason}`,
  )
  expect(message?.says === 'blocked' ? message.code : undefined).toBe(code)
})

test.each<[string, string | undefined]>([
  ['CORS preflight response did not…', 'cors/preflight-status'],
  ['CORS header ‘Access-Control-Allow-Origin’ …', undefined],
])('the same goes for Firefox: %j', (reason, code) => {
  const message = readBrowserMessage(`${write(firefoxPrefix, filled)} ${reason}`)
  expect(message?.says === 'blocked' ? message.code : undefined).toBe(code)
})

describe('for any text', () => {
  const noise = fc.oneof(
    fc.constantFrom(
      'app.js:12 ',
      '(index):1 ',
      '12:03:44.120 ',
      'Uncaught (in promise) ',
      '[Error] ',
      '\u200B',
      'x > ',
    ),
    fc.string({ maxLength: 30 }).filter((text) => !/cors|cross|origin|load|access/i.test(text)),
  )
  const anyLine = fc.constantFrom(...lines)

  test('what stands before a message does not change what is read', () => {
    fc.assert(
      fc.property(noise, anyLine, (before, [, line]) => {
        expect(meaning(readBrowserMessage(`${before} ${line}`))).toEqual(meaning(readBrowserMessage(line)))
      }),
    )
  })

  test('wraps anywhere do not change what is read', () => {
    fc.assert(
      fc.property(
        anyLine,
        fc.integer({ min: 30, max: 120 }),
        fc.constantFrom('\n', '\r\n  ', '\u00A0\n'),
        ([, line], width, wrap) => {
          const wrapped = line.match(new RegExp(`[^]{1,${width}}`, 'g'))?.join(wrap) ?? ''
          const meant = meaning(readBrowserMessage(line))
          // a legacy prefix has no sign that its address has ended but the blank
          if (!/cannot load|Failed to load http|local resource|while loading/.test(line)) {
            expect(meaning(readBrowserMessage(wrapped))).toEqual(meant)
          }
        },
      ),
    )
  })

  test('nothing is thrown', () => {
    const pieces = fc.oneof(
      fc.string(),
      fc.constantFrom(...lines.map(([, line]) => line.slice(0, 60))),
      fc.constantFrom(
        "'",
        '(',
        'Origin ',
        ' is not allowed by Access-Control-Allow-Origin',
        'Method ',
        'Request header field ',
      ),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        readBrowserMessage(parts.join(''))
      }),
    )
  })

  test.each([
    "Access to fetch at '",
    'Origin ',
    ' is not allowed by Access-Control-Allow-Origin',
    'Method ',
    'https://',
    'net::ERR_',
    '(Reason: CORS header ‘',
    'GET https://a ',
  ])('a text of 5 MB of %j is read like one of 16 kB', (piece) => {
    const long = piece.repeat(Math.ceil(5_000_000 / piece.length))
    expect(readBrowserMessage(long)).toEqual(readBrowserMessage(long.slice(0, 16 * 1024)))
  })
})
