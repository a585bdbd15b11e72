import { catalogue } from '@clearway/rules/problems'
import { expect, test } from 'vitest'
import type { Finding, Report } from '../report.ts'
import { redactReport, redactTexts } from './redact-report.ts'

const secret = 's3cr3t-Value-0987'

const finding: Finding = {
  code: 'session/cookie-not-sent',
  severity: 'error',
  title: 'A cookie was not sent',
  summary: `It called https://a.test/?code=${secret}.`,
  count: 1,
  evidence: [],
  fixes: [],
  docs: 'docs/problems/session/cookie-not-sent.md',
}

const reportOf = (changes: Partial<Finding>): Report => ({
  schema: 'clearway.report/1',
  inputs: [],
  findings: [{ ...finding, ...changes }],
  notChecked: [],
})

const evidenceOf = (what: string, value: string): string | undefined =>
  redactReport(reportOf({ evidence: [{ input: 'a.har', what, value }] })).findings[0]?.evidence[0]?.value

test.each([
  [
    'response header set-cookie',
    `sid=${secret}; SameSite=Lax; Path=/`,
    'sid=[redacted]; SameSite=Lax; Path=/',
  ],
  ['request header authorization', `Bearer ${secret}`, 'Bearer [redacted]'],
  ['request header X-Api-Key', secret, '[redacted]'],
  ['form field code', secret, '[redacted]'],
  ['response header location', `https://a.test/#id_token=${secret}`, 'https://a.test/#id_token=[redacted]'],
  ['token claim exp', '2026-11-21T04:00:00Z', '2026-11-21T04:00:00Z'],
  ['status', '302 Found', '302 Found'],
])('the value of evidence is redacted by what it is: %s', (what, value, redacted) => {
  expect(evidenceOf(what, value)).toBe(redacted)
})

test('every text is redacted, the numbers and flags stay', () => {
  const report = redactReport({
    schema: 'clearway.report/1',
    inputs: [
      {
        name: `a?code=${secret}`,
        kind: 'har',
        writtenBy: `x token=${secret}`,
        exchanges: 2,
        problems: [{ code: 'capture/truncated', detail: `at {"password":"${secret}"}`, offset: 7 }],
      },
    ],
    findings: [
      {
        ...finding,
        chain: [
          {
            kind: 'call',
            method: 'GET',
            url: `https://u:${secret}@a.test/`,
            status: 302,
            note: `Location: /?sig=${secret}`,
            stopped: true,
          },
        ],
        fixes: [
          {
            title: `t token=${secret}`,
            steps: `Cookie: a=${secret}`,
            language: 'http',
            text: `X-Api-Key: ${secret}`,
          },
        ],
        docs: `docs?code=${secret}`,
      },
    ],
    notChecked: [{ check: `c code=${secret}`, reason: `r {"id_token":"${secret}"}` }],
    verdicts: [{ profile: 'spec', outcome: 'blocked', step: 'C1', reason: `?code=${secret}` }],
  })
  expect(JSON.stringify(report)).not.toContain(secret)
  expect(report.inputs[0]?.problems[0]?.offset).toBe(7)
  expect(report.findings[0]?.chain?.[0]).toMatchObject({ status: 302, stopped: true })
})

test('what the catalogue says stays as it is, text to copy above all', () => {
  for (const [code, { fixes }] of Object.entries(catalogue)) {
    const report = redactReport(reportOf({ fixes }))
    expect(report.findings[0]?.fixes, code).toEqual(fixes)
  }
})

test('control characters and those that turn the direction of writing are written out', () => {
  const { summary } = redactTexts({ summary: 'a\u001B[31mb\u0007\u009Bc\u202Ed\u200Be\nf\tg' })
  expect(summary).toBe(String.raw`a\u{1b}[31mb\u{7}\u{9b}c\u{202e}d\u{200b}e` + '\nf\tg')
})

test('a secret that control characters try to hide is found', () => {
  expect(evidenceOf('console line', `https://a.test/?code=${secret}\u0000&x`)).not.toContain(secret)
  expect(evidenceOf('console line', `https://a.test/?co\u200Bde=${secret}&x\u0000`)).toBeDefined()
})

test('redacting a report twice changes nothing more', () => {
  const once = redactReport(
    reportOf({
      evidence: [{ input: '-', what: 'request header cookie', value: `a=${secret}; b=${secret}` }],
    }),
  )
  expect(redactReport(once)).toEqual(once)
})
