import { readFileSync } from 'node:fs'
import { assert, asyncProperty, constantFrom, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../report.ts'
import { renderReport, reportFormats } from './render-report.ts'

const sample = JSON.parse(readFileSync(new URL('fixtures/report.json', import.meta.url), 'utf8')) as Report

const [first] = sample.findings
if (!first) throw new Error('the sample has no finding')

/** A report with a text in every place in which a report has one. */
const withEverywhere = (text: string): Report => ({
  schema: 'clearway.report/1',
  inputs: [
    {
      name: `in ${text}`,
      kind: 'har',
      writtenBy: `by ${text}`,
      exchanges: 1,
      problems: [{ code: 'capture/truncated', detail: `detail ${text}` }],
    },
  ],
  findings: [
    {
      ...first,
      title: `title ${text}`,
      summary: `summary ${text}`,
      evidence: [
        { input: `in ${text}`, entry: 1, what: 'console line', value: text },
        { input: '-', line: 1, what: `what ${text}`, value: `value ${text}` },
      ],
      chain: [
        {
          kind: 'call',
          method: 'GET',
          url: `https://a.test/${text}`,
          status: 302,
          note: `Location: ${text}`,
        },
        { kind: 'redirect', method: `M ${text}`, url: text, note: text, stopped: true },
      ],
      fixes: [{ title: `fix ${text}`, steps: `steps ${text}`, language: 'http', text: `text\n${text}` }],
    },
  ],
  notChecked: [{ check: `check ${text}`, reason: `reason ${text}` }],
  verdicts: [{ profile: 'chromium', outcome: 'blocked', step: 'C1', reason: `reason ${text}` }],
})

const forms = [
  'https://a.test/cb?code=§&x=1',
  'https://a.test/cb#access_token=§',
  'n=https%3A%2F%2Fa.test%3Fid_token%3D§%26x',
  'client_secret=§&y',
  '{"refresh_token":"§"}',
  'Authorization: Bearer §',
  'Cookie: a=§; b=§',
  'Set-Cookie: sid=§; Path=/',
  'X-Api-Key: §',
  'https://ada:§@a.test/',
  'password=§',
  'eyJ§.eyJ§.§',
]

describe.each(reportFormats)('as %s', (format) => {
  test('no planted secret comes out, in any place', async () => {
    const secret = string({
      unit: constantFrom(...'abcXYZ0189-_'.split('')),
      minLength: 14,
      maxLength: 30,
    }).map((text) => `q7${text}`)
    await assert(
      asyncProperty(secret, constantFrom(...forms), async (value, form) => {
        const report = withEverywhere(form.replaceAll('§', value))
        expect(await renderReport(report, { format, style: { fixes: 'all' } })).not.toContain(value)
      }),
      { numRuns: 60 },
    )
  })

  test('nothing throws and no control character comes out, whatever the texts', async () => {
    await assert(
      asyncProperty(string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const written = await renderReport(withEverywhere(text), { format })
        expect(written).not.toMatch(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u)
        expect(written.endsWith('\n')).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test('a report without anything is one as well', async () => {
    const empty: Report = { schema: 'clearway.report/1', inputs: [], findings: [], notChecked: [] }
    expect(await renderReport(empty, { format })).not.toBe('')
  })
})

test('JSON has the keys in the order of the contract, whatever their order before', async () => {
  const shuffled = Object.fromEntries(Object.entries(sample).reverse()) as unknown as Report
  const written = await renderReport(shuffled, { format: 'json' })
  expect(written).toBe(await renderReport(sample, { format: 'json' }))
  expect(Object.keys(JSON.parse(written) as object)).toEqual(['schema', 'inputs', 'findings', 'notChecked'])
})
