import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Evidence, Report } from '../report.ts'
import { renderSarif } from './render-sarif.ts'

const sample = JSON.parse(readFileSync(new URL('fixtures/report.json', import.meta.url), 'utf8')) as Report

interface Located {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string }
    readonly region: Readonly<Record<string, number>>
  }
}

interface Log {
  readonly version: string
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean
          readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[]
        },
      ]
      readonly results: readonly {
        readonly ruleId: string
        readonly ruleIndex: number
        readonly level: string
        readonly locations: readonly Located[]
        readonly relatedLocations?: readonly Located[]
        readonly partialFingerprints: Readonly<Record<string, string>>
      }[]
    },
  ]
}

const sarif = (report: Report): Log['runs'][0] => {
  const log = JSON.parse(renderSarif(report)) as Log
  expect(log.version).toBe('2.1.0')
  return log.runs[0]
}

const locationOf = (evidence: Partial<Evidence>): Located | undefined => {
  const [finding] = sample.findings
  if (!finding) throw new Error('the sample has no finding')
  const whole: Evidence = { input: 'a.har', what: 'x', value: 'y', ...evidence }
  return sarif({ ...sample, findings: [{ ...finding, evidence: [whole] }] }).results[0]?.locations[0]
}

test('there is a rule for each code and a result for each finding', () => {
  const { tool, results } = sarif({ ...sample, findings: [...sample.findings, ...sample.findings] })
  expect(tool.driver.rules.map(({ id }) => id)).toEqual([
    'session/redirected-to-sign-in',
    'cors/cached-without-vary',
  ])
  expect(results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
    ['session/redirected-to-sign-in', 0, 'error'],
    ['cors/cached-without-vary', 1, 'warning'],
    ['session/redirected-to-sign-in', 0, 'error'],
    ['cors/cached-without-vary', 1, 'warning'],
  ])
})

test('the first evidence is the location, the others are related', () => {
  const [result] = sarif(sample).results
  expect(result?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'captures/contacts.har' },
    region: { startLine: 1, byteOffset: 48213, byteLength: 0 },
  })
  expect(result?.relatedLocations?.[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'stdin' },
    region: { startLine: 3, byteOffset: 211, byteLength: 0 },
  })
})

test.each([
  ['captures/a.har', 'captures/a.har'],
  ['./a b.har', 'a%20b.har'],
  ['/home/ada/a.har', 'a.har'],
  ['../../ada/a.har', 'a.har'],
  ['C:\\Users\\ada\\a.har', 'a.har'],
  ['\\\\server\\share\\a.har', 'a.har'],
  ['file:///home/ada/a.har', 'a.har'],
  ['-', 'stdin'],
  ['/', 'input'],
])('the input %s is called %s: no absolute path, none that leads out', (input, uri) => {
  expect(locationOf({ input })?.physicalLocation.artifactLocation.uri).toBe(uri)
})

test('what could not be read or checked is a notification', () => {
  const [{ executionSuccessful, toolExecutionNotifications }] = sarif(sample).invocations
  expect(executionSuccessful).toBe(true)
  expect(toolExecutionNotifications.map(({ message }) => message.text.split(/[.:]/)[0])).toEqual([
    'capture/sanitised',
    'capture/not-recognised',
    'Not checked',
  ])
  const unread = { ...sample, inputs: sample.inputs.filter(({ kind }) => kind === 'unknown') }
  expect(sarif(unread).invocations[0].executionSuccessful).toBe(false)
})

test('the fingerprint of a finding stays the same from run to run, and is not another’s', () => {
  const prints = (report: Report): readonly (string | undefined)[] =>
    sarif(report).results.map(({ partialFingerprints }) => partialFingerprints['clearway/v1'])
  expect(prints(sample)).toEqual(prints(sample))
  expect(new Set(prints(sample)).size).toBe(2)
})
