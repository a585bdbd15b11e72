import * as client from 'openid-client'
import { describe, expect, test } from 'vitest'
import { IssuerError } from './issuer.ts'
import { describeOAuthError, providerFault } from './provider-fault.ts'

const coded = (code: string, cause?: unknown): Error =>
  Object.assign(new Error('a message with a secret in it', { cause }), { code })

const body = (status: number, error: string, description?: string): client.ResponseBodyError =>
  new client.ResponseBodyError('token=secret', {
    cause: { error, ...(description !== undefined && { error_description: description }) },
    response: new Response(null, { status }),
  })

test('the status of an answer that is none is told', () => {
  const { detail } = providerFault(new Error('x', { cause: new Response(null, { status: 404 }) }))
  expect(detail).toBe("the provider's answer is not valid (it answered 404)")
})

describe('what the library threw', () => {
  test.each<[string, unknown, string]>([
    ['a refused connection', new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }), 'unreachable'],
    ['a name that is not found', new TypeError('fetch failed', { cause: coded('ENOTFOUND') }), 'unreachable'],
    ['a time that is over', coded('OAUTH_TIMEOUT'), 'unreachable'],
    ['headers that do not come', coded('X', coded('UND_ERR_HEADERS_TIMEOUT')), 'unreachable'],
    [
      'a certificate that is not trusted',
      coded('X', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE')),
      'unreachable',
    ],
    ['fetch that failed without a word', new TypeError('fetch failed'), 'unreachable'],
    ['a server error', body(500, 'server_error'), 'unreachable'],
    ['too many requests', body(429, 'too_many'), 'unreachable'],
    ['a provider that asks to come later', body(400, 'temporarily_unavailable'), 'unreachable'],
    [
      'an answer without a body that says 503',
      new Error('x', { cause: new Response(null, { status: 503 }) }),
      'unreachable',
    ],
    ['a refused grant', body(400, 'invalid_grant', 'AADSTS70008: expired'), 'refused'],
    ['a wrong secret', body(401, 'invalid_client'), 'refused'],
    ['a token that is not valid', coded('OAUTH_JWT_CLAIM_COMPARISON_FAILED'), 'invalid'],
    ['an answer that is none', new Error('x', { cause: new Response(null, { status: 404 }) }), 'invalid'],
    ['metadata of another issuer', new IssuerError(new URL('https://a.example'), 'b'), 'other-issuer'],
    ['a string', 'thrown', 'invalid'],
    ['nothing', undefined, 'invalid'],
  ])('%s is sorted', (_what, error, fault) => {
    expect(providerFault(error, []).fault).toBe(fault)
  })

  test('is never repeated word for word', () => {
    const secret = coded('OAUTH_INVALID_RESPONSE', coded('INNER'))
    for (const error of [
      secret,
      new TypeError('fetch failed', { cause: secret }),
      body(400, 'invalid_grant'),
    ]) {
      expect(JSON.stringify(providerFault(error, []))).not.toContain('secret')
    }
  })

  test('that goes in circles is read to an end', () => {
    const error = coded('A')
    error.cause = error
    expect(providerFault(error, []).fault).toBe('invalid')
  })
})

describe('an OAuth error in one line', () => {
  test.each<[string, string | undefined, string]>([
    ['access_denied', undefined, 'access_denied'],
    ['access_denied', '', 'access_denied'],
    [
      'invalid_grant',
      'AADSTS70008: The code has expired. Trace ID: 1 Correlation ID: 2 Timestamp: 3',
      'invalid_grant: AADSTS70008: The code has expired.',
    ],
    ['invalid_grant', 'first\r\nsecond', 'invalid_grant: first'],
    ['a\r\nb', 'c', 'a b: c'],
    ['e\u202E\u0000é', undefined, 'e '],
  ])('%j, %j: %j', (error, description, line) => {
    expect(describeOAuthError(error, description, [])).toBe(line)
  })

  test('is bounded', () => {
    expect(describeOAuthError('e '.repeat(10_000), 'd '.repeat(10_000), []).length).toBe(300)
  })

  test('repeats neither what the provider was told nor anything that could be a token', () => {
    const told = describeOAuthError('invalid_grant', "the code 'short-code' is used", ['short-code', ''])
    expect(told).toBe("invalid_grant: the code '...' is used")
    const token = `${'a'.repeat(20)}.${'b'.repeat(20)}`
    expect(describeOAuthError('invalid_grant', `the token ${token} is used`, [])).toBe(
      'invalid_grant: the token ... is used',
    )
  })

  test('keeps ids and names that say what it is about', () => {
    const text =
      "AADSTS50011: The redirect URI 'http://a.example/.clearway/callback' of 5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02"
    expect(describeOAuthError('invalid_request', text, [])).toBe(`invalid_request: ${text}`)
  })
})
