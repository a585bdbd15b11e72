import { expect, test } from 'vitest'
import type { Found } from './checks/check.ts'
import { joinFound } from './join-found.ts'
import { renderReport, reportFormats } from './render/render-report.ts'
import type { Report } from './report.ts'

const things = (count: number, more: Partial<Found>): readonly Found[] =>
  Array.from({ length: count }, (_, at) => ({
    code: 'cors/missing-allow-origin',
    summary: 'It failed.',
    subject: `https://api.example.com/${more.severity ?? 'error'}/${at}`,
    evidence: [],
    ...more,
  }))

const joined = joinFound([
  ...things(20, { severity: 'info' }),
  ...things(30, { severity: 'warning' }),
  ...things(190, {}),
])
const report: Report = { schema: 'clearway.report/1', inputs: [], notChecked: [], ...joined }

test('of more than two hundred findings the gravest are kept, and the others counted', () => {
  expect(joined.findings).toHaveLength(200)
  expect(joined.findings.filter(({ severity }) => severity === 'error')).toHaveLength(190)
  expect(joined.findingsLeftOut).toEqual({ error: 0, warning: 20, info: 20 })
})

test('where all are told, nothing is said of others', () => {
  expect(joinFound(things(200, {}))).not.toHaveProperty('findingsLeftOut')
})

test.each(reportFormats)('%s says how many findings are left out', async (format) => {
  const text = await renderReport(report, { format })
  if (format === 'json') expect(JSON.parse(text)).toMatchObject({ findingsLeftOut: joined.findingsLeftOut })
  else
    expect(text.replaceAll('\n', ' ').replaceAll('\\', '')).toContain(
      '40 further findings (20 warnings, 20 notes) left out after the first 200.',
    )
})

test('the conclusion counts all of them', async () => {
  expect(await renderReport(report, { format: 'text' })).toMatch(
    /Found 190 errors, 30 warnings, 20 notes\.\n$/,
  )
})

test('what recovered is no part of what did not', () => {
  const subject = 'https://api.example.com/'
  const same = [...things(1, { subject }), ...things(3, { subject, recovered: true, severity: 'info' })]
  expect(joinFound(same).findings.map(({ severity, count }) => [severity, count])).toEqual([
    ['error', 1],
    ['info', 3],
  ])
})
