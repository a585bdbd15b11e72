import { describe, expect, test } from 'vitest'
import { harEntry, harOf } from './support/captures.ts'
import { diagnosed, inputOf, renderings } from './support/renderings.ts'

/**
 * What patterns of the doctor's begin with, end with, or repeat. A pattern that goes back over what it has read takes
 * minutes for the lines below, and the test runs out of time.
 */
const pieces: readonly string[] = [
  ...Array.from(' .,;:=&%@/\\|(){}[]<>"\'`’“#*-_~+aA1\t\r\0\u001B\u200B\u00A0\uFFFD東'),
  'a.',
  'a,',
  'a=',
  'a: ',
  'a=b;',
  'aA1',
  '\\"',
  '\\n',
  '\\u0022',
  '%25',
  '%3D',
  '%2F%2F',
  '&#39;',
  '//a',
  'http://a@',
  '> ',
  'eyJ',
  'eyJ.',
  'eyJa.',
  'bearer ',
  'Bearer eyJ',
  'basic a',
  'cookie: ',
  'set-cookie:',
  'code=',
  'token%3D',
  '"name":',
  '"name" ',
  'AADSTS1 ',
  'IDX10205 ',
  'CfDJ8',
  '0.A',
  'PHNhbWxw',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  'error="',
  ', error="',
  'Access to fetch at ',
  "'a' from origin ",
  '(redirected from ',
  'Refused to ',
  '(Reason: ',
  'Status code: ',
  'jwt ',
  'scope ',
]

const starts: readonly string[] = [
  '',
  'Authorization: Bearer ',
  "Access to fetch at '",
  "Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: ",
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ',
  'Refused to connect to ',
  "AADSTS50011: The redirect URI '",
  "IDX10214: Audience validation failed. Audiences: '",
  '{"message":"',
]

const longOf = (piece: string, length: number): string => `${piece.repeat(Math.ceil(length / piece.length))}x`

describe('one piece of text over and over is read in a time that can be waited for', () => {
  test.each(starts)('in lines that begin with %j', async (start) => {
    const lines = pieces.map((piece) => start + longOf(piece, 60_000))
    const report = await diagnosed(inputOf('lines', `${lines.join('\n')}\n`.repeat(6)))
    for (const [, text] of await renderings(report)) expect(text.length).toBeLessThan(1_000_000)
  })

  test('in every place of a HAR', async () => {
    const entriesOf = (piece: string): readonly object[] => {
      const long = longOf(piece, 16_000)
      const names = ['Origin', 'Cookie', 'Authorization', 'Referer', 'Access-Control-Request-Headers']
      const answers = [
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Headers',
        'Location',
        'Set-Cookie',
        'WWW-Authenticate',
        'Vary',
      ]
      return [
        harEntry({
          url: `https://api.example.com/${long}?${long}#${long}`,
          method: long,
          response: { _error: long },
        }),
        ...names.map((name) => harEntry({ headers: { [name]: long }, status: 401 })),
        ...answers.map((name) => harEntry({ answer: { [name]: long }, status: 302 })),
        harEntry({
          status: 400,
          url: `https://login.microsoftonline.com/common/oauth2/v2.0/token?${long}`,
          request: { postData: { mimeType: 'application/json', text: long } },
          response: { content: { mimeType: 'text/html', text: long } },
        }),
      ]
    }
    const entries = pieces.flatMap(entriesOf)
    const report = await diagnosed(inputOf('a.har', harOf(...entries)))
    expect(report.inputs[0]?.exchanges).toBe(entries.length)
    for (const [, text] of await renderings(report)) expect(text.length).toBeLessThan(20_000_000)
  })
})
