import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textInput } from '../open-input.ts'
import { diagnose } from '../../diagnose.ts'

const api = 'https://api.example.com/contacts'
const app = 'https://app.example.com'
const signIn = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=a'
const from = `from origin '${app}' has been blocked by CORS policy:`
const firefox = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${api}. (Reason:`

const lines = [
  `Access to fetch at '${api}' ${from} No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
  `Access to XMLHttpRequest at '${api}' ${from} Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`,
  `Access to fetch at '${signIn}' (redirected from '${api}') ${from} No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  `Access to fetch at '${api}' ${from} The 'Access-Control-Allow-Origin' header has a value 'https://other.example.com' that is not equal to the supplied origin.`,
  `Access to fetch at '${api}' ${from} The 'Access-Control-Allow-Origin' header contains multiple values 'https://a.example.com, https://b.example.com', but only one is allowed.`,
  `Access to fetch at '${api}' ${from} Request header field x-trace is not allowed by Access-Control-Allow-Headers in preflight response.`,
  `Access to fetch at '${api}' ${from} Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
  `Redirect from '${api}' to '${signIn}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  `${firefox} CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 401.`,
  `${firefox} CORS preflight response did not succeed). Status code: 405.`,
  `${firefox} CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://other.example.com’).`,
  `${firefox} Did not find method in CORS header ‘Access-Control-Allow-Methods’).`,
  `${firefox} CORS request did not succeed). Status code: (null).`,
  `Origin ${app} is not allowed by Access-Control-Allow-Origin. Status code: 200`,
  `Fetch API cannot load ${api} due to access control checks.`,
  'Preflight response is not successful. Status code: 401',
  `Cross-origin redirection to ${signIn} denied by Cross-Origin Resource Sharing policy: Origin ${app} is not allowed by Access-Control-Allow-Origin. Status code: 302`,
  `Refused to connect to '${api}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
  `Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at ${api} because it violates the following directive: “connect-src 'self'”`,
  `Mixed Content: The page at '${app}/' was loaded over HTTPS, but requested an insecure resource 'http://api.example.com/'. This request has been blocked; the content must be served over HTTPS.`,
  `GET ${api} 401 (Unauthorized)`,
  `GET ${api} net::ERR_NAME_NOT_RESOLVED`,
  'Failed to load resource: the server responded with a status of 401 (Unauthorized)',
  `Uncaught (in promise) SyntaxError: Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
  'Uncaught (in promise) TypeError: Failed to fetch',
  'TypeError: NetworkError when attempting to fetch resource.',
]

/** What is said of a text, apart from the place and the words of the lines. */
const said = async (text: string): Promise<unknown> => {
  const { findings, notChecked } = await diagnose([textInput('a', text)], { now: 1_700_000_000 })
  return {
    findings: findings.map(({ code, severity, summary, count }) => ({ code, severity, summary, count })),
    notChecked: notChecked.map(({ reason }) => reason),
  }
}

const marks = ['', '  ', '\t', '> ', '>> ', '    > ', '# ', '// ', '| '] as const

describe('a console line that was wrapped', () => {
  test.each(lines)('gives the same finding at whatever blanks, indented or quoted: %s', async (line) => {
    const whole = await said(line)
    expect(whole).not.toEqual({ findings: [], notChecked: [] })
    const words = line.split(' ')
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: words.length - 1 }), { maxLength: 12 }),
        fc.constantFrom(...marks),
        fc.constantFrom('\n', '\r\n'),
        async (breaks, mark, end) => {
          const wrapped = words.map((word, at) =>
            at === 0 ? word : breaks.includes(at) ? `${end}${mark}${word}` : ` ${word}`,
          )
          expect(await said(`${mark}${wrapped.join('')}${end}`)).toEqual(whole)
        },
      ),
      { numRuns: 60 },
    )
  })

  test.each(lines.filter((line) => line.includes('CORS')))(
    'gives it when a terminal cut it at any column: %s',
    async (line) => {
      const whole = await said(line)
      for (let columns = 30; columns <= 120; columns += 3)
        expect([columns, await said(line.replaceAll(new RegExp(`.{1,${columns}}`, 'g'), '$&\n'))]).toEqual([
          columns,
          whole,
        ])
    },
  )
})

test.each([
  "2026-11-21 09:14:03 WARN No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  '[09:14:03.221] Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.',
])('a line with a time of its own goes on with no message: %s', async (line) => {
  const { findings } = await diagnose([textInput('a', `Access to fetch at '${api}' ${from}\n${line}`)])
  const values = findings.flatMap(({ evidence }) => evidence.map(({ value }) => value))
  expect(values).toContain(line)
})
