import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyRequest, type Classification } from '../request.ts'

type Headers = Readonly<Record<string, string>>

const classify = (method: string, headers: Headers, isCallback = false): Classification =>
  classifyRequest({ method, header: (name) => headers[name], isCallback })

const navigate = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const idp = { origin: 'https://login.microsoftonline.com', 'sec-fetch-site': 'cross-site' }

describe('a preflight', () => {
  const preflight = { origin: 'https://a.example', 'access-control-request-method': 'PUT', accept: '*/*' }
  test('is OPTIONS with Origin and Access-Control-Request-Method', () => {
    expect(classify('OPTIONS', preflight)).toEqual({
      kind: 'preflight',
      reasons: ['options', 'origin', 'access-control-request-method'],
    })
    expect(classify('OPTIONS', { ...preflight, 'content-length': '0', 'sec-fetch-mode': 'cors' }).kind).toBe(
      'preflight',
    )
  })
  test.each<[string, Headers]>([
    ['no origin', { 'access-control-request-method': 'PUT' }],
    ['no access-control-request-method', { origin: 'https://a.example' }],
    ['no access-control-request-method', { ...preflight, 'access-control-request-method': '' }],
    ['cookie', { ...preflight, cookie: 'a=1' }],
    ['authorization', { ...preflight, authorization: 'Bearer x' }],
    ['content-length', { ...preflight, 'content-length': '2' }],
    ['transfer-encoding', { ...preflight, 'transfer-encoding': 'chunked' }],
    ['x-http-method-override', { ...preflight, 'x-http-method-override': 'GET' }],
    ['x-http-method', { ...preflight, 'x-http-method': 'GET' }],
    ['x-method-override', { ...preflight, 'x-method-override': 'GET' }],
  ])('A15: is not OPTIONS with this sign: %s', (sign, headers) => {
    expect(classify('OPTIONS', headers)).toEqual({
      kind: 'background',
      reasons: ['options', `not a preflight: ${sign}`],
    })
  })
  test.each(['GET', 'POST', 'options'])('is not %s with the same headers', (method) => {
    expect(classify(method, preflight).kind).toBe('background')
  })
  test('OPTIONS is never a navigation', () =>
    expect(classify('OPTIONS', { ...navigate, ...html }).kind).toBe('background'))
})

describe('by what the browser says', () => {
  test.each<[string, string, Headers, string]>([
    ['a link', 'GET', { ...navigate, ...html }, 'navigation'],
    ['a form', 'POST', { ...navigate, ...html, ...form, origin: 'https://a.example' }, 'navigation'],
    ['a frame', 'GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, 'navigation'],
    ['an old frame', 'GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'frame' }, 'navigation'],
    ['an embedded object', 'GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'object' }, 'navigation'],
    ['a mode alone', 'GET', { 'sec-fetch-mode': 'navigate' }, 'navigation'],
    ['a destination alone', 'GET', { 'sec-fetch-dest': 'document' }, 'navigation'],
    [
      'a navigation in an Android WebView',
      'GET',
      { ...navigate, 'x-requested-with': 'com.example.app' },
      'navigation',
    ],
    [
      'a navigation with Windows sign-in to the application',
      'GET',
      { ...navigate, authorization: 'Negotiate x' },
      'navigation',
    ],
    ['a page that accepts anything', 'GET', { ...navigate, accept: '*/*' }, 'navigation'],
    [
      'fetch across origins',
      'GET',
      { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', ...html },
      'background',
    ],
    [
      'fetch in the same origin',
      'GET',
      { 'sec-fetch-mode': 'same-origin', 'sec-fetch-dest': 'empty' },
      'background',
    ],
    ['an image', 'GET', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }, 'background'],
    ['a script', 'GET', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script', ...html }, 'background'],
    ['a destination alone', 'GET', { 'sec-fetch-dest': 'style' }, 'background'],
    [
      'a service worker that passes a navigation on',
      'GET',
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'empty' },
      'background',
    ],
    ['a doubled header', 'GET', { 'sec-fetch-mode': 'cors, navigate', ...html }, 'background'],
    ['an unknown mode', 'GET', { 'sec-fetch-mode': 'NAVIGATE', ...html }, 'background'],
  ])('%s (%s %j) is a %s', (_, method, headers, kind) => expect(classify(method, headers).kind).toBe(kind))

  test('the reasons are the two headers', () => {
    expect(classify('GET', navigate).reasons).toEqual([
      'sec-fetch-mode: navigate',
      'sec-fetch-dest: document',
    ])
    expect(classify('GET', { 'sec-fetch-mode': 'x', 'sec-fetch-dest': 'y' }).reasons).toEqual([
      'sec-fetch-mode: other',
      'sec-fetch-dest: other',
    ])
  })
})

describe('before what the browser says', () => {
  test.each<[string, Headers, string]>([
    ['a WebSocket', { upgrade: 'websocket', connection: 'Upgrade' }, 'upgrade: websocket'],
    ['a WebSocket', { upgrade: 'h2c, WebSocket', ...navigate }, 'upgrade: websocket'],
    ['a WebSocket over HTTP/2', { 'sec-fetch-mode': 'websocket' }, 'upgrade: websocket'],
    ['a bearer token', { ...navigate, ...html, authorization: 'Bearer x.y.z' }, 'authorization: bearer'],
    ['a bearer token in lower case', { ...html, authorization: 'bearer x.y.z' }, 'authorization: bearer'],
    ['a bound token', { ...navigate, authorization: 'DPoP x' }, 'authorization: dpop'],
    ['A32: a prefetch', { ...navigate, ...html, 'sec-purpose': 'prefetch' }, 'speculative'],
    ['A32: a prerender', { ...navigate, ...html, 'sec-purpose': 'prefetch;prerender' }, 'speculative'],
    ['A32: an older prefetch', { ...html, purpose: 'prefetch' }, 'speculative'],
    ['A32: a preview', { ...html, 'x-purpose': 'preview' }, 'speculative'],
    ['A32: an old prefetch', { ...html, 'x-moz': 'prefetch' }, 'speculative'],
  ])('%s is a background call', (_, headers, reason) => {
    expect(classify('GET', headers)).toEqual({ kind: 'background', reasons: [reason] })
  })
  test('a purpose that is no speculation changes nothing', () => {
    expect(classify('GET', { ...navigate, purpose: 'prefetcher' }).kind).toBe('navigation')
  })
})

describe('without Sec-Fetch-*', () => {
  test.each<[string, string, Headers, string, string]>([
    ['a link', 'GET', html, 'navigation', 'get'],
    ['XHTML', 'GET', { accept: 'application/xhtml+xml' }, 'navigation', 'get'],
    [
      'a form',
      'POST',
      { ...html, ...form, origin: 'https://a.example' },
      'navigation',
      'content-type: urlencoded',
    ],
    [
      'an upload',
      'POST',
      { ...html, 'content-type': 'Multipart/Form-Data; boundary=x' },
      'navigation',
      'content-type: multipart',
    ],
    ['a text form', 'POST', { ...html, 'content-type': 'text/plain' }, 'navigation', 'content-type: text'],
    ['an Android WebView', 'GET', { ...html, 'x-requested-with': 'com.example.app' }, 'navigation', 'get'],
    ['jQuery', 'GET', { ...html, 'x-requested-with': 'XMLHttpRequest' }, 'background', 'x-requested-with'],
    ['another library', 'GET', { ...html, 'x-requested-with': 'Fetch' }, 'background', 'x-requested-with'],
    ['credentials', 'GET', { ...html, authorization: 'Basic x' }, 'background', 'authorization'],
    [
      'a token without its scheme',
      'GET',
      { ...html, authorization: 'eyJhbGciOi' },
      'background',
      'authorization',
    ],
    ['DELETE', 'DELETE', html, 'background', 'method'],
    ['HEAD', 'HEAD', html, 'background', 'method'],
    ['no Accept', 'GET', {}, 'background', 'no accept'],
    ['fetch', 'GET', { accept: '*/*' }, 'background', 'accept: no html'],
    ['JSON', 'GET', { accept: 'application/json, text/plain, */*' }, 'background', 'accept: no html'],
    ['HTML refused', 'GET', { accept: 'application/json, text/html;q=0' }, 'background', 'accept: no html'],
    ['a look-alike of HTML', 'GET', { accept: 'text/html5, x-text/html' }, 'background', 'accept: no html'],
    [
      'HTML after 50 types',
      'GET',
      { accept: `${'a/b,'.repeat(50)}text/html` },
      'background',
      'accept: no html',
    ],
    ['a GET across origins', 'GET', { ...html, origin: 'https://a.example' }, 'background', 'origin on get'],
    [
      'JSON posted',
      'POST',
      { ...html, 'content-type': 'application/json' },
      'background',
      'content-type: no form',
    ],
    ['nothing posted', 'POST', html, 'background', 'content-type: no form'],
  ])('%s (%s) is a guess', (_, method, headers, kind, reason) => {
    const classification = classify(method, headers)
    expect(classification.kind).toBe(kind)
    expect(classification.reasons[0]).toBe('no sec-fetch')
    expect(classification.reasons.at(-1)).toBe(reason)
  })
})

describe("A30: the provider's form post", () => {
  test.each<[string, Headers]>([
    ['in a tab', { ...navigate, ...html, ...form, ...idp }],
    ['in a hidden frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe', ...form, ...idp }],
    ['from a browser without Sec-Fetch-*', { ...html, ...form, origin: idp.origin }],
    ['with Origin: null', { ...html, ...form, origin: 'null' }],
    ['with a charset', { ...navigate, 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }],
  ])('%s is no background call for all its Origin', (_, headers) => {
    const classification = classify('POST', headers, true)
    expect(classification.kind).toBe('provider-form-post')
    expect(classification.reasons.slice(0, 2)).toEqual(['sign-in callback', 'content-type: urlencoded'])
  })
  test.each<[string, string, Headers, boolean, string]>([
    ['elsewhere is a navigation', 'POST', { ...navigate, ...form, ...idp }, false, 'navigation'],
    [
      "by a page's code is not",
      'POST',
      { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', ...form },
      true,
      'background',
    ],
    [
      'with another body is a navigation',
      'POST',
      { ...navigate, 'content-type': 'text/plain' },
      true,
      'navigation',
    ],
    [
      'with JSON is a navigation by its word',
      'POST',
      { ...navigate, 'content-type': 'application/json' },
      true,
      'navigation',
    ],
    ['by GET is a navigation', 'GET', { ...navigate, ...form }, true, 'navigation'],
    [
      'with a bearer token is not',
      'POST',
      { ...navigate, ...form, authorization: 'Bearer x' },
      true,
      'background',
    ],
    [
      'by a library is not',
      'POST',
      { ...html, ...form, 'x-requested-with': 'XMLHttpRequest' },
      true,
      'background',
    ],
  ])('%s', (_, method, headers, isCallback, kind) =>
    expect(classify(method, headers, isCallback).kind).toBe(kind),
  )
})

test('whatever comes, the reasons are words of a fixed stock: no header shows through', () => {
  const names = [
    'authorization',
    'sec-fetch-mode',
    'sec-fetch-dest',
    'accept',
    'content-type',
    'upgrade',
    'origin',
    'cookie',
    'x-requested-with',
    'purpose',
    'access-control-request-method',
    'content-length',
  ]
  const value = fc.oneof(
    fc.constantFrom('Bearer hunter2', 'text/html', 'hunter2', 'navigate', 'prefetch hunter2'),
    fc.string(),
  )
  const headers = fc.dictionary(fc.constantFrom(...names), value)
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST', 'OPTIONS', 'hunter2'),
      headers,
      fc.boolean(),
      (method, chosen, isCallback) => {
        const { reasons } = classify(method, chosen, isCallback)
        expect(reasons.length).toBeGreaterThan(0)
        for (const reason of reasons) expect(reason).toMatch(/^[a-z][a-z :-]{1,60}$/)
        expect(reasons.join()).not.toContain('hunter2')
      },
    ),
    { numRuns: 2000 },
  )
})
