import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cookieCases, handWrittenCases } from './cases.ts'
import { generateCases } from './generate/exchanges.ts'
import type { Mismatch } from './support/compare-with-browser.ts'
import { openChromium, type Comparison } from './support/open-comparison.ts'

/** `CLEARWAY_SEED=…` runs a failure again. */
const seed = Number(process.env['CLEARWAY_SEED'] ?? 20_261_121)

describe.each(['allowed', 'blocked'] as const)(
  'Chromium with third-party cookies %s',
  (thirdPartyCookies) => {
    const cookies = cookieCases(thirdPartyCookies)
    const cases = thirdPartyCookies === 'allowed' ? [...handWrittenCases, ...cookies] : cookies
    const generated = generateCases(seed, thirdPartyCookies === 'allowed' ? 600 : 100, thirdPartyCookies)
    let comparison: Comparison
    let mismatches: readonly Mismatch[] = []
    beforeAll(async () => {
      comparison = await openChromium({ thirdPartyCookies })
      mismatches = await comparison.compare(cases, 'chromium')
    }, 120_000)
    afterAll(() => comparison.close())

    it.each(cases.map(({ name }) => name))('does as the engine says: %s', (name) => {
      expect(mismatches.filter((each) => each.case === name)).toEqual([])
    })

    it(`does as the engine says over ${generated.length} generated cases (seed ${seed})`, async () => {
      expect(await comparison.compare(generated, 'chromium')).toEqual([])
    }, 120_000)
  },
)
