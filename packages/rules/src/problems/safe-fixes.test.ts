import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'

/** What a text to copy does that would let foreign pages in; undefined when it does nothing of the kind. */
const danger = (text: string): string | undefined => {
  const everyOrigin =
    /allow-origin['"]?[\s,:=]+['"]?\*/i.test(text) ||
    /\borigins?['"]?\s*[:=]\s*\[?\s*['"]?\*(?!\.)/i.test(text) ||
    /AllowAnyOrigin|WithOrigins\("\*"\)/.test(text)
  const credentials = /credentials['"]?\s*[\s,:=]\s*['"]?true|AllowCredentials\(\)/i.test(text)
  if (everyOrigin && credentials) return 'every origin with credentials'
  if (
    /\borigin['"]?\s*:\s*true\b/.test(text) ||
    /SetIsOriginAllowed|\$http_origin|headers\.origin|headers\[['"]origin/.test(text)
  ) {
    return 'reflects the origin'
  }
  if (
    /RequireHttpsMetadata\s*=\s*false|NODE_TLS_REJECT_UNAUTHORIZED|curl\b.*\s(-k|--insecure)\b/.test(text)
  ) {
    return 'switches the verification of certificates off'
  }
  if (/Validate(Issuer|Audience|Lifetime|IssuerSigningKey)\s*=\s*false/.test(text)) {
    return 'switches a check of tokens off'
  }
  if (/(secret|password|key)['"]?\s*[:=]\s*['"]?(?!\$\{)[^\s'"{}[\]]+/i.test(text)) return 'holds a secret'
  if (/\beyJ[\w-]{8,}/.test(text)) return 'holds a token'
  return undefined
}

test('no text to copy does anything dangerous', () => {
  const found = Object.entries(catalogue).flatMap(([code, { fixes }]) =>
    fixes.map(({ title, text = '' }) => [code, title, danger(text)] as const),
  )
  expect(found.filter(([, , what]) => what !== undefined)).toEqual([])
})

describe('the check of texts to copy', () => {
  test.each([
    [
      'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true',
      'every origin with credentials',
    ],
    ["cors:\n  origins: '*'\n  credentials: true", 'every origin with credentials'],
    ['cors:\n  origins: [*]\n  credentials: true', 'every origin with credentials'],
    ["cors({ origin: '*', credentials: true })", 'every origin with credentials'],
    ['policy.AllowAnyOrigin().AllowCredentials()', 'every origin with credentials'],
    [
      'add_header Access-Control-Allow-Origin "*";\nadd_header Access-Control-Allow-Credentials "true";',
      'every origin with credentials',
    ],
    ['add_header Access-Control-Allow-Origin $http_origin;', 'reflects the origin'],
    ['cors({ origin: true, credentials: true })', 'reflects the origin'],
    ['policy.SetIsOriginAllowed(_ => true)', 'reflects the origin'],
    ["response.setHeader('Access-Control-Allow-Origin', request.headers.origin)", 'reflects the origin'],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js', 'switches the verification of certificates off'],
    ['curl -s -k https://10.0.0.6/', 'switches the verification of certificates off'],
    ['ValidateIssuer = false,', 'switches a check of tokens off'],
    ['clientSecret: abc123', 'holds a secret'],
    ['authorization: Bearer eyJ0eXAiOiJKV1Qi', 'holds a token'],
  ])('finds what is wrong with %j', (text, found) => {
    expect(danger(text)).toBe(found)
  })

  test.each([
    "cors:\n  origins: '*'",
    'cors:\n  origins: ["https://*.example.com"]\n  credentials: true',
    'clientSecret: ${env:CLEARWAY_CLIENT_SECRET}',
    "fetch(url, { credentials: 'include' })",
  ])('lets %j pass', (text) => {
    expect(danger(text)).toBeUndefined()
  })
})
