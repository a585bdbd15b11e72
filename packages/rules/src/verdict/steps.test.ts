import { expect, test } from 'vitest'
import type { Answer, Call, Exchange, Hop, PreflightCache } from './exchange.ts'
import { judge } from './judge.ts'
import type { Profile } from './profile.ts'
import { steps, type StepId } from './steps.ts'

const page = 'https://app.example.com'
const home = `${page}/orders`
const api = 'https://api.example.net/orders'
const other = 'https://api.example.org/orders'

const answer = (status: number, ...headers: string[]): Answer => ({ status, headers })
const allow = (origin: string, ...headers: string[]): Answer =>
  answer(200, 'Access-Control-Allow-Origin', origin, ...headers)
const preflight = (...headers: string[]): Answer =>
  answer(204, 'Access-Control-Allow-Origin', '*', ...headers)
const to = (location: string, status = 302, origin = '*'): Answer =>
  answer(status, 'Location', location, 'Access-Control-Allow-Origin', origin)
const methods = (value: string): Answer => preflight('Access-Control-Allow-Methods', value)
const names = (value: string): Answer => preflight('Access-Control-Allow-Headers', value)
const from = (origin: string, request: Call, ...hops: Hop[]): Exchange => ({ origin, request, hops })
const call = (request: Call, ...hops: Hop[]): Exchange => from(page, request, ...hops)
const asks = (...headers: string[]): Exchange => call({ url: api, headers }, { answer: allow('*') })
const readable = { outcome: 'readable' }
const opaque = { outcome: 'opaque', responseType: 'opaque' }
const blocked = (step: StepId, code: string, name?: string, parameter = ''): object => ({
  outcome: 'blocked',
  step,
  code,
  ...(name !== undefined && { corsError: { name, parameter } }),
})
/** No preflight is needed. */
const goes = { outcome: 'readable', legs: [{ kind: 'call' }] }
/** A preflight for these headers is sent. */
const stops = (requestHeaders: string): object => ({
  outcome: 'undecided',
  missing: 'preflight',
  legs: [{ kind: 'preflight', requestHeaders }],
})
const legs = (...each: object[]): object => ({ legs: each })
const cached = (method: string, until: number): PreflightCache => [
  { origin: page, url: api, credentials: false, until, allows: { method } },
]

/** A step, whether it takes hold, what happens, and what comes out. */
type Case = readonly [
  step: StepId,
  holds: '+' | '-',
  name: string,
  exchange: Exchange,
  expected: object,
  profile?: Profile,
]

const cases: readonly Case[] = [
  ['REQ', '+', 'no URL', call({ url: 'orders' }), blocked('REQ', 'request/malformed')],
  ['REQ', '+', 'no method', call({ url: api, method: 'a b' }), blocked('REQ', 'request/malformed')],
  ['REQ', '+', 'no header', asks('a b', '1'), blocked('REQ', 'request/malformed')],
  ['REQ', '+', 'a line break', asks('X-A', '1\n2'), blocked('REQ', 'request/malformed')],
  [
    'REQ',
    '+',
    'a user in the URL',
    call({ url: 'https://u:p@api.example.net/' }),
    blocked('REQ', 'request/malformed'),
  ],
  ['REQ', '+', 'GET with a body', call({ url: api, body: 'bytes' }), blocked('REQ', 'request/malformed')],
  [
    'REQ',
    '+',
    'only-if-cached',
    call({ url: api, cache: 'only-if-cached' }),
    blocked('REQ', 'request/malformed'),
  ],
  [
    'REQ',
    '+',
    'no-cors PUT',
    call({ url: api, mode: 'no-cors', method: 'PUT' }),
    blocked('REQ', 'cors/forbidden-by-mode'),
  ],
  [
    'REQ',
    '-',
    'an XMLHttpRequest GET with a body',
    call({ url: api, body: 'bytes', api: 'xhr' }, { answer: allow('*') }),
    readable,
  ],

  [
    'ORG-1',
    '+',
    'case and default port do not count',
    call({ url: 'HTTPS://APP.Example.COM:443/orders' }, { answer: answer(200) }),
    { step: 'M1' },
  ],
  [
    'ORG-1',
    '-',
    'another port does',
    call({ url: 'https://app.example.com:8443/' }, { answer: answer(200) }),
    { step: 'C1' },
  ],
  [
    'ORG-2',
    '+',
    'from one foreign origin to another',
    call({ url: api }, { answer: to(other) }, { answer: allow('null') }),
    { ...readable, ...legs({ origin: page }, { origin: 'null' }) },
  ],
  [
    'ORG-2',
    '+',
    'ports are origins',
    call({ url: api }, { answer: to('https://api.example.net:8443/') }, { answer: allow('*') }),
    legs({ origin: page }, { origin: 'null' }),
  ],
  [
    'ORG-2',
    '+',
    'away and back',
    call({ url: home }, { answer: to(api) }, { answer: to(home) }, { answer: allow('*') }),
    legs({ credentials: true }, { origin: page }, { origin: 'null' }),
  ],
  [
    'ORG-2',
    '-',
    'from home',
    call({ url: home }, { answer: to(api) }, { answer: allow(page) }),
    { ...readable, ...legs({ hop: 0 }, { origin: page }) },
  ],
  [
    'ORG-2',
    '-',
    'within the foreign origin',
    call({ url: api }, { answer: to('/2') }, { answer: allow(page) }),
    legs({ origin: page }, { origin: page }),
  ],
  [
    'ORG-3',
    '+',
    'a tainted origin is allowed by its name no more',
    call({ url: api }, { answer: to(other) }, { answer: allow(page) }),
    { ...blocked('C3', 'cors/tainted-origin', 'AllowOriginMismatch', page), hop: 1, at: 'call' },
  ],
  [
    'ORG-3',
    '+',
    'nor on a preflight',
    call(
      { url: api, method: 'PUT' },
      { preflight: methods('PUT'), answer: to(other, 307) },
      { preflight: answer(204, 'Access-Control-Allow-Origin', page) },
    ),
    {
      ...blocked('P4', 'cors/tainted-origin', 'PreflightAllowOriginMismatch', page),
      hop: 1,
      at: 'preflight',
    },
  ],
  [
    'ORG-3',
    '-',
    'null allows it',
    call({ url: api }, { answer: to(other) }, { answer: allow('null') }),
    { outcome: 'readable', step: 'C4' },
  ],
  [
    'ORG-4',
    '+',
    'POST at home',
    call({ url: home, method: 'POST' }, { answer: answer(200) }),
    legs({ origin: page }),
  ],
  [
    'ORG-4',
    '+',
    'no-cors POST from HTTPS to HTTP',
    call({ url: 'http://api.example.net/', mode: 'no-cors', method: 'POST' }, { answer: answer(200) }),
    legs({ origin: 'null' }),
  ],
  [
    'ORG-5',
    '+',
    'an opaque page is sent as null',
    from('null', { url: api }, { answer: allow('null') }),
    { ...readable, ...legs({ origin: 'null' }) },
  ],
  [
    'ORG-5',
    '+',
    'and has a code of its own',
    from('null', { url: api }, { answer: allow(page) }),
    blocked('C3', 'cors/opaque-origin', 'AllowOriginMismatch', page),
  ],
  [
    'ORG-5',
    '-',
    'a page with an origin',
    call({ url: api }, { answer: allow('null') }),
    blocked('C3', 'cors/origin-not-allowed', 'AllowOriginMismatch', 'null'),
  ],
  [
    'ORG-6',
    '+',
    'a file calls a file',
    from('null', { url: 'file:///a' }),
    blocked('M4', 'cors/scheme-not-supported', 'CorsDisabledScheme', 'file'),
  ],
  ['ORG-6', '-', 'a file calls the web', from('null', { url: api }, { answer: allow('*') }), readable],

  [
    'MET-1',
    '+',
    'put is PUT',
    call({ url: api, method: 'put' }, { preflight: methods('PUT'), answer: allow('*') }),
    { ...readable, ...legs({ requestMethod: 'PUT' }, { method: 'PUT' }) },
  ],
  [
    'MET-1',
    '-',
    'patch is not PATCH',
    call({ url: api, method: 'patch' }, { preflight: methods('PATCH') }),
    blocked('P7', 'cors/method-not-allowed', 'MethodDisallowedByPreflightResponse', 'patch'),
  ],
  ['MET-2', '+', 'TRACE', call({ url: api, method: 'trace' }), blocked('MET-2', 'cors/method-not-allowed')],
  ['MET-2', '-', 'HEAD needs no preflight', call({ url: api, method: 'HEAD' }, { answer: allow('*') }), goes],

  ['HDR-1', '+', '129 bytes', asks('Accept', 'a'.repeat(129)), stops('accept')],
  ['HDR-1', '-', '128 bytes', asks('Accept', 'a'.repeat(128)), goes],
  ['HDR-2', '+', 'Accept with a colon', asks('Accept', 'a:b'), stops('accept')],
  ['HDR-2', '-', 'Accept of a list', asks('Accept', 'text/html, */*;q=0.8'), goes],
  ['HDR-3', '+', 'a language with _', asks('Accept-Language', 'en_US'), stops('accept-language')],
  ['HDR-3', '-', 'languages', asks('Accept-Language', 'de-DE, en;q=0.5', 'Content-Language', 'de'), goes],
  ['HDR-4', '+', 'JSON', asks('Content-Type', 'application/json'), stops('content-type')],
  [
    'HDR-4',
    '+',
    'two types in one',
    asks('Content-Type', 'text/plain, application/json'),
    stops('content-type'),
  ],
  [
    'HDR-4',
    '-',
    'plain text in any case, with a charset',
    asks('Content-Type', 'Text/PLAIN;charset=utf-8'),
    goes,
  ],
  ['HDR-5', '+', 'the last bytes', asks('Range', 'bytes=-5'), stops('range')],
  ['HDR-5', '-', 'from a byte on', asks('Range', 'bytes=0-'), goes],
  ['HDR-6', '+', 'an unsafe byte', asks('Content-Type', 'text/plain;a="b"'), stops('content-type')],
  ['HDR-6', '-', 'a byte above 0x7F', asks('Accept', '\xe9'), goes],
  [
    'HDR-7',
    '+',
    'more than 1024 bytes together',
    asks(...Array.from({ length: 9 }, () => ['Accept', 'a'.repeat(128)]).flat()),
    stops('accept'),
  ],
  [
    'HDR-7',
    '-',
    '1024 bytes together',
    asks(...Array.from({ length: 8 }, () => ['Accept', 'a'.repeat(128)]).flat()),
    goes,
  ],
  [
    'HDR-8',
    '+',
    'no-cors takes JSON off',
    call(
      {
        url: api,
        mode: 'no-cors',
        headers: ['X-A', '1', 'Content-Type', 'application/json', 'Range', 'bytes=0-'],
      },
      { answer: answer(200) },
    ),
    { ...opaque, ...legs({ stripped: ['content-type', 'range', 'x-a'] }) },
  ],
  [
    'HDR-8',
    '-',
    'and leaves plain text',
    call({ url: api, mode: 'no-cors', headers: ['Content-Type', 'text/plain'] }, { answer: answer(200) }),
    legs({ stripped: [] }),
  ],
  [
    'HDR-9',
    '+',
    'Cookie is left out',
    asks('Cookie', 'a=1', 'Sec-Fetch-Mode', 'x', 'X-HTTP-Method', 'TRACE'),
    { ...goes, ...legs({ stripped: ['cookie', 'sec-fetch-mode', 'x-http-method'] }) },
  ],
  ['HDR-9', '-', 'a method override of PUT asks', asks('X-HTTP-Method', 'PUT'), stops('x-http-method')],

  [
    'M1',
    '+',
    'at home',
    call({ url: home }, { answer: answer(200, 'X-A', '1', 'Set-Cookie', 'a=1') }),
    { outcome: 'readable', step: 'M1', responseType: 'basic', exposed: ['x-a'] },
  ],
  ['M1', '+', 'data:', call({ url: 'data:,x' }), { outcome: 'not-cors', step: 'M1' }],
  ['M1', '+', 'blob:', call({ url: `blob:${page}/1` }), { outcome: 'not-cors', step: 'M1' }],
  ['M1', '+', 'a navigation', call({ url: api, mode: 'navigate' }), { outcome: 'not-cors', step: 'M1' }],
  [
    'M1',
    '+',
    'a WebSocket',
    call({ url: 'wss://api.example.net/', mode: 'websocket' }),
    { outcome: 'not-cors', step: 'M1' },
  ],
  [
    'M1',
    '-',
    'elsewhere',
    call({ url: api }, { answer: answer(200) }),
    blocked('C1', 'cors/missing-allow-origin', 'MissingAllowOriginHeader'),
  ],
  [
    'M2',
    '+',
    'same-origin elsewhere',
    call({ url: api, mode: 'same-origin' }),
    { ...blocked('M2', 'cors/forbidden-by-mode', 'DisallowedByMode'), legs: [] },
  ],
  [
    'M2',
    '+',
    'same-origin redirected',
    call({ url: home, mode: 'same-origin' }, { answer: to(api) }),
    { ...blocked('M2', 'cors/forbidden-by-mode'), hop: 1 },
  ],
  [
    'M2',
    '-',
    'same-origin at home',
    call({ url: home, mode: 'same-origin' }, { answer: answer(200) }),
    readable,
  ],
  [
    'M3',
    '+',
    'no-cors with manual',
    call({ url: api, mode: 'no-cors', redirect: 'manual' }),
    blocked('M3', 'cors/forbidden-by-mode', 'NoCorsRedirectModeNotFollow'),
  ],
  [
    'M3',
    '-',
    'no-cors with manual at home',
    call({ url: home, mode: 'no-cors', redirect: 'manual' }, { answer: answer(200) }),
    readable,
  ],
  [
    'M4',
    '+',
    'ftp:',
    call({ url: 'ftp://api.example.net/' }),
    blocked('M4', 'cors/scheme-not-supported', 'CorsDisabledScheme', 'ftp'),
  ],
  ['M4', '-', 'http:', call({ url: 'http://api.example.net/' }, { answer: allow('*') }), readable],
  [
    'M5',
    '+',
    'upload listeners',
    call({ url: api, method: 'POST', body: 'bytes', uploadListeners: true, api: 'xhr' }),
    { missing: 'preflight' },
  ],
  ['M5', '+', 'a stream', call({ url: api, method: 'POST', body: 'stream' }), { missing: 'preflight' }],
  ['M5', '-', 'bytes', call({ url: api, method: 'POST', body: 'bytes' }, { answer: allow('*') }), goes],
  [
    'M6',
    '+',
    'a simple call',
    call({ url: api }, { answer: allow(page) }),
    { ...goes, responseType: 'cors' },
  ],
  ['M6', '-', 'no simple call', call({ url: api, method: 'DELETE' }), { missing: 'preflight' }],

  [
    'H2',
    '+',
    'the preflight is not known',
    call({ url: api, method: 'PUT' }),
    { outcome: 'undecided', step: 'H2', hop: 0, missing: 'preflight' },
  ],
  [
    'H2',
    '-',
    'it is remembered',
    { ...call({ url: api, method: 'PUT' }, { answer: allow('*') }), preflightCache: cached('PUT', 1) },
    goes,
  ],
  [
    'H3',
    '+',
    'the answer is not known',
    call({ url: api }),
    { outcome: 'undecided', step: 'H3', hop: 0, missing: 'call' },
  ],
  ['H3', '-', 'it is', call({ url: api }, { answer: allow('*') }), readable],
  [
    'H4',
    '+',
    'a redirect without leave',
    call({ url: api }, { answer: answer(302, 'Location', other) }, { answer: allow('*') }),
    { ...blocked('C1', 'cors/missing-allow-origin', 'MissingAllowOriginHeader'), hop: 0 },
  ],
  [
    'H4',
    '-',
    'a redirect at home needs none',
    call({ url: home }, { answer: answer(302, 'Location', '/2') }, { answer: answer(200) }),
    readable,
  ],
  [
    'H5',
    '+',
    'Timing-Allow-Origin opens nothing',
    call({ url: api }, { answer: answer(200, 'Timing-Allow-Origin', '*') }),
    { step: 'C1' },
  ],
  [
    'H5',
    '-',
    'nor closes anything',
    call({ url: api }, { answer: allow('*', 'Timing-Allow-Origin', 'null') }),
    readable,
  ],
  [
    'H6',
    '+',
    'another origin',
    call(
      { url: api, mode: 'no-cors' },
      { answer: answer(200, 'Cross-Origin-Resource-Policy', 'same-origin') },
    ),
    blocked('H6', 'browser/not-cors'),
  ],
  [
    'H6',
    '-',
    'with CORS it does not count',
    call({ url: api }, { answer: allow('*', 'Cross-Origin-Resource-Policy', 'same-origin') }),
    readable,
  ],
  [
    'H7',
    '+',
    'error',
    call({ url: api, redirect: 'error' }, { answer: to('/2') }),
    blocked('H7', 'cors/redirect-not-followed'),
  ],
  [
    'H7',
    '+',
    'manual',
    call({ url: api, redirect: 'manual' }, { answer: to('/2') }),
    { outcome: 'opaque', step: 'H7', responseType: 'opaqueredirect' },
  ],
  [
    'H7',
    '-',
    'error with 300',
    call({ url: api, redirect: 'error' }, { answer: to('/2', 300) }),
    { outcome: 'readable', status: 300 },
  ],

  [
    'R1',
    '+',
    'no Location',
    call({ url: api }, { answer: answer(302, 'Access-Control-Allow-Origin', '*') }),
    { outcome: 'readable', step: 'R1', status: 302 },
  ],
  [
    'R1',
    '-',
    'a Location',
    call({ url: api }, { answer: to('/2') }, { answer: allow('*') }),
    { outcome: 'readable', step: 'C2', status: 200 },
  ],
  [
    'R2',
    '+',
    'no URL',
    call({ url: api }, { answer: to('https://[') }),
    blocked('R2', 'cors/redirect-not-followed'),
  ],
  [
    'R2',
    '+',
    'two Locations',
    call(
      { url: api },
      { answer: answer(302, 'Location', '/2', 'Location', '/3', 'Access-Control-Allow-Origin', '*') },
    ),
    blocked('R2', 'cors/redirect-not-followed'),
  ],
  [
    'R2',
    '-',
    'a relative one',
    call({ url: api }, { answer: to('2?a') }, { answer: allow('*') }),
    legs({ url: api }, { url: 'https://api.example.net/2?a' }),
  ],
  [
    'R3',
    '+',
    'ftp:',
    call({ url: api }, { answer: to('ftp://x/') }),
    blocked('R3', 'cors/redirect-not-followed', 'CorsDisabledScheme'),
  ],
  [
    'R3',
    '+',
    'data:',
    call({ url: api }, { answer: to('data:,x') }),
    blocked('R3', 'cors/redirect-not-followed'),
  ],
  [
    'R3',
    '-',
    'http:',
    call({ url: api }, { answer: to('http://api.example.net/') }, { answer: allow('*') }),
    readable,
  ],
  [
    'R4',
    '+',
    'the twenty-first redirect',
    call({ url: api }, ...Array.from({ length: 30 }, () => ({ answer: to('/2') }))),
    { ...blocked('R4', 'cors/redirect-not-followed'), hop: 20 },
  ],
  [
    'R4',
    '-',
    'the twentieth',
    call({ url: api }, ...Array.from({ length: 20 }, () => ({ answer: to('/2') })), { answer: allow('*') }),
    readable,
  ],
  [
    'R5',
    '+',
    'a user, elsewhere',
    call({ url: home }, { answer: to('https://user@api.example.net/') }),
    blocked('R5', 'cors/redirect-with-credentials', 'RedirectContainsCredentials'),
  ],
  [
    'R5',
    '-',
    'a user, at home',
    call({ url: home }, { answer: to('https://user@app.example.com/') }, { answer: answer(200) }),
    readable,
  ],
  [
    'R6',
    '+',
    'a user, back home',
    call({ url: api }, { answer: to('https://user:p@app.example.com/') }),
    blocked('R6', 'cors/redirect-with-credentials', 'RedirectContainsCredentials'),
  ],
  [
    'R6',
    '-',
    'back home without',
    call({ url: api }, { answer: to(home) }, { answer: allow('null') }),
    readable,
  ],
  [
    'R7',
    '+',
    'a stream and 307',
    call({ url: home, method: 'POST', body: 'stream' }, { answer: to('/2', 307) }),
    blocked('R7', 'cors/redirect-not-followed'),
  ],
  [
    'R7',
    '-',
    'a stream and 303',
    call({ url: home, method: 'POST', body: 'stream' }, { answer: to('/2', 303) }, { answer: answer(200) }),
    readable,
  ],
  [
    'R8',
    '+',
    'POST and 302',
    call(
      { url: home, method: 'POST', headers: ['Content-Type', 'a/b', 'X-A', '1'] },
      { answer: to('/2') },
      { answer: answer(200) },
    ),
    legs({ method: 'POST', stripped: [] }, { method: 'GET', stripped: ['content-type'] }),
  ],
  [
    'R8',
    '+',
    'PUT and 303',
    call({ url: home, method: 'PUT' }, { answer: to('/2', 303) }, { answer: answer(200) }),
    legs({ method: 'PUT' }, { method: 'GET' }),
  ],
  [
    'R8',
    '-',
    'PUT and 302',
    call({ url: home, method: 'PUT' }, { answer: to('/2') }, { answer: answer(200) }),
    legs({ method: 'PUT' }, { method: 'PUT' }),
  ],
  [
    'R8',
    '-',
    'HEAD and 303',
    call({ url: home, method: 'HEAD' }, { answer: to('/2', 303) }, { answer: answer(200) }),
    legs({ method: 'HEAD' }, { method: 'HEAD' }),
  ],
  [
    'R8',
    '-',
    'POST and 307',
    call({ url: home, method: 'POST' }, { answer: to('/2', 307) }, { answer: answer(200) }),
    legs({ method: 'POST' }, { method: 'POST' }),
  ],
  [
    'R9',
    '+',
    'to another origin',
    call({ url: home, headers: ['Authorization', 'x'] }, { answer: to(api) }, { answer: allow('*') }),
    { ...readable, ...legs({ stripped: [] }, { kind: 'call', stripped: ['authorization'] }) },
  ],
  [
    'R9',
    '-',
    'within the origin',
    call({ url: home, headers: ['Authorization', 'x'] }, { answer: to('/2') }, { answer: answer(200) }),
    legs({ stripped: [] }, { stripped: [] }),
  ],
  [
    'R10',
    '+',
    'a preflight for the next URL',
    call(
      { url: api, method: 'PUT' },
      { preflight: methods('PUT'), answer: to(other, 307) },
      { preflight: methods('PUT'), answer: allow('*') },
    ),
    legs(
      { hop: 0, kind: 'preflight' },
      { hop: 0, kind: 'call' },
      { hop: 1, kind: 'preflight', origin: 'null' },
      { hop: 1, kind: 'call' },
    ),
  ],
  [
    'R10',
    '-',
    'WebKit does not go back home',
    call({ url: home }, { answer: to(api) }, { answer: to(home) }, { answer: allow('*') }),
    { ...blocked('R10', 'cors/tainted-origin'), hop: 2 },
    'webkit',
  ],

  [
    'P1',
    '+',
    'names in lower case, sorted',
    call({ url: api, method: 'PUT', headers: ['X-B', '1', 'X-A', '1', 'x-b', '2'] }),
    legs({ method: 'OPTIONS', origin: page, requestMethod: 'PUT', requestHeaders: 'x-a,x-b' }),
  ],
  [
    'P2',
    '+',
    'no credentials',
    {
      ...call({ url: api, method: 'PUT', credentials: 'include' }),
      cookies: [{ name: 'a', host: 'api.example.net', sameSite: 'none', secure: true }],
    },
    legs({ kind: 'preflight', credentials: false, cookies: [], cookiesLeftOut: [] }),
  ],
  [
    'P3',
    '+',
    'redirected',
    call({ url: api, method: 'PUT' }, { preflight: to(other) }),
    { ...blocked('P3', 'cors/preflight-redirected', 'PreflightDisallowedRedirect'), at: 'preflight' },
  ],
  [
    'P3',
    '-',
    'a redirect status without Location',
    call({ url: api, method: 'PUT' }, { preflight: answer(302, 'Access-Control-Allow-Origin', '*') }),
    blocked('P4', 'cors/preflight-status', 'PreflightInvalidStatus'),
  ],
  [
    'P4',
    '+',
    '404',
    call({ url: api, method: 'PUT' }, { preflight: answer(404, 'Access-Control-Allow-Origin', '*') }),
    blocked('P4', 'cors/preflight-status', 'PreflightInvalidStatus'),
  ],
  [
    'P4',
    '+',
    'no Access-Control-Allow-Origin',
    call({ url: api, method: 'PUT' }, { preflight: answer(204) }),
    blocked('P4', 'cors/missing-allow-origin', 'PreflightMissingAllowOriginHeader'),
  ],
  [
    'P4',
    '+',
    'a wildcard for a call with credentials',
    call({ url: api, method: 'PUT', credentials: 'include' }, { preflight: methods('PUT') }),
    blocked('P4', 'cors/wildcard-with-credentials', 'PreflightWildcardOriginNotAllowed'),
  ],
  [
    'P4',
    '+',
    '300',
    call({ url: api, method: 'PUT' }, { preflight: { ...methods('PUT'), status: 300 } }),
    blocked('P4', 'cors/preflight-status', 'PreflightInvalidStatus'),
  ],
  [
    'P4',
    '-',
    '299',
    call({ url: api, method: 'PUT' }, { preflight: { ...methods('PUT'), status: 299 }, answer: allow('*') }),
    readable,
  ],
  [
    'P5',
    '+',
    'methods that are no list',
    call({ url: api, method: 'PUT' }, { preflight: methods('PUT; GET') }),
    blocked('P5', 'cors/invalid-allow-list', 'InvalidAllowMethodsPreflightResponse'),
  ],
  [
    'P5',
    '+',
    'headers that are no list',
    call(
      { url: api, method: 'PUT' },
      { preflight: preflight('Access-Control-Allow-Methods', 'PUT', 'Access-Control-Allow-Headers', 'a b') },
    ),
    blocked('P5', 'cors/invalid-allow-list', 'InvalidAllowHeadersPreflightResponse'),
  ],
  [
    'P5',
    '-',
    'empty elements',
    call({ url: api, method: 'PUT' }, { preflight: methods(',, PUT\t,'), answer: allow('*') }),
    readable,
  ],
  [
    'P6',
    '+',
    'upload listeners and no list',
    call(
      { url: api, method: 'PUT', body: 'bytes', uploadListeners: true, api: 'xhr' },
      { preflight: preflight(), answer: allow('*') },
    ),
    readable,
  ],
  [
    'P6',
    '-',
    'no listeners and no list',
    call({ url: api, method: 'PUT' }, { preflight: preflight() }),
    blocked('P7', 'cors/method-not-allowed', 'MethodDisallowedByPreflightResponse', 'PUT'),
  ],
  [
    'P7',
    '+',
    'not named',
    call({ url: api, method: 'PUT' }, { preflight: methods('DELETE, put') }),
    blocked('P7', 'cors/method-not-allowed', 'MethodDisallowedByPreflightResponse', 'PUT'),
  ],
  [
    'P7',
    '+',
    'a wildcard for a call with credentials',
    call(
      { url: api, method: 'PUT', credentials: 'include' },
      {
        preflight: answer(
          204,
          'Access-Control-Allow-Origin',
          page,
          'Access-Control-Allow-Credentials',
          'true',
          'Access-Control-Allow-Methods',
          '*',
        ),
      },
    ),
    blocked('P7', 'cors/method-not-allowed', 'MethodDisallowedByPreflightResponse', 'PUT'),
  ],
  [
    'P7',
    '-',
    'a wildcard',
    call({ url: api, method: 'PUT' }, { preflight: methods('*'), answer: allow('*') }),
    readable,
  ],
  [
    'P7',
    '-',
    'a safelisted method',
    call(
      { url: api, method: 'POST', headers: ['X-A', '1'] },
      {
        preflight: preflight('Access-Control-Allow-Methods', 'PUT', 'Access-Control-Allow-Headers', 'X-A'),
        answer: allow('*'),
      },
    ),
    readable,
  ],
  [
    'P8',
    '+',
    'Authorization under a wildcard',
    call({ url: api, headers: ['Authorization', 'x'] }, { preflight: names('*') }),
    {
      ...blocked('P8', 'cors/header-not-allowed', 'HeaderDisallowedByPreflightResponse', 'authorization'),
      differences: ['AUTH-STAR'],
    },
  ],
  [
    'P8',
    '-',
    'Authorization by name',
    call(
      { url: api, headers: ['Authorization', 'x'] },
      { preflight: names('*, AUTHORIZATION'), answer: allow('*') },
    ),
    { ...readable, differences: [] },
  ],
  [
    'P9',
    '+',
    'not named',
    call({ url: api, headers: ['X-A', '1'] }, { preflight: names('x-b') }),
    blocked('P9', 'cors/header-not-allowed', 'HeaderDisallowedByPreflightResponse', 'x-a'),
  ],
  [
    'P9',
    '+',
    'a wildcard for a call with credentials',
    call(
      { url: api, headers: ['X-A', '1'], credentials: 'include' },
      {
        preflight: answer(
          204,
          'Access-Control-Allow-Origin',
          page,
          'Access-Control-Allow-Credentials',
          'true',
          'Access-Control-Allow-Headers',
          '*',
        ),
      },
    ),
    blocked('P9', 'cors/header-not-allowed', 'HeaderDisallowedByPreflightResponse', 'x-a'),
  ],
  [
    'P9',
    '-',
    'named in another case',
    call({ url: api, headers: ['X-A', '1'] }, { preflight: names('x-B, X-a'), answer: allow('*') }),
    readable,
  ],
  [
    'P9',
    '-',
    'a wildcard',
    call({ url: api, headers: ['X-A', '1'] }, { preflight: names('*'), answer: allow('*') }),
    readable,
  ],
  [
    'P10',
    '+',
    '5 seconds by default',
    { ...call({ url: api, method: 'PUT' }, { preflight: methods('PUT'), answer: allow('*') }), now: 10 },
    {
      preflightCache: [{ origin: page, url: api, credentials: false, until: 15, allows: { method: 'PUT' } }],
    },
  ],
  [
    'P10',
    '-',
    '0 seconds',
    call(
      { url: api, method: 'PUT' },
      {
        preflight: preflight('Access-Control-Allow-Methods', 'PUT', 'Access-Control-Max-Age', '0'),
        answer: allow('*'),
      },
    ),
    { preflightCache: [] },
  ],

  [
    'C1',
    '+',
    'missing',
    call({ url: api }, { answer: answer(200) }),
    blocked('C1', 'cors/missing-allow-origin', 'MissingAllowOriginHeader'),
  ],
  ['C1', '-', 'there', call({ url: api }, { answer: allow('*') }), readable],
  ['C2', '+', 'a wildcard', call({ url: api }, { answer: allow('*') }), { outcome: 'readable', step: 'C2' }],
  [
    'C2',
    '-',
    'a wildcard and credentials',
    call(
      { url: api, credentials: 'include' },
      { answer: allow('*', 'Access-Control-Allow-Credentials', 'true') },
    ),
    blocked('C2', 'cors/wildcard-with-credentials', 'WildcardOriginNotAllowed'),
  ],
  [
    'C3',
    '+',
    'a trailing slash',
    call({ url: api }, { answer: allow(`${page}/`) }),
    blocked('C3', 'cors/origin-not-allowed', 'AllowOriginMismatch', `${page}/`),
  ],
  [
    'C3',
    '+',
    'twice',
    call({ url: api }, { answer: allow(page, 'access-control-allow-origin', page) }),
    blocked('C3', 'cors/multiple-allow-origin', 'MultipleAllowOriginValues', `${page}, ${page}`),
  ],
  [
    'C3',
    '+',
    'no origin',
    call({ url: api }, { answer: allow('app.example.com') }),
    blocked('C3', 'cors/invalid-allow-origin', 'InvalidAllowOriginValue', 'app.example.com'),
  ],
  [
    'C3',
    '+',
    'empty',
    call({ url: api }, { answer: allow(' ') }),
    blocked('C3', 'cors/invalid-allow-origin', 'InvalidAllowOriginValue'),
  ],
  ['C3', '-', 'whitespace around', call({ url: api }, { answer: allow(` ${page}\t`) }), readable],
  ['C4', '+', 'named', call({ url: api }, { answer: allow(page) }), { outcome: 'readable', step: 'C4' }],
  [
    'C4',
    '-',
    'named, with credentials',
    call({ url: api, credentials: 'include' }, { answer: allow(page) }),
    blocked('C5', 'cors/credentials-not-allowed', 'InvalidAllowCredentials'),
  ],
  [
    'C5',
    '+',
    'true',
    call(
      { url: api, credentials: 'include' },
      { answer: allow(page, 'Access-Control-Allow-Credentials', 'true') },
    ),
    { outcome: 'readable', step: 'C5' },
  ],
  [
    'C5',
    '-',
    'True',
    call(
      { url: api, credentials: 'include' },
      { answer: allow(page, 'Access-Control-Allow-Credentials', 'True') },
    ),
    blocked('C5', 'cors/credentials-not-allowed', 'InvalidAllowCredentials', 'True'),
  ],

  [
    'E1',
    '+',
    'a safelisted header',
    call({ url: api }, { answer: allow('*', 'Content-Type', 'a/b', 'PRAGMA', 'x') }),
    { exposed: ['content-type', 'pragma'] },
  ],
  ['E1', '-', 'another', call({ url: api }, { answer: allow('*', 'ETag', '1') }), { exposed: [] }],
  [
    'E2',
    '+',
    'named',
    call({ url: api }, { answer: allow('*', 'ETag', '1', 'Access-Control-Expose-Headers', 'etag') }),
    { exposed: ['etag'] },
  ],
  [
    'E2',
    '-',
    'Set-Cookie never',
    call(
      { url: api },
      { answer: allow('*', 'Set-Cookie', 'a', 'Access-Control-Expose-Headers', 'Set-Cookie, *') },
    ),
    { exposed: ['access-control-allow-origin', 'access-control-expose-headers'] },
  ],
  ['CR1', '+', 'include', call({ url: api, credentials: 'include' }), legs({ credentials: true })],
  ['CR1', '+', 'same-origin at home', call({ url: home }), legs({ credentials: true })],
  ['CR1', '-', 'same-origin elsewhere', call({ url: api }), legs({ credentials: false })],
  ['CR1', '-', 'omit at home', call({ url: home, credentials: 'omit' }), legs({ credentials: false })],
  [
    'OP',
    '+',
    'no-cors',
    call({ url: api, mode: 'no-cors' }, { answer: answer(500) }),
    { ...opaque, step: 'OP' },
  ],
  [
    'OP',
    '-',
    'no-cors at home',
    call({ url: home, mode: 'no-cors' }, { answer: answer(200) }),
    { outcome: 'readable', responseType: 'basic' },
  ],
  [
    'ORG-4',
    '-',
    'GET at home',
    call({ url: home }, { answer: answer(200) }),
    { legs: [expect.not.objectContaining({ origin: expect.anything() })] },
  ],
  [
    'P1',
    '-',
    'no names',
    call({ url: api, method: 'PUT' }),
    { legs: [expect.not.objectContaining({ requestHeaders: expect.anything() })] },
  ],
  [
    'P2',
    '-',
    'the call has them',
    {
      ...call(
        { url: api, method: 'PUT', credentials: 'include' },
        {
          preflight: answer(
            204,
            'Access-Control-Allow-Origin',
            page,
            'Access-Control-Allow-Credentials',
            'true',
            'Access-Control-Allow-Methods',
            'PUT',
          ),
        },
      ),
      cookies: [{ name: 'a', host: 'api.example.net', sameSite: 'none', secure: true }],
    },
    legs({ cookies: [] }, { cookies: ['a'] }),
  ],
]

test.each(cases.map((each) => [each[0], each[1], each[2], each] as const))(
  '%s %s %s',
  (_step, _holds, _name, each) => {
    const [, , , exchange, expected, profile = 'spec'] = each
    expect(judge(exchange, profile)).toMatchObject({ profile, ...expected })
  },
)

test.each(Object.keys(steps))('%s has a case in which it takes hold and one in which it does not', (step) => {
  expect(new Set(cases.filter(([id]) => id === step).map(([, holds]) => holds))).toEqual(new Set(['+', '-']))
})

test.each(Object.entries(steps))('%s says a sentence and where it stands', (_step, { title, says, spec }) => {
  expect(title).toMatch(/^[A-Z].*[^.]$/)
  expect(says).toMatch(/^[A-Z].*\.$/)
  expect(spec).toMatch(/^https:\/\/fetch\.spec\.whatwg\.org\/#[a-z-]+$/)
})
