import { describe, expect, test } from 'vitest'
import { consoleLine, harEntry, harHead, harOf, harTail } from './support/captures.ts'
import { diagnosed, inputOf, renderings } from './support/renderings.ts'

const escape = '\u001B'
/** What acts on terminals, on the order of writing, or on readers of Markdown, HTML and logs. */
const tricks: readonly (readonly [what: string, text: string])[] = [
  ['colours and titles of a terminal', `${escape}[31mx${escape}]0;title\u0007${escape}[2J`],
  ['one-byte controls', '\u009B31mx\u0090\u0000\u0008\u007F'],
  ['a change of direction', '\u202Eevil\u2066x\u2069\u200F'],
  ['line ends', 'x\r\nSet-Cookie: y\r\u2028\u2029\u0085z'],
  ['lone surrogates', 'x\uD800y\uDC00z'],
  ['what is not seen', '\u200B\u00AD\uFEFF\u{E0041}\u{F0000}'],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg onload=alert(1)>]]>-->'],
  ['Markdown', '`x`\n```\n# H\n![i](https://evil.example/i.png) [l](javascript:alert(1)) | a |\n<b>'],
]

const inQuotes = (text: string): string => JSON.stringify(text).slice(1, -1)
const blocked = consoleLine.replace('contacts', '{}')

const places: readonly (readonly [place: string, input: (trick: string) => string])[] = [
  ['the URL', (trick) => harOf(harEntry({ url: `https://api.example.com/${trick}?${trick}#${trick}` }))],
  ['the host', (trick) => harOf(harEntry({ url: `https://${trick}.example.com/` }))],
  ['the method', (trick) => harOf(harEntry({ method: `GET${trick}` }))],
  ['header names', (trick) => harOf(harEntry({ headers: { [trick]: 'x' }, answer: { [trick]: 'x' } }))],
  [
    'header values',
    (trick) =>
      harOf(
        harEntry({
          headers: { 'X-A': trick },
          answer: { 'Access-Control-Allow-Origin': trick, Vary: trick },
        }),
      ),
  ],
  ['the Origin', (trick) => harOf(harEntry({ headers: { Origin: trick, Referer: trick } }))],
  [
    'the Location',
    (trick) => harOf(harEntry({ status: 302, answer: { Location: `https://b.example.com/${trick}` } })),
  ],
  [
    'the challenge',
    (trick) =>
      harOf(
        harEntry({
          status: 401,
          answer: {
            'Access-Control-Allow-Origin': '*',
            'WWW-Authenticate': `Bearer error="invalid_token", error_description="${trick}"`,
          },
          response: { _error: undefined },
        }),
      ),
  ],
  [
    'the body',
    (trick) =>
      harOf(
        harEntry({
          status: 400,
          url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
          response: {
            content: {
              mimeType: 'application/json',
              text: JSON.stringify({
                error: 'invalid_grant',
                error_description: `AADSTS50011: The redirect URI '${trick}' specified in the request does not match. ${trick}`,
              }),
            },
          },
        }),
      ),
  ],
  ['the error', (trick) => harOf(harEntry({ response: { _error: `net::ERR_${trick}` } }))],
  [
    'the writer',
    (trick) => harHead.replace('WebInspector', inQuotes(trick)) + JSON.stringify(harEntry()) + harTail,
  ],
  ['a console line', (trick) => `${blocked.replace('{}', trick)}\n`],
  [
    'a log line',
    (trick) =>
      `ERROR AADSTS50011: The redirect URI '${trick}' specified in the request does not match ${trick}\n`,
  ],
]

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const acting = /[^\P{C}\n\t]|[\u2028\u2029]/u

describe.each(tricks)('%s', (_, trick) => {
  test.each(places)('reach no reader from %s', async (_place, input) => {
    const report = await diagnosed(inputOf('a.har', input(trick)), inputOf(`${trick}.txt`, consoleLine))
    for (const [format, text] of await renderings(report)) {
      expect(acting.exec(text), format).toBeNull()
      if (format === 'html') {
        expect(text).not.toMatch(/<(?:script|img)|<svg onload|onerror=alert\(1\)>/i)
        expect(text).not.toMatch(/(?:src|href)\s*=\s*["']?(?:https?:|javascript:|\/\/)(?!\/github\.com)/i)
      }
      if (format === 'markdown') {
        const outside = text
          .replaceAll(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, '')
          .replaceAll(/(?<!\\)(`+)[^`](?:[^]*?[^`])??\1(?!`)/g, '')
        expect(outside).not.toMatch(/(?<!\\)(?:<script|<img|!\[i\]|\]\(javascript:)|^# H/m)
      }
      if (format === 'json' || format === 'sarif') expect(() => JSON.parse(text) as unknown).not.toThrow()
    }
  })
})
