import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ChainHop, Report } from '../../report.ts'
import { renderText } from './render-text.ts'
import type { Paint } from './text-style.ts'

const sample = JSON.parse(readFileSync(new URL('../fixtures/report.json', import.meta.url), 'utf8')) as Report

const empty: Report = { schema: 'clearway.report/1', inputs: [], findings: [], notChecked: [] }

const lastLine = (report: Report): string | undefined => renderText(report).trimEnd().split('\n').at(-1)

const marks: Paint = {
  strong: (text) => `<b>${text}</b>`,
  quiet: (text) => `<q>${text}</q>`,
  error: (text) => `<error>${text}</error>`,
  warning: (text) => `<warning>${text}</warning>`,
  info: (text) => `<info>${text}</info>`,
  good: (text) => `<good>${text}</good>`,
}

const drawing = (chain: readonly ChainHop[], unicode: boolean): readonly string[] => {
  const [finding] = sample.findings
  if (!finding) throw new Error('the sample has no finding')
  const text = renderText(
    { ...empty, findings: [{ ...finding, chain, evidence: [], fixes: [] }] },
    { unicode },
  )
  return text
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.slice(4))
}

test('a report reads like this', () => {
  expect(renderText(sample)).toMatchInlineSnapshot(`
    "ERROR  A background call was redirected to sign-in
    session/redirected-to-sign-in, seen 3 times

      The page https://contacts.example.com called
      https://api.example.com/contacts/v1/people, which answered with a redirect to
      \`login.microsoftonline.com\`. The sign-in page has no CORS, so the browser kept
      the answer from the page.

        ●  OPTIONS https://api.example.com/contacts/v1/people  (preflight)
        │  └ 204
        ▼  GET https://api.example.com/contacts/v1/people
        │  └ 302  Location: https://login.microsoftonline.co…1/oauth2/v2.0/authorize
        ✗  GET https://login.microsoftonline.com/111…uth2/v2.0/authorize  (redirect)
           └ 200  no Access-Control-Allow-Origin
             the browser stops here; the page gets nothing of this answer

      Evidence
        captures/contacts.har, entry 12, byte 48213
          response header location:
            https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/oauth2/v2.0/authorize?client_id=22222222-2222-2222-2222-222222222222&response_type=code%20id_token&response_mode=form_post&nonce=6370sdfjAbCdEf123456&state=CfDJ8AbCdEfGhIjKlMnOpQrStUv
        standard input, line 3, byte 211
          console line:
            Access to fetch at 'https://login.microsoftonline.com/…' (redirected
            from 'https://api.example.com/contacts/v1/people') from origin
            'https://contacts.example.com' has been blocked by CORS policy

      Fix 1 of 3: Answer background calls with 401
        Redirect navigations only. In ASP.NET Core, decide by \`Sec-Fetch-Mode\` in
        the cookie handler’s events.

            options.Events.OnRedirectToLogin = context =>
            {
                if (context.Request.Headers["Sec-Fetch-Mode"] != "navigate")
                    context.Response.StatusCode = 401;
                else
                    context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };

      Other fixes, in full with --all-fixes
        2. Let the page sign in again when a call answers 401
        3. Put Clearway in front of the API

      More  docs/problems/session/redirected-to-sign-in.md

    WARNING  An answer for one origin may be served to another
    cors/cached-without-vary

      https://cdn.example.com/list.json names one origin in
      Access-Control-Allow-Origin and has no Vary.

      Evidence
        captures/contacts.har, entry 20, byte 90001
          response header vary: absent

      Fix 1: Send Vary: Origin on every answer
        Also on those without an Origin.

            add_header Vary Origin always;

      More  docs/problems/cors/cached-without-vary.md

    Read
      captures/contacts.har  HAR of WebInspector 537.36, 42 exchanges
        capture/sanitised: Cookies and Authorization headers were left out of the
        export. Export it with sensitive data to see them.
      standard input  text
      /home/ada/Downloads/photo.jpg  not recognised
        capture/not-recognised: This is neither a capture nor text. Bring a HAR, a
        SAZ, a NetLog or text. (byte 0)

    Not checked
      - cookies that stayed behind: The capture leaves cookies out: export the HAR
        with sensitive data.

    Found 1 error, 1 warning.
    "
  `)
})

test('nothing but addresses and text to copy is wider than 80 columns', () => {
  const wide = {
    ...sample,
    findings: sample.findings.map((finding) => Object.assign({}, finding, { fixes: [] })),
  }
  expect(
    renderText(wide)
      .split('\n')
      .filter((line) => line.length > 80 && /\S\s+\S/.test(line)),
  ).toEqual([])
})

test('without Unicode nothing but ASCII comes out', () => {
  expect(renderText(sample, { unicode: false })).toMatch(/^[\n\x20-\x7E]*$/)
})

test('all fixes are told in full when that is asked for', () => {
  const text = renderText(sample, { fixes: 'all' })
  expect(text).toContain("if (answer.status === 401) location.assign('/signin')")
  expect(text).toContain('Fix 3 of 3: Put Clearway in front of the API')
  expect(text).not.toContain('--all-fixes')
})

test('a note names its fixes and shows none: what works can wait', () => {
  const [finding] = sample.findings as readonly [Report['findings'][number]]
  const text = renderText({ ...empty, findings: [{ ...finding, severity: 'info' }] })
  expect(text).toContain('  Fixes, in full with --all-fixes\n    1. ')
  expect(text).not.toContain('Fix 1 of')
})

test('colours mark severity, the stop and the verdict', () => {
  const text = renderText(sample, { paint: marks })
  expect(text).toContain('<error>ERROR</error>  <b>A background call was redirected to sign-in</b>')
  expect(text).toContain('<warning>WARNING</warning>')
  expect(text).toMatch(/<error>✗ {2}GET https:/)
  expect(text).toMatch(/<error>Found 1 error, 1 warning\.<\/error>\n$/)
})

describe('the drawing', () => {
  const preflight: ChainHop = {
    kind: 'preflight',
    method: 'OPTIONS',
    url: 'https://a.test/x',
    status: 401,
    stopped: true,
  }
  const call: ChainHop = { kind: 'call', method: 'PUT', url: 'https://a.test/x' }

  test('shows that a call is not sent when its preflight stops it', () => {
    expect(drawing([preflight, call], true)).toEqual([
      '✗  OPTIONS https://a.test/x  (preflight)',
      '│  └ 401',
      '│    the browser stops here; the call itself is not sent',
      '▼  PUT https://a.test/x',
      '   └ not sent',
    ])
  })

  test('has an ASCII form', () => {
    expect(drawing([preflight, call], false)).toEqual([
      'X  OPTIONS https://a.test/x  (preflight)',
      '|  ` 401',
      '|    the browser stops here; the call itself is not sent',
      'v  PUT https://a.test/x',
      '   ` not sent',
    ])
  })

  test('marks an answer that the page got and that says no', () => {
    expect(drawing([{ ...call, status: 401 }], true)).toEqual(['!  PUT https://a.test/x', '   └ 401'])
  })

  test('ends well where nothing stopped', () => {
    expect(
      drawing(
        [
          { ...call, status: 302 },
          { ...call, kind: 'redirect', status: 200 },
        ],
        true,
      ),
    ).toEqual(['●  PUT https://a.test/x', '│  └ 302', '✓  PUT https://a.test/x  (redirect)', '   └ 200'])
  })
})

describe('the last line', () => {
  const unreadable = sample.inputs.filter(({ kind }) => kind === 'unknown')

  test.each<[string, Report]>([
    ['Found nothing wrong.', empty],
    [
      'Found nothing wrong, but not everything could be checked.',
      { ...empty, notChecked: sample.notChecked },
    ],
    [
      'Found nothing wrong, but not everything could be checked.',
      { ...empty, inputs: [{ name: 'a.har', kind: 'har', exchanges: 1, problems: [] }, ...unreadable] },
    ],
    ['Found no error: 1 warning.', { ...empty, findings: sample.findings.slice(1) }],
    ['Found 1 error.', { ...empty, findings: sample.findings.slice(0, 1) }],
    ['Nothing could be read.', { ...empty, inputs: unreadable }],
  ])('%s', (says, report) => {
    expect(lastLine(report)).toBe(says)
  })
})

test('a file that is not there is not read, which is no matter of its kind', () => {
  const problems = [{ code: 'capture/unreadable', detail: 'There is no file a.har.' }] as const
  const inputs = [{ name: 'a.har', kind: 'unknown', exchanges: 0, problems }] as const
  expect(renderText({ ...empty, inputs })).toBe(
    'Read\n  a.har  not read\n    capture/unreadable: There is no file a.har.\n\nNothing could be read.\n',
  )
})

test('what holds of a token is listed', () => {
  const held = [{ check: 'issuer', value: 'https://login.example.com/' }]
  expect(renderText({ ...empty, held }, { unicode: false })).toContain(
    'What holds of the token\n  * issuer: https://login.example.com/\n',
  )
})

test('verdicts of a probe stand by profile, those that agree together', () => {
  const text = renderText({
    ...empty,
    verdicts: [
      { profile: 'spec', outcome: 'readable', step: 'C3', reason: 'It is fine.' },
      { profile: 'chromium', outcome: 'readable', step: 'C3', reason: 'It is fine.' },
      { profile: 'firefox', outcome: 'blocked', step: 'C1', reason: 'It is not.' },
    ],
  })
  expect(text).toContain(
    '  spec, chromium: readable (C3)\n    It is fine.\n  firefox: blocked (C1)\n    It is not.\n',
  )
})
