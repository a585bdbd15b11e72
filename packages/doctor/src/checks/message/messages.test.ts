import { readBrowserMessage } from '@clearway/rules/messages'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { capture } from '../../../test-support/recorded.ts'
import type { ConsoleMessage } from '../../material.ts'
import type { Found } from '../check.ts'
import { messageChecks } from '../index.ts'

const entra = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0'
const b2c = 'https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_susi'
const missing = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
const preflight = "Response to preflight request doesn't pass access control check: "

function chromium(url: string, reason: string = missing, from?: string): string {
  const redirected = from === undefined ? '' : ` (redirected from '${from}')`
  return `Access to fetch at '${url}'${redirected} from origin 'https://app.example.com' has been blocked by CORS policy: ${reason}`
}

function firefox(url: string, reason: string): string {
  return `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${reason}`
}

function lineOf(text: string): ConsoleMessage {
  const message = readBrowserMessage(text)
  if (!message) throw new Error(`no message in ${text}`)
  return { at: { input: 'console.txt', line: 1 }, message, text }
}

/** What the first check that finds something says of a line. */
function heard(text: string): Found | undefined {
  const line = lineOf(text)
  for (const check of messageChecks) {
    const found = check.look(line, capture([]))
    if (found) {
      expect(check.codes).toContain(found.code)
      return found
    }
  }
  return undefined
}

test.each<[string, string, string]>([
  [
    'a redirect to sign-in',
    chromium(`${entra}/authorize`, missing, 'https://app.example.com/api'),
    'session/redirected-to-sign-in',
  ],
  [
    'a redirect from something that is no URL',
    chromium(`${entra}/authorize`, missing, 'xxx'),
    'session/redirected-to-sign-in',
  ],
  [
    'a redirect to the application’s own sign-in',
    chromium('https://app.example.com/login', missing, 'https://api.example.com/a'),
    'session/redirected-to-sign-in',
  ],
  [
    'the sign-in page in Firefox, which names no redirect',
    firefox(`${entra}/authorize`, 'CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.'),
    'session/redirected-to-sign-in',
  ],
  [
    'the sign-in page called by the page',
    chromium(`${entra}/authorize?client_id=a`),
    'idp/no-cors-on-sign-in',
  ],
  [
    'a redirect from one sign-in page to another',
    chromium(`${entra}/kmsi`, missing, `${entra}/authorize`),
    'idp/no-cors-on-sign-in',
  ],
  ['the sign-out page', chromium(`${entra}/logout`), 'idp/no-cors-on-sign-in'],
  ['metadata', chromium(`${b2c}/v2.0/.well-known/openid-configuration`), 'idp/metadata-not-found'],
  ['keys', chromium(`${b2c}/discovery/v2.0/keys`), 'idp/metadata-not-found'],
  ['the token endpoint', chromium(`${entra}/token`), 'idp/redirect-uri-not-spa'],
  ['the device code endpoint', chromium(`${entra}/devicecode`), 'idp/flow-not-for-browsers'],
  ['an answer without the header', chromium('https://api.example.com/a'), 'cors/missing-allow-origin'],
  [
    'a preflight without the header',
    chromium('https://api.example.com/a', preflight + missing),
    'cors/missing-allow-origin',
  ],
  [
    'an error answer without the header',
    chromium('https://api.example.com/a', `${missing} The response had HTTP status code 500.`),
    'cors/error-without-headers',
  ],
  [
    'a 4xx in Firefox, which may be the preflight’s',
    firefox(
      'https://api.example.com/a',
      'CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 401.',
    ),
    'cors/missing-allow-origin',
  ],
  [
    'another origin',
    chromium(
      'https://api.example.com/a',
      "The 'Access-Control-Allow-Origin' header has a value 'https://other.example' that is not equal to the supplied origin.",
    ),
    'cors/origin-not-allowed',
  ],
  [
    'a redirected preflight',
    chromium('https://api.example.com/a', `${preflight}Redirect is not allowed for a preflight request.`),
    'cors/preflight-redirected',
  ],
  [
    'a header that is not allowed',
    chromium(
      'https://api.example.com/a',
      'Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.',
    ),
    'cors/header-not-allowed',
  ],
  [
    'a policy of the page',
    "Refused to connect to 'https://api.example.com/a' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    'browser/not-cors',
  ],
  [
    'a name that does not resolve',
    'GET https://api.example.com/a net::ERR_NAME_NOT_RESOLVED',
    'browser/not-cors',
  ],
  [
    'HTML in place of JSON',
    'Uncaught (in promise) SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
    'session/sign-in-page-as-answer',
  ],
  ['an empty body', 'Uncaught (in promise) SyntaxError: Unexpected end of JSON input', 'cors/opaque-answer'],
])('%s is named', (_, text, code) => expect(heard(text)?.code).toBe(code))

test.each([
  ['Uncaught (in promise) TypeError: Failed to fetch'],
  ['GET https://api.example.com/a net::ERR_FAILED'],
])('%s says too little', (text) => expect(heard(text)).toBeUndefined())

test('a line that is absurd is read as Chromium means it', () => {
  const equal =
    "The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com' that is not equal to the supplied origin."
  const found = heard(chromium('https://b.example.com/x', equal, 'https://a.example.com/x'))
  expect(found?.code).toBe('cors/tainted-origin')
  expect(found?.summary).toContain('redirected to https://b.example.com/x, on another origin')
  expect(found?.evidence.map(({ what }) => what)).not.toContain('difference')
})

test('a small difference between origins is pointed at', () => {
  const slash =
    "The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin."
  const found = heard(chromium('https://api.example.com/x', slash))
  expect(found?.summary).toContain('nearly right: the value has a slash at its end')
  expect(found?.evidence).toContainEqual(expect.objectContaining({ what: 'difference' }))
})

test('Safari’s one text for two causes is not taken for one of them', () => {
  const found = heard(
    'Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200',
  )
  expect(found?.code).toBe('cors/origin-not-allowed')
  expect(found?.summary).toContain('Safari says the same whether')
})

test('what a line is about is what the page called, so that it is joined to the recorded call', () => {
  const found = heard(
    chromium(`${entra}/authorize?x=1`, missing, 'https://app.example.com/api/contacts/42?y=2'),
  )
  expect(found?.subject).toBe('https://app.example.com/api/contacts/{id}')
})

test('where the called address is cut to something that is none, a line is about the one that it names', () => {
  expect(heard(chromium(`${entra}/authorize?x=1`, missing, 'xxx'))?.subject).toBe(`${entra}/authorize`)
})

test('of a preflight without headers the pre-authentication is a named cause, with a command to see', () => {
  const found = heard(chromium("https://api.example.com/a'b?code=s3cret", preflight + missing))
  expect(found?.summary).toContain('a sign-in (pre-authentication)')
  expect(found?.fixes?.[0]?.text).toBe(
    "curl -si -X OPTIONS 'https://api.example.com/a%27b' -H 'Origin: https://app.example.com' -H 'Access-Control-Request-Method: GET'",
  )
})

test('nothing of a line gets out of its quotes in the command', () => {
  fc.assert(
    fc.property(fc.webUrl(), fc.string(), (url, origin) => {
      const line = lineOf(chromium('https://api.example.com/a', preflight + missing))
      const message = { ...line.message, url: `${url}/'$(id)`, origin } as ConsoleMessage['message']
      const fixes = messageChecks.flatMap(
        (check) => check.look({ ...line, message }, capture([]))?.fixes ?? [],
      )
      for (const { text } of fixes) if (text?.startsWith('curl')) expect(text.match(/'/g)).toHaveLength(6)
    }),
  )
})

test('a user flow is named without the query', () => {
  const found = heard(chromium(`${b2c}/v2.0/.well-known/openid-configuration?x=1`))
  expect(found?.evidence).toContainEqual(expect.objectContaining({ what: 'user flow', value: 'b2c_1_susi' }))
  expect(found?.fixes?.[0]?.steps).toContain(`${b2c}/v2.0/.well-known/openid-configuration has to`)
})

test.each<[string, string, string | undefined]>([
  ['a call that was given up', 'GET https://api.example.com/a net::ERR_ABORTED', 'info'],
  ['a blocker', 'GET https://api.example.com/a net::ERR_BLOCKED_BY_CLIENT', 'warning'],
  ['a status that the page may expect', 'GET https://api.example.com/a 404 (Not Found)', 'info'],
  ['a server error', 'GET https://api.example.com/a 503 (Service Unavailable)', 'warning'],
  ['a refused connection', 'GET https://api.example.com/a net::ERR_CONNECTION_REFUSED', undefined],
])('%s has its severity', (_, text, severity) => expect(heard(text)?.severity).toBe(severity))

test('no line makes a check throw, nor say a code that it did not declare', () => {
  const urls = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom(`${entra}/token`, 'https://[', '//', 'null', b2c),
  )
  fc.assert(
    fc.property(
      urls,
      urls,
      fc.string(),
      fc.constantFrom(missing, preflight + missing, 'x'),
      (url, from, origin, reason) => {
        const message = readBrowserMessage(
          `Access to fetch at '${url}' (redirected from '${from}') from origin '${origin}' has been blocked by CORS policy: ${reason}`,
        )
        if (!message) return
        for (const check of messageChecks) {
          const found = check.look({ at: { input: 'a' }, message, text: 'x' }, capture([]))
          if (found) expect(check.codes).toContain(found.code)
        }
      },
    ),
  )
})
