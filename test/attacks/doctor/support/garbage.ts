import * as fc from 'fast-check'

/** Values that are of the wrong type, out of range, or mean something to JavaScript. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    302,
    200,
    'null',
    '',
    '0',
    '-0',
    '1e999',
    ' ',
    '\0',
    '\uD800',
    '__proto__',
    'constructor',
    'toString',
    'https://',
    'http://[::1',
    'https://a.example.com:99999/',
    'blob:null/x',
    'data:,x',
    'javascript:1',
    '//x',
    'https://api.example.com/contacts',
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    '+275760-09-13T00:00:00.001Z',
    '0000-00-00',
    '2026-11-20T09:00:00Z',
    'Bearer ',
    'Bearer eyJ',
    'Bearer eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjFlOTl9.',
    '*',
    'null, null',
    ',,,',
    ';',
    '=',
    'a=b; Path=/; Max-Age=1e999',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
)

const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: odd })

const headerName = fc.constantFrom(
  'Origin',
  'Referer',
  'Host',
  'Cookie',
  'Authorization',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Max-Age',
  'Access-Control-Expose-Headers',
  'Location',
  'Set-Cookie',
  'Vary',
  'WWW-Authenticate',
  'Content-Type',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Site',
  'Sec-Fetch-Dest',
  'Server',
  'Clearway-Problem',
  'Date',
  'traceparent',
  'User-Agent',
  '__proto__',
)
const headerValue = fc.constantFrom(
  'https://app.example.com',
  'null',
  '*',
  'true',
  'PUT',
  'x-a, x-b',
  'cors',
  'no-cors',
  'navigate',
  'same-origin',
  'text/html',
  '600',
  '/next',
  'https://login.microsoftonline.com/common/oauth2/authorize?client_id=1',
  'a=1; SameSite=None',
  'Bearer error="invalid_token"',
  'session/missing',
)
const headers = mostly(
  fc.array(mostly(fc.record({ name: mostly(headerName), value: mostly(headerValue) })), { maxLength: 8 }),
)

const url = mostly(
  fc.constantFrom(
    'https://api.example.com/contacts',
    'https://api.example.com/next',
    'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    'http://192.168.0.1/',
  ),
)
const entry = mostly(
  fc.record(
    {
      startedDateTime: mostly(fc.constantFrom('2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.100Z')),
      _resourceType: mostly(fc.constantFrom('fetch', 'xhr', 'preflight', 'document', 'script', 'image')),
      _initiator: mostly(fc.record({ type: odd, url, stack: odd })),
      _error: mostly(fc.constantFrom('net::ERR_FAILED', 'NS_ERROR_DOM_BAD_URI')),
      _fromCache: odd,
      pageref: mostly(fc.constant('page_1')),
      request: mostly(
        fc.record(
          {
            method: mostly(fc.constantFrom('GET', 'PUT', 'OPTIONS', 'POST')),
            url,
            headers,
            postData: mostly(
              fc.record({
                mimeType: mostly(fc.constant('application/x-www-form-urlencoded')),
                text: odd,
                params: odd,
              }),
            ),
          },
          { requiredKeys: ['url'] },
        ),
      ),
      response: mostly(
        fc.record(
          {
            status: mostly(fc.constantFrom(0, -1, 200, 204, 301, 302, 307, 401, 403, 404, 500)),
            statusText: odd,
            headers,
            redirectURL: url,
            _error: mostly(fc.constant('net::ERR_FAILED')),
            content: mostly(
              fc.record({
                mimeType: mostly(fc.constantFrom('text/html', 'application/json')),
                text: odd,
                encoding: odd,
              }),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: ['request'] },
  ),
)

/** The shape of a HAR with anything in any place. */
export const harShaped: fc.Arbitrary<string> = fc
  .record({
    log: fc.record({
      version: mostly(fc.constant('1.2')),
      creator: mostly(
        fc.record({
          name: mostly(fc.constantFrom('WebInspector', 'Firefox', 'Playwright', 'Fiddler')),
          version: odd,
        }),
      ),
      browser: odd,
      pages: mostly(
        fc.array(mostly(fc.record({ id: mostly(fc.constant('page_1')), title: url })), { maxLength: 2 }),
      ),
      entries: fc.array(entry, { maxLength: 8 }),
    }),
  })
  .map((value) => JSON.stringify(value))

const words = fc.constantFrom(
  'Access to fetch at',
  'Access to XMLHttpRequest at',
  "'https://api.example.com/x'",
  '(redirected from',
  "from origin 'https://app.example.com'",
  'has been blocked by CORS policy:',
  "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  'Response to preflight request doesn’t pass access control check:',
  'Cross-Origin Request Blocked:',
  'The Same Origin Policy disallows reading the remote resource at',
  '(Reason: CORS header ‘Access-Control-Allow-Origin’ missing).',
  'Status code: 200.',
  'XMLHttpRequest cannot load',
  'due to access control checks.',
  'Origin null is not allowed by',
  'net::ERR_FAILED',
  'TypeError: Failed to fetch',
  'Refused to connect',
  'Mixed Content:',
  'AADSTS50011:',
  'AADSTS900',
  'IDX10214: Audience validation failed.',
  'IDW10201',
  "Audiences: '",
  "'. Did not match:",
  'Bearer',
  'eyJhbGciOiJSUzI1NiJ9.e30.',
  'Authorization:',
  'GET /x HTTP/1.1',
  'Host: api.example.com',
  'HTTP/1.1 302 Found',
  'Location: /x',
  '{"message":"',
  '"}',
  '\\',
  '\n',
  '\r\n',
  '  ',
  '> ',
  '\u001B[31m',
  '2026-11-20T09:00:00Z ERROR',
)

/** Pieces of lines of consoles, logs and messages in any order. */
export const lineShaped: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: words },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(' '))
