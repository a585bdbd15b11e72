import { differences, type Difference, type Exchange, type Profile } from '@clearway/rules/verdict'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { firefoxPath } from './support/firefox-calls.ts'
import { openChromium, openFirefox, type Comparison } from './support/open-comparison.ts'
import type { VerdictCase } from './support/verdict-case.ts'

/** Longer than a live sequence lasts, in seconds: what happens after minutes and hours is held by data alone. */
const isShort = (row: readonly Exchange[]): boolean => row.every(({ now = 0 }) => now <= 2)

const casesOf = ({ name, witness }: Difference): VerdictCase[] =>
  witness.filter(isShort).map((exchanges, index) => ({ name: `${name}, witness ${index + 1}`, exchanges }))

const live = differences.filter((difference) => casesOf(difference).length > 0)
const differFrom = (from: Profile, to: Profile): Difference[] =>
  live.filter(({ values }) => JSON.stringify(values[from]) !== JSON.stringify(values[to]))

it('only the cap on what is remembered cannot be seen live: it takes minutes', () => {
  const names = differences.filter((difference) => !live.includes(difference)).map(({ name }) => name)
  expect(names).toEqual(['CACHE-CAP'])
})

const engines: readonly {
  readonly profile: Profile
  readonly open: () => Promise<Comparison>
  readonly skip: boolean
}[] = [
  { profile: 'chromium', open: () => openChromium({ thirdPartyCookies: 'allowed' }), skip: false },
  {
    profile: 'firefox',
    open: () => openFirefox({ thirdPartyCookies: 'allowed' }),
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

    it.each(live.map((difference) => [difference.name, difference] as const))(
      '%s: the browser does as its profile says',
      async (_name, difference) => {
        expect(await comparison.compare(casesOf(difference), profile)).toEqual([])
      },
    )

    it.each(differFrom(profile, 'spec').map((difference) => [difference.name, difference] as const))(
      '%s: the browser does not do as the standard says',
      async (_name, difference) => {
        const cases = casesOf(difference)
        expect(await comparison.compare(cases, 'spec')).not.toEqual([])
      },
    )
  })
}

describe('in chromium with CorsNonWildcardRequestHeadersSupport', () => {
  it('AUTH-STAR: the browser does as the standard says', async () => {
    const comparison = await openChromium({
      thirdPartyCookies: 'allowed',
      args: ['--enable-features=CorsNonWildcardRequestHeadersSupport'],
    })
    try {
      const cases = differences.filter(({ name }) => name === 'AUTH-STAR').flatMap(casesOf)
      expect(cases).not.toHaveLength(0)
      expect(await comparison.compare(cases, 'spec')).toEqual([])
      expect(await comparison.compare(cases, 'chromium')).toHaveLength(cases.length)
    } finally {
      await comparison.close()
    }
  }, 60_000)
})
