import { expect, test } from 'vitest'

import { generateCases } from '../verdict/generate/exchanges.ts'
import { openChromium } from '../verdict/support/open-comparison.ts'

/** `CLEARWAY_SEED=…` runs a failure again. */
const first = Number(process.env['CLEARWAY_SEED'] ?? Date.now() % 1_000_000)

const rounds = Array.from({ length: 10 }, (_, round) => ({
  seed: first + round,
  thirdPartyCookies: (first + round) % 5 === 0 ? ('blocked' as const) : ('allowed' as const),
}))

test.each(rounds)(
  'over 1000 generated exchanges, Chromium does as the verdict says (seed $seed, third-party cookies $thirdPartyCookies)',
  async ({ seed, thirdPartyCookies }) => {
    const { compare, close } = await openChromium({ thirdPartyCookies })
    try {
      const mismatches = await compare(generateCases(seed, 1000, thirdPartyCookies), 'chromium')
      expect(mismatches).toEqual([])
    } finally {
      await close()
    }
  },
  300_000,
)
