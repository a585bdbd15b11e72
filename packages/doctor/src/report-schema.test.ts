import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { renderReport } from './render/render-report.ts'
import { reportJsonSchema, reportSchema } from './report-schema.ts'

const sample = (): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL('render/fixtures/report.json', import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >

const published = z.fromJSONSchema(reportJsonSchema())

describe('the schema of a report', () => {
  test('is published as draft 2020-12 with every key described where it needs words', () => {
    const schema = reportJsonSchema()
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(schema['required']).toEqual(['schema', 'inputs', 'findings', 'notChecked'])
    expect(schema['additionalProperties']).toBe(false)
  })

  test('accepts what the JSON renderer writes, as it was written', async () => {
    const report = reportSchema.parse(sample())
    const written: unknown = JSON.parse(await renderReport(report, { format: 'json' }))
    expect(reportSchema.safeParse(written).success).toBe(true)
    expect(published.safeParse(written).success).toBe(true)
  })

  test.each([
    ['another schema', { schema: 'clearway.report/2' }],
    ['a key too many', { extra: 1 }],
    ['an unknown kind of input', { inputs: [{ name: 'a', kind: 'pcap', exchanges: 0, problems: [] }] }],
    ['a number that is none', { inputs: [{ name: 'a', kind: 'har', exchanges: -1, problems: [] }] }],
    ['no list of findings', { findings: undefined }],
    ['an unknown code', { findings: [{ code: 'cors/unheard-of' }] }],
  ])('refuses %s', (_what, change) => {
    const changed = JSON.parse(JSON.stringify({ ...sample(), ...change })) as unknown
    expect(reportSchema.safeParse(changed).success).toBe(false)
    expect(published.safeParse(changed).success).toBe(false)
  })
})
