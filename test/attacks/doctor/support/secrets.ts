import * as fc from 'fast-check'
import { consoleLine, harEntry, harOf } from './captures.ts'

/** What nobody but its owner may see: nothing that a report would hold by itself. */
export const secretValue: fc.Arbitrary<string> = fc.stringMatching(/^[a-z][A-Z]\d[a-zA-Z0-9]{21}$/)

/** Parameters that carry secrets. */
const parameters = [
  'code',
  'access_token',
  'id_token',
  'refresh_token',
  'client_secret',
  'client_assertion',
  'code_verifier',
  'password',
  'SAMLResponse',
  'api_key',
  'subscription-key',
  'sig',
  'assertion',
  'wresult',
  'id_token_hint',
  'device_code',
] as const

/** Headers that carry secrets; `{}` is the secret's place. */
const headers = [
  ['Authorization', 'Bearer {}'],
  ['Authorization', 'Basic {}'],
  ['authorization', '{}'],
  ['Proxy-Authorization', 'Basic {}'],
  ['Cookie', 'session={}'],
  ['Cookie', 'theme=dark; .AspNetCore.Cookies={}; lang=en'],
  ['X-Api-Key', '{}'],
  ['Ocp-Apim-Subscription-Key', '{}'],
  ['x-functions-key', '{}'],
  ['X-MS-CLIENT-PRINCIPAL', '{}'],
  ['X-CSRF-Token', '{}'],
] as const

/** Of any length up to where things are cut. */
const filler = fc
  .oneof(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 700 }))
  .map((times) => 'filler/'.repeat(times))
const parameter = fc.constantFrom(...parameters)

/** A URL that carries the secret. */
const addressOf = (secret: string): fc.Arbitrary<string> =>
  fc
    .tuple(filler, parameter, fc.constantFrom('api.example.com', 'login.microsoftonline.com'))
    .chain(([path, name, host]) =>
      fc.constantFrom(
        `https://${host}/${path}?client_id=1&${name}=${secret}&x=1`,
        `https://${host}/${path}?${name}=${secret}`,
        `https://${host}/cb#${path}&${name}=${secret}`,
        `https://${host}/?next=${encodeURIComponent(`https://b.example.com/${path}?${name}=${secret}&y=2`)}`,
        `https://someone:${secret}@${host}/${path}`,
      ),
    )

const formOf = (secret: string): fc.Arbitrary<string> =>
  fc.tuple(parameter, filler).map(([name, before]) => `grant_type=x&note=${before}&${name}=${secret}&scope=a`)
const jsonOf = (secret: string): fc.Arbitrary<string> =>
  fc
    .tuple(parameter, filler)
    .map(([name, before]) =>
      JSON.stringify({ error: 'invalid_grant', before, [name]: secret, after: { [name]: secret } }),
    )
const headerOf = (secret: string): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.constantFrom(...headers).map(([name, value]) => ({ [name]: value.replace('{}', secret) }))

/** Entries of a HAR that carry the secret in one place each. */
const entryOf = (secret: string): fc.Arbitrary<object> => {
  const status = fc.constantFrom(200, 302, 400, 401, 403, 500)
  return fc.oneof(
    addressOf(secret).map((url) => harEntry({ url })),
    fc
      .tuple(addressOf(secret), status)
      .map(([url, code]) => harEntry({ url, status: code, response: { _error: undefined } })),
    headerOf(secret).chain((sent) => status.map((code) => harEntry({ headers: sent, status: code }))),
    addressOf(secret).map((location) => harEntry({ status: 302, answer: { Location: location } })),
    addressOf(secret).map((location) =>
      harEntry({
        method: 'OPTIONS',
        status: 302,
        headers: { 'Access-Control-Request-Method': 'PUT' },
        answer: { Location: location },
      }),
    ),
    addressOf(secret).map((referer) => harEntry({ headers: { Referer: referer, Origin: '' } })),
    addressOf(secret).map((url) =>
      harEntry({
        request: { url: 'https://api.example.com/', headers: [] },
        response: { redirectURL: url, status: 307 },
      }),
    ),
    fc.tuple(formOf(secret), status).map(([text, code]) =>
      harEntry({
        method: 'POST',
        status: code,
        url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
        request: { postData: { mimeType: 'application/x-www-form-urlencoded', text } },
      }),
    ),
    fc.tuple(fc.oneof(jsonOf(secret), formOf(secret)), status).map(([text, code]) =>
      harEntry({
        status: code,
        response: { content: { mimeType: 'application/json', text: `AADSTS50011 ${text}` } },
      }),
    ),
    fc
      .tuple(jsonOf(secret), status)
      .map(([text, code]) =>
        harEntry({ status: code, response: { content: { mimeType: 'application/json', text } } }),
      ),
    addressOf(secret).map((url) =>
      harEntry({
        status: 401,
        answer: {
          'WWW-Authenticate': `Bearer error="invalid_token", error_description="at ${url}"`,
          'Access-Control-Allow-Origin': '*',
        },
      }),
    ),
    addressOf(secret).map((url) => harEntry({ answer: { 'Access-Control-Allow-Origin': url } })),
    addressOf(secret).map((url) => harEntry({ response: { _error: `net::ERR_FAILED ${url}` } })),
    fc.constant(harEntry({ answer: { 'Set-Cookie': `session=${secret}; Path=/; SameSite=None` } })),
  )
}

/** Lines of a console or a log that carry the secret. */
const lineOf = (secret: string): fc.Arbitrary<string> =>
  fc.oneof(
    addressOf(secret).map((url) => consoleLine.replace('https://other.example.com/contacts', url)),
    addressOf(secret).map((url) => consoleLine.replace("' from", `' (redirected from '${url}') from`)),
    addressOf(secret).map(
      (url) =>
        `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`,
    ),
    addressOf(secret).map((url) => `XMLHttpRequest cannot load ${url} due to access control checks.`),
    addressOf(secret).map((url) => `GET ${url} net::ERR_FAILED 401 (Unauthorized)`),
    addressOf(secret).map(
      (url) =>
        `2026-11-20 ERROR AADSTS50011: The redirect URI '${url}' specified in the request does not match.`,
    ),
    formOf(secret).map((form) => `2026-11-20 ERROR AADSTS7000215: Invalid client secret provided. ${form}`),
    jsonOf(secret).map((json) => `2026-11-20 ERROR AADSTS70008: expired. ${json}`),
    headerOf(secret).map((header) => `IDX10223: Lifetime validation failed. ${JSON.stringify(header)}`),
    headerOf(secret).map((header) => {
      const [[name, value]] = Object.entries(header) as [[string, string]]
      return `GET /contacts HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n${name}: ${value}\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token"\n`
    }),
  )

/** A capture or a text that carries the secret, and a name for it that may do so too. */
export const carrying = (secret: string): fc.Arbitrary<readonly [name: string, content: string]> =>
  fc.tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.constant('a') },
      { weight: 1, arbitrary: parameter.map((name) => `${name}=${secret}`) },
    ),
    fc.oneof(
      fc.array(entryOf(secret), { minLength: 1, maxLength: 4 }).map((entries) => harOf(...entries)),
      fc.array(lineOf(secret), { minLength: 1, maxLength: 3 }).map((lines) => `${lines.join('\n')}\n`),
    ),
  )
