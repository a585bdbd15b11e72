import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findKnownErrors } from './find-known-errors.ts'
import { knownErrors } from './known-errors.ts'

const guid = '11111111-2222-4333-8444-555555555555'

const named = (text: string): string[] =>
  findKnownErrors(text).map(({ code, problem }) => `${code} ${problem}`)

test.each(knownErrors.map((kind) => [kind.system, kind.code, kind] as const))(
  '%s: %s is found in its own words',
  (system, code, kind) => {
    const words = code.replaceAll(/\{\w+\}/g, "'x'")
    const text: Record<string, string> = {
      msal: `BrowserAuthError: ${words}: see the log`,
      adal: `adal: ${words}`,
      'passport-azure-ad': `passport: bearer token: ${words}`,
    }
    const found = findKnownErrors(text[system] ?? `${words}: something`)
    expect(found).toContainEqual({ ...kind, values: expect.any(Object) })
  },
)

test('no code stands in two tables', () => {
  const codes = knownErrors.map(({ code }) => code)
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})

describe('the text’s own values', () => {
  test.each<[string, string, Record<string, string>]>([
    [
      "AADSTS50011: The redirect URI 'https://app.example.com/cb' specified in the request does not match the redirect URIs configured for the application '11111111-2222-4333-8444-555555555555'. Trace ID: 22222222-2222-4333-8444-555555555555 Correlation ID: 33333333-2222-4333-8444-555555555555 Timestamp: 2026-11-20 10:00:00Z",
      'AADSTS50011 idp/redirect-uri-mismatch',
      {
        redirectUri: 'https://app.example.com/cb',
        application: guid,
        traceId: '22222222-2222-4333-8444-555555555555',
        correlationId: '33333333-2222-4333-8444-555555555555',
      },
    ],
    [
      "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'https://app.example.com'.",
      'AADSTS9002326 idp/redirect-uri-not-spa',
      { origin: 'https://app.example.com' },
    ],
    [
      `AADSTS700016: Application with identifier '${guid}' was not found in the directory 'Contoso'.`,
      'AADSTS700016 idp/application-not-found',
      { application: guid, tenant: 'Contoso' },
    ],
    [
      'AADSTS500011: The resource principal named api://contacts was not found in the tenant named Contoso.',
      'AADSTS500011 idp/scope-not-valid',
      { resource: 'api://contacts', tenant: 'Contoso' },
    ],
    [
      "AADSTS900144: The request body must contain the following parameter: 'grant_type'.",
      'AADSTS900144 idp/request-malformed',
      { parameter: 'grant_type' },
    ],
    [
      "IDX10214: Audience validation failed. Audiences: 'https://graph.microsoft.com'. Did not match: validationParameters.ValidAudience: 'api://contacts' or validationParameters.ValidAudiences: 'null'.",
      'IDX10214 token/audience',
      { audience: 'https://graph.microsoft.com', expectedAudience: 'api://contacts' },
    ],
    [
      "IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/t/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/t/v2.0' or validationParameters.ValidIssuers: 'null' or validationParameters.ConfigurationManager.CurrentConfiguration.Issuer: 'x'.",
      'IDX10205 token/issuer',
      { issuer: 'https://sts.windows.net/t/', expectedIssuer: 'https://login.microsoftonline.com/t/v2.0' },
    ],
    [
      "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/20/2026 10:00:00 AM', Current time (UTC): '11/20/2026 12:00:00 PM'.",
      'IDX10223 token/expired',
      { expires: '11/20/2026 10:00:00 AM', now: '11/20/2026 12:00:00 PM' },
    ],
    [
      "IDX10503: Signature validation failed. Token does not have a kid. Keys tried: 'x'. kid: 'abc'.",
      'IDX10503 token/unknown-key',
      { key: 'abc' },
    ],
    [
      "IDX20803: Unable to obtain configuration from: 'https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration'.",
      'IDX20803 token/keys-unavailable',
      { metadata: 'https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration' },
    ],
    [
      `WWW-Authenticate: Bearer error="invalid_token", error_description="The audience 'api://other' is invalid"`,
      'The audience {audience} is invalid token/audience',
      { audience: 'api://other' },
    ],
    [
      `Bearer error="invalid_token", error_description="The token expired at '11/20/2026 10:00:00'"`,
      'The token expired at token/expired',
      { expires: '11/20/2026 10:00:00' },
    ],
  ])('%s', (text, expected, values) => {
    expect(named(text)[0]).toBe(expected)
    expect(findKnownErrors(text)[0]?.values).toEqual(values)
  })

  test('are none where .NET writes their type in their place', () => {
    const text =
      "IDX10223: Lifetime validation failed. ValidTo (UTC): 'System.DateTime', Current time: 'System.DateTime'."
    expect(findKnownErrors(text)[0]?.values).toEqual({})
  })

  test('are none where .NET hides them', () => {
    const hidden =
      "[PII of type 'System.String' is hidden. For more details, see https://aka.ms/IdentityModel/PII.]"
    expect(
      findKnownErrors(`IDX10214: Audience validation failed. Audiences: '${hidden}'.`)[0]?.values,
    ).toEqual({})
  })

  test.each([
    "AADSTS50011: The redirect URI 'https://app.example.com/cb?code=0.AAAA' specified in the request",
    "AADSTS50011: The redirect URI 'https://app.example.com/#access_token=abc' specified in the request",
    "IDX14100: The resource principal named eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln was not found, kid: 'eyJh'",
  ])('never hold a secret: %s', (text) => {
    expect(findKnownErrors(text)[0]?.values).toEqual({})
  })
})

test('a number that is not known is named as such', () => {
  expect(findKnownErrors('AADSTS4999999: news. IDX19999: news.')).toMatchObject([
    {
      system: 'entra',
      code: 'AADSTS4999999',
      means: 'No more is known of this code.',
      problem: 'idp/refused',
    },
    { system: 'identity-model', code: 'IDX19999', means: 'No more is known of this code.' },
  ])
})

test('each code is named once, in the order of the text', () => {
  expect(named('IDX10223 ... AADSTS50058 ... IDX10223')).toEqual([
    'IDX10223 token/expired',
    'AADSTS50058 idp/silent-sign-in-failed',
  ])
})

describe('words that others use too', () => {
  test.each([
    'BrowserAuthError: user_cancelled: User cancelled the flow.',
    'InteractionRequiredAuthError: login_required',
    '{"errorCode":"login_required"}',
    'https://app.example.com/#error=login_required&state=1',
    'See https://aka.ms/msal.js.errors#nonce_mismatch for details',
    'timed_out',
  ])('count in %s', (text) => {
    expect(findKnownErrors(text).map(({ system }) => system)).toEqual(['msal'])
  })

  test.each([
    'the queue timed_out and was emptied',
    'set user_cancelled = 1',
    'column invalid_state not found',
    'GPG: invalid signature',
    'login required to view this page',
    'AADSTS: no number',
    'XIDX10223',
  ])('do not count in %s', (text) => {
    expect(findKnownErrors(text)).toEqual([])
  })

  test('OAuth’s error says nothing beside Entra’s number', () => {
    expect(
      named('error=login_required&error_description=AADSTS50058: A silent sign-in request was sent'),
    ).toEqual(['AADSTS50058 idp/silent-sign-in-failed'])
  })
})

test('for any text nothing is thrown and no token comes out', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      token,
      "Issuer: '",
      "redirect URI '",
      "'",
      'IDX10205 ',
      'AADSTS50011: ',
      'kid: ',
      'Correlation ID: ',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(JSON.stringify(findKnownErrors(pieces.join('')))).not.toContain(token)
    }),
  )
})

test.each(['a_', 'AADSTS', 'IDX10205 ', "Issuer: '", 'error_', 'The audience ', 'login_required '])(
  'a text of 5 MB of %j is read like one of 64 kB',
  (piece) => {
    const long = piece.repeat(Math.ceil(5_000_000 / piece.length))
    expect(findKnownErrors(long)).toEqual(findKnownErrors(long.slice(0, 64 * 1024)))
  },
)

test('an error and its cause that mean the same are one', () => {
  const text = 'ClientAuthError: endpoints_resolution_error: … Detail: ClientAuthError: untrusted_authority'
  expect(findKnownErrors(text).map(({ code }) => code)).toEqual(['endpoints_resolution_error'])
})
