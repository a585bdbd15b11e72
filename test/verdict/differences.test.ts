import { differences, type Difference, type Exchange, type Profile } from '@clearway/rules/verdict'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { firefoxPath } from './support/firefox-calls.ts'
import {
  openAgeingChromium,
  openAgeingFirefox,
  openChromium,
  openFirefox,
  type Comparison,
} from './support/open-comparison.ts'
import { hasCompiler } from './support/movable-clock.ts'
import type { VerdictCase } from './support/verdict-case.ts'

/** Whether a sequence is over as fast as it can be made: in others minutes or hours have to pass. */
const isShort = (row: readonly Exchange[]): boolean => row.every(({ now = 0 }) => now <= 2)

const casesOf = (
  { name, witness }: Difference,
  wanted: (row: readonly Exchange[]) => boolean,
): VerdictCase[] =>
  witness.filter(wanted).map((exchanges, index) => ({ name: `${name}, witness ${index + 1}`, exchanges }))

const shortCasesOf = (difference: Difference): VerdictCase[] => casesOf(difference, isShort)
const longCasesOf = (difference: Difference): VerdictCase[] => casesOf(difference, (row) => !isShort(row))

const short = differences.filter((difference) => shortCasesOf(difference).length > 0)
const long = differences.filter((difference) => longCasesOf(difference).length > 0)
const differFrom = (from: Profile, to: Profile, among: readonly Difference[]): Difference[] =>
  among.filter(({ values }) => JSON.stringify(values[from]) !== JSON.stringify(values[to]))

it('every difference is seen live', () => {
  expect(differences.filter((each) => !short.includes(each) && !long.includes(each))).toEqual([])
})

/** A browser's clock is moved by a library that is compiled for it; in CI that has to be possible. */
const canAge = process.env['CI'] === 'true' || (process.platform === 'linux' && hasCompiler())

const engines: readonly {
  readonly profile: Profile
  readonly open: () => Promise<Comparison>
  readonly openAgeing: () => Promise<Comparison>
  readonly skip: boolean
}[] = [
  {
    profile: 'chromium',
    open: () => openChromium({ thirdPartyCookies: 'allowed' }),
    openAgeing: () => openAgeingChromium({ thirdPartyCookies: 'allowed' }),
    skip: false,
  },
  {
    profile: 'firefox',
    open: () => openFirefox({ thirdPartyCookies: 'allowed' }),
    openAgeing: () => openAgeingFirefox({ thirdPartyCookies: 'allowed' }),
    skip: firefoxPath() === undefined && process.env['CI'] !== 'true',
  },
]

for (const { profile, open, skip } of engines) {
  describe.skipIf(skip)(`in ${profile}`, () => {
    let comparison: Comparison
    beforeAll(async () => {
      comparison = await open()
    }, 60_000)
    afterAll(() => comparison.close())

    it.each(short.map((difference) => [difference.name, difference] as const))(
      '%s: the browser does as its profile says',
      async (_name, difference) => {
        expect(await comparison.compare(shortCasesOf(difference), profile)).toEqual([])
      },
    )

    it.each(differFrom(profile, 'spec', short).map((difference) => [difference.name, difference] as const))(
      '%s: the browser does not do as the standard says',
      async (_name, difference) => {
        const cases = shortCasesOf(difference)
        expect(await comparison.compare(cases, 'spec')).not.toEqual([])
      },
    )
  })
}

describe.skipIf(!canAge)('when hours pass', () => {
  for (const { profile, openAgeing, skip } of engines) {
    it.skipIf(skip).each(long.map((difference) => [difference.name, difference] as const))(
      `%s: ${profile} does as its profile says, and not as the standard says`,
      async (_name, difference) => {
        const comparison = await openAgeing()
        try {
          const ofStandard = []
          for (const each of longCasesOf(difference)) {
            expect(await comparison.compare([each], profile)).toEqual([])
            ofStandard.push(...(await comparison.compare([each], 'spec')))
          }
          expect(ofStandard).not.toEqual([])
        } finally {
          await comparison.close()
        }
      },
      60_000,
    )
  }
})

describe('in chromium with CorsNonWildcardRequestHeadersSupport', () => {
  it('AUTH-STAR: the browser does as the standard says', async () => {
    const comparison = await openChromium({
      thirdPartyCookies: 'allowed',
      args: ['--enable-features=CorsNonWildcardRequestHeadersSupport'],
    })
    try {
      const cases = differences.filter(({ name }) => name === 'AUTH-STAR').flatMap(shortCasesOf)
      expect(cases).not.toHaveLength(0)
      expect(await comparison.compare(cases, 'spec')).toEqual([])
      expect(await comparison.compare(cases, 'chromium')).toHaveLength(cases.length)
    } finally {
      await comparison.close()
    }
  }, 60_000)
})
