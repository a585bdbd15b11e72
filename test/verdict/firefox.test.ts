import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cookieCases, handWrittenCases } from './cases.ts'
import type { Mismatch } from './support/compare-with-browser.ts'
import { firefoxPath } from './support/firefox-calls.ts'
import { openFirefox, type Comparison } from './support/open-comparison.ts'
import type { VerdictCase } from './support/verdict-case.ts'

/** Left out only where Firefox cannot be had; in CI it has to be there. */
const isMissing = firefoxPath() === undefined && process.env['CI'] !== 'true'

describe.skipIf(isMissing)('Firefox with third-party cookies allowed', () => {
  const cases = [...handWrittenCases, ...cookieCases('allowed')]
  let comparison: Comparison
  let mismatches: readonly Mismatch[] = []
  beforeAll(async () => {
    comparison = await openFirefox({ thirdPartyCookies: 'allowed' })
    // Firefox remembers 100 preflight answers and makes room by itself: what is about that comes first.
    const isRow = ({ exchanges }: VerdictCase): boolean => exchanges.length > 1
    mismatches = [
      ...(await comparison.compare(cases.filter(isRow), 'firefox')),
      ...(await comparison.compare(
        cases.filter((each) => !isRow(each)),
        'firefox',
      )),
    ]
  }, 120_000)
  afterAll(() => comparison.close())

  it.each(cases.map(({ name }) => name))('does as the engine says: %s', (name) => {
    expect(mismatches.filter((each) => each.case === name)).toEqual([])
  })
})
