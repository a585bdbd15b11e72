import { describe, expect, test } from 'vitest'
import { rankWays } from '../publishing.ts'
import { catalogue } from './catalogue.ts'

/** In nginx a map from the origin is how named origins are let through: what counts is what it gives. */
const withoutMapFrom = (text: string): string => text.replaceAll(/\bmap \$http_origin \$\w+ \{/g, '')

const allowsEveryOrigin = (text: string): boolean =>
  /allow-origin['"]?(?:[\s,:=]+|"? value=)['"]?\*/i.test(text) ||
  /\borigins?['"]?\s*[:=]\s*\[?\s*['"]?\*(?!\.)/i.test(text) ||
  /<origin>\s*\*\s*<\/origin>|--allowed-origins\s+['"]?\*/i.test(text) ||
  /AllowAnyOrigin|WithOrigins\("\*"\)/.test(text)

const allowsCredentials = (text: string): boolean =>
  /credentials['"]?\s*(?:[\s,:=]|" value=)\s*['"]?true|AllowCredentials\(\)/i.test(text)

/** What a text to copy may not do, and how it shows. */
const dangers: readonly (readonly [what: string, isIn: (text: string) => boolean])[] = [
  ['lets every origin in with credentials', (text) => allowsEveryOrigin(text) && allowsCredentials(text)],
  [
    'reflects the origin',
    (text) =>
      /\borigin['"]?\s*:\s*true\b|SetIsOriginAllowed\(|\$http_origin|\bHTTP_ORIGIN\b/.test(
        withoutMapFrom(text),
      ) ||
      /headers\??\.origin\b|headers\[['"]origin|(?:get|header|GetValueOrDefault)\(['"]origin['"]/i.test(text),
  ],
  [
    'allows the origin null',
    (text) => /(?:allow-origin|origins?)['"]?\s*[:=(\s]\s*\[?['"]?null\b/i.test(text),
  ],
  [
    'switches the verification of certificates off',
    (text) =>
      /RequireHttpsMetadata\s*=\s*false|NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized:\s*false/.test(
        text,
      ) ||
      /\bcurl\b.*\s(?:-k|-[a-z]*k[a-z]*|--insecure)\s|SkipCertificateCheck|ssl_verify\s+off/.test(text) ||
      /DangerousAcceptAny|CertificateCustomValidationCallback|ServerCertificateValidationCallback/.test(text),
  ],
  [
    'switches a check of tokens off',
    (text) =>
      /(?:Validate(?:Issuer|Audience|Lifetime|IssuerSigningKey)|RequireSignedTokens)\s*=\s*false/.test(
        text,
      ) || /SignatureValidator\s*=|algorithms['"]?:\s*\[['"]none/i.test(text),
  ],
  [
    'switches a protection of the browser off',
    (text) => /disable-web-security|['"]no-cors['"]|connect-src[^;"]*\s\*|-src[^;"]*'unsafe-/.test(text),
  ],
  [
    'writes secrets into the log',
    (text) => /ShowPII\s*=\s*true|LogCompleteSecurityArtifact\s*=\s*true/.test(text),
  ],
  [
    'holds a secret',
    (text) =>
      /(?:secret|password|key)['"]?(?:\s*[:=]|\s+(?=['"]))\s*['"]?(?!\$\{|process\.env\b)[^\s'"{}[\]]+/i.test(
        text,
      ),
  ],
  ['holds a token', (text) => /\beyJ[\w-]{8,}/.test(text)],
]

const danger = (text: string): string | undefined => dangers.find(([, isIn]) => isIn(text))?.[0]

test('no text to copy does anything dangerous', () => {
  const found = Object.entries(catalogue).flatMap(([code, { fixes }]) =>
    fixes.map(({ title, text = '' }) => [code, title, danger(text)] as const),
  )
  expect(found.filter(([, , what]) => what !== undefined)).toEqual([])
})

test.each([
  ['https://a.example.com', 'https://a.example.com:8443'],
  ['https://a.example.com', 'https://b.example.com'],
  ['https://a.msappproxy.net', 'https://b.msappproxy.net'],
  ['http://a.example.com', 'https://b.example.org'],
])('no way to bring %s and %s together does anything dangerous', (page, api) => {
  const cases = [{}, { ownApi: false }, { redirectedToSignIn: true }, { withCookies: true }]
  const texts = cases.flatMap((facts) =>
    rankWays(page, api, facts).flatMap(({ changes }) => changes.map(({ text = '' }) => text)),
  )
  expect(texts.length).toBeGreaterThan(10)
  expect(texts.map(danger).filter(Boolean)).toEqual([])
})

test('no text but one of Clearway for public data lets every origin in', () => {
  const found = Object.values(catalogue).flatMap(({ fixes }) =>
    fixes.filter(({ text = '' }) => allowsEveryOrigin(text)),
  )
  expect(found.length).toBeGreaterThan(0)
  for (const { text, language } of found) {
    expect(language).toBe('yaml')
    expect(text).toContain('accept: [anyone]')
  }
})

describe('the check of texts to copy', () => {
  test.each([
    [
      'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true',
      'lets every origin in with credentials',
    ],
    ["cors:\n  origins: '*'\n  credentials: true", 'lets every origin in with credentials'],
    ['cors:\n  origins: [*]\n  credentials: true', 'lets every origin in with credentials'],
    ["cors({ origin: '*', credentials: true })", 'lets every origin in with credentials'],
    ['policy.AllowAnyOrigin().AllowCredentials()', 'lets every origin in with credentials'],
    [
      'add_header Access-Control-Allow-Origin "*";\nadd_header Access-Control-Allow-Credentials "true";',
      'lets every origin in with credentials',
    ],
    [
      '<add name="Access-Control-Allow-Origin" value="*" />\n<add name="Access-Control-Allow-Credentials" value="true" />',
      'lets every origin in with credentials',
    ],
    ['<add origin="*" allowCredentials="true" />', 'lets every origin in with credentials'],
    [
      '<cors allow-credentials="true"><allowed-origins><origin>*</origin></allowed-origins></cors>',
      'lets every origin in with credentials',
    ],
    [
      "az webapp cors add --allowed-origins '*'\naz resource update --set properties.cors.supportCredentials=true",
      'lets every origin in with credentials',
    ],
    ['add_header Access-Control-Allow-Origin $http_origin;', 'reflects the origin'],
    ['map $http_origin $allowed { default $http_origin; }', 'reflects the origin'],
    ['cors({ origin: true, credentials: true })', 'reflects the origin'],
    ['policy.SetIsOriginAllowed(_ => true)', 'reflects the origin'],
    ["response.setHeader('Access-Control-Allow-Origin', request.headers.origin)", 'reflects the origin'],
    ["response.set('Access-Control-Allow-Origin', request.get('origin'))", 'reflects the origin'],
    ['context.Response.Headers["x"] = context.Request.Headers["Origin"]', 'reflects the origin'],
    ['context.Response.Headers["x"] = context.Request.Headers.Origin', 'reflects the origin'],
    ['<value>@(context.Request.Headers.GetValueOrDefault("Origin",""))</value>', 'reflects the origin'],
    ['<action type="Rewrite" value="{HTTP_ORIGIN}" />', 'reflects the origin'],
    ['Access-Control-Allow-Origin: null', 'allows the origin null'],
    ['cors:\n  origins: [null]', 'allows the origin null'],
    ['policy.WithOrigins("null")', 'allows the origin null'],
    ['NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js', 'switches the verification of certificates off'],
    ['curl -s -k https://10.0.0.6/', 'switches the verification of certificates off'],
    ['curl -sk https://10.0.0.6/', 'switches the verification of certificates off'],
    ['Invoke-WebRequest -SkipCertificateCheck $uri', 'switches the verification of certificates off'],
    ['proxy_ssl_verify off;', 'switches the verification of certificates off'],
    ['ValidateIssuer = false,', 'switches a check of tokens off'],
    ['RequireSignedTokens = false,', 'switches a check of tokens off'],
    ['chrome --disable-web-security', 'switches a protection of the browser off'],
    ["fetch(url, { mode: 'no-cors' })", 'switches a protection of the browser off'],
    ['Content-Security-Policy: connect-src *', 'switches a protection of the browser off'],
    ['IdentityModelEventSource.ShowPII = true;', 'writes secrets into the log'],
    ['clientSecret: abc123', 'holds a secret'],
    ["$secret = 'abc123'", 'holds a secret'],
    ["Connect-Service -ClientSecret 'abc123'", 'holds a secret'],
    ['<add connectionPassword="abc123" />', 'holds a secret'],
    ['authorization: Bearer eyJ0eXAiOiJKV1Qi', 'holds a token'],
  ])('finds what is wrong with %j', (text, found) => {
    expect(danger(text)).toBe(found)
  })

  test.each([
    "cors:\n  origins: '*'",
    'cors:\n  origins: ["https://*.example.com"]\n  credentials: true',
    'map $http_origin $allowed { default ""; "https://a.example.com" "https://a.example.com"; }',
    'policy.SetIsOriginAllowedToAllowWildcardSubdomains()',
    '<add origin="https://a.example.com" allowCredentials="true" />',
    'curl -si -H "Origin: https://a.example.com" https://10.0.0.6/',
    'clientSecret: ${env:CLEARWAY_CLIENT_SECRET}',
    'secret: process.env.SESSION_SECRET,',
    "fetch(url, { credentials: 'include' })",
  ])('lets %j pass', (text) => {
    expect(danger(text)).toBeUndefined()
  })
})
