import { describe, expect, test } from 'vitest'
import type { ProblemCode } from '../problems/problem-code.ts'
import { problemOf, type CorsErrorName } from '../verdict/cors-error.ts'
import type { Answer, Call, Exchange } from '../verdict/exchange.ts'
import type { Blocked, Leg } from '../verdict/verdict.ts'
import { consoleLine } from './console-line.ts'
import { readBrowserMessage } from './read-message.ts'

const origin = 'https://app.example.com'
const api = 'https://api.example.com/contacts'

function blocked(
  name: CorsErrorName | undefined,
  parameter: string = '',
  answer: Answer = { status: 200, headers: [] },
  request: Partial<Call> = {},
): readonly [Exchange, Blocked, Leg] {
  const preflight = name !== undefined && /Preflight/.test(name)
  const call = { url: api, ...request }
  const leg: Leg = {
    hop: 0,
    kind: preflight ? 'preflight' : 'call',
    url: call.url,
    method: 'GET',
    origin,
    stripped: [],
    credentials: false,
    cookies: [],
    cookiesLeftOut: [],
  }
  const exchange: Exchange = { origin, request: call, hops: [preflight ? { preflight: answer } : { answer }] }
  const code: ProblemCode = name === undefined ? 'cors/redirect-not-followed' : problemOf(name)
  const verdict: Blocked = {
    outcome: 'blocked',
    profile: 'chromium',
    step: 'C1',
    reason: '',
    legs: [leg],
    preflightCache: [],
    differences: [],
    code,
    ...(name !== undefined && { corsError: { name, parameter } }),
    hop: 0,
    at: leg.kind,
  }
  return [exchange, verdict, leg]
}

const lineOf = (
  [exchange, verdict]: ReturnType<typeof blocked>,
  engine: Parameters<typeof consoleLine>[2],
): string | undefined => consoleLine(exchange, verdict, engine)

const chromiumStart = `Access to fetch at '${api}' from origin '${origin}' has been blocked by CORS policy:`
const preflightStart = `${chromiumStart} Response to preflight request doesn't pass access control check:`

describe('Chromium', () => {
  test.each<[CorsErrorName, string, string]>([
    [
      'MissingAllowOriginHeader',
      '',
      `${chromiumStart} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    ],
    [
      'PreflightMissingAllowOriginHeader',
      '',
      `${preflightStart} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    ],
    ['PreflightInvalidStatus', '', `${preflightStart} It does not have HTTP ok status.`],
    ['PreflightDisallowedRedirect', '', `${preflightStart} Redirect is not allowed for a preflight request.`],
    [
      'MethodDisallowedByPreflightResponse',
      'PUT',
      `${chromiumStart} Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    ],
    [
      'HeaderDisallowedByPreflightResponse',
      'x-a',
      `${chromiumStart} Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.`,
    ],
    [
      'InvalidAllowCredentials',
      'no',
      `${chromiumStart} The value of the 'Access-Control-Allow-Credentials' header in the response is 'no' which must be 'true' when the request's credentials mode is 'include'.`,
    ],
    [
      'RedirectContainsCredentials',
      '',
      `${chromiumStart} Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
    ],
    [
      'DisallowedByMode',
      '',
      `Fetch API cannot load ${api}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${origin}.`,
    ],
    [
      'NoCorsRedirectModeNotFollow',
      '',
      `Fetch API cannot load ${api}. Request mode is "no-cors" but the redirect mode is not "follow".`,
    ],
  ])('%s', (name, parameter, line) => {
    expect(lineOf(blocked(name, parameter), 'chromium')).toBe(line)
  })

  test('adds a hint to calls by XMLHttpRequest', () => {
    const line = lineOf(blocked('WildcardOriginNotAllowed', '', undefined, { api: 'xhr' }), 'chromium')
    expect(line).toMatch(
      /^Access to XMLHttpRequest at .* is 'include'\. The credentials mode of requests initiated/,
    )
  })

  test('adds another hint to calls by fetch', () => {
    const hint = / Have the server send the header with a valid value\.$/
    expect(lineOf(blocked('PreflightAllowOriginMismatch', 'https://x'), 'chromium')).toMatch(hint)
    const byXhr = blocked('PreflightAllowOriginMismatch', 'https://x', undefined, { api: 'xhr' })
    expect(lineOf(byXhr, 'chromium')).not.toMatch(hint)
  })

  test('names the URL that was called beside the one that a redirect led to', () => {
    const [exchange, verdict, leg] = blocked('MissingAllowOriginHeader')
    const signIn = 'https://login.example.org/authorize'
    const redirected: Blocked = {
      ...verdict,
      hop: 1,
      legs: [...verdict.legs, { ...leg, hop: 1, url: signIn, origin: 'null' }],
    }
    expect(consoleLine(exchange, redirected, 'chromium')).toContain(
      `at '${signIn}' (redirected from '${api}') from origin '${origin}' has`,
    )
    expect(consoleLine(exchange, redirected, 'webkit')).toMatch(/^Origin null is not allowed/)
  })
})

describe('Firefox', () => {
  const start = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${api}. (Reason:`
  const allowOrigin = (...values: string[]): Answer => ({
    status: 200,
    headers: values.flatMap((value) => ['Access-Control-Allow-Origin', value]),
  })

  test.each<[CorsErrorName, Answer, string]>([
    [
      'MissingAllowOriginHeader',
      { status: 502, headers: [] },
      `${start} CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 502.`,
    ],
    [
      'PreflightInvalidStatus',
      { status: 405, headers: [] },
      `${start} CORS preflight response did not succeed). Status code: 405.`,
    ],
    [
      'PreflightDisallowedRedirect',
      { status: 302, headers: [] },
      `${start} CORS request external redirect not allowed).`,
    ],
    [
      'MultipleAllowOriginValues',
      allowOrigin(origin, '*'),
      `${start} Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).`,
    ],
    [
      'MultipleAllowOriginValues',
      allowOrigin(`${origin}, *`),
      `${start} CORS header ‘Access-Control-Allow-Origin’ does not match ‘${origin}, *’).`,
    ],
    [
      'InvalidAllowOriginValue',
      allowOrigin('all'),
      `${start} CORS header ‘Access-Control-Allow-Origin’ does not match ‘all’).`,
    ],
    [
      'WildcardOriginNotAllowed',
      allowOrigin('*'),
      `${start.replace(api, `‘${api}’`)} Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`,
    ],
  ])('%s', (name, answer, line) => {
    expect(lineOf(blocked(name, '', answer), 'firefox')).toBe(line)
  })
})

describe('WebKit', () => {
  test.each<[CorsErrorName, string, Answer, string]>([
    [
      'MissingAllowOriginHeader',
      '',
      { status: 500, headers: [] },
      `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: 500`,
    ],
    [
      'PreflightAllowOriginMismatch',
      'https://x',
      { status: 200, headers: [] },
      `Origin ${origin} is not allowed by Access-Control-Allow-Origin. Status code: 200`,
    ],
    [
      'PreflightInvalidStatus',
      '',
      { status: 405, headers: [] },
      'Preflight response is not successful. Status code: 405',
    ],
    [
      'PreflightDisallowedRedirect',
      '',
      { status: 302, headers: [] },
      'Preflight response is not successful. Status code: 302',
    ],
    [
      'MethodDisallowedByPreflightResponse',
      'PUT',
      { status: 200, headers: [] },
      'Method PUT is not allowed by Access-Control-Allow-Methods.',
    ],
    [
      'InvalidAllowHeadersPreflightResponse',
      '',
      { status: 200, headers: ['access-control-allow-headers', 'a b'] },
      'Header Access-Control-Allow-Headers has an invalid value: a b',
    ],
  ])('%s', (name, parameter, answer, line) => {
    expect(lineOf(blocked(name, parameter, answer), 'webkit')).toBe(line)
  })
})

test('a block that Chromium has no name for has no line', () => {
  for (const engine of ['chromium', 'firefox', 'webkit'] as const) {
    expect(lineOf(blocked(undefined), engine)).toBeUndefined()
  }
})

const writable: readonly CorsErrorName[] = [
  'DisallowedByMode',
  'InvalidResponse',
  'WildcardOriginNotAllowed',
  'MissingAllowOriginHeader',
  'MultipleAllowOriginValues',
  'InvalidAllowOriginValue',
  'AllowOriginMismatch',
  'InvalidAllowCredentials',
  'CorsDisabledScheme',
  'PreflightInvalidStatus',
  'PreflightDisallowedRedirect',
  'PreflightWildcardOriginNotAllowed',
  'PreflightMissingAllowOriginHeader',
  'PreflightMultipleAllowOriginValues',
  'PreflightInvalidAllowOriginValue',
  'PreflightAllowOriginMismatch',
  'PreflightInvalidAllowCredentials',
  'InvalidAllowMethodsPreflightResponse',
  'InvalidAllowHeadersPreflightResponse',
  'MethodDisallowedByPreflightResponse',
  'HeaderDisallowedByPreflightResponse',
  'RedirectContainsCredentials',
  'NoCorsRedirectModeNotFollow',
]

describe('what Chromium’s line says is read back', () => {
  test.each(writable.flatMap((name) => [[name, 'fetch'] as const, [name, 'xhr'] as const]))(
    '%s by %s',
    (name, by) => {
      const line = lineOf(blocked(name, 'x-value', undefined, { api: by }), 'chromium')
      expect(readBrowserMessage(line ?? '')).toMatchObject({
        says: 'blocked',
        engine: 'chromium',
        url: api,
        code: problemOf(name),
        corsError: { name },
      })
    },
  )
})

describe('what Firefox’s and WebKit’s lines say is read back', () => {
  test.each(writable.flatMap((name) => [[name, 'firefox'] as const, [name, 'webkit'] as const]))(
    '%s by %s',
    (name, engine) => {
      const status = name === 'PreflightDisallowedRedirect' ? 302 : 404
      const line = lineOf(blocked(name, 'x-value', { status, headers: [] }), engine)
      if (line === undefined) return
      const message = readBrowserMessage(line)
      // both have fewer names than Chromium: the same cause, or the one word for several
      const plain = name.replace(/^Preflight(?=Wild|Miss|Mult|Invalid(?!Status)|Allow)/, '')
      const joined = [
        'MissingAllowOriginHeader',
        'InvalidAllowOriginValue',
        'AllowOriginMismatch',
        'MultipleAllowOriginValues',
      ]
      if (message?.says !== 'blocked') throw new Error(`not read: ${line}`)
      if (joined.includes(plain))
        expect(message.code).toMatch(/^cors\/(?:origin-not-allowed|missing-allow-origin|multiple)/)
      else expect(message.code).toBe(problemOf(name))
    },
  )
})
