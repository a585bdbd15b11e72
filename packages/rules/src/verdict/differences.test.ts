import { describe, expect, test } from 'vitest'
import { differences, type Difference } from './differences.ts'
import type { Traits } from './differences/difference.ts'
import type { Exchange, PreflightCache } from './exchange.ts'
import { judgeBy } from './judge.ts'
import { profiles, type Profile } from './profile.ts'
import { traitsOf } from './traits.ts'
import type { Verdict } from './verdict.ts'

/** The calls of a witness, made one after another by one browser. */
function run(row: readonly Exchange[], profile: Profile, traits: Traits): Verdict[] {
  let preflightCache: PreflightCache = []
  return row.map((exchange) => {
    const verdict = judgeBy({ preflightCache, ...exchange }, profile, traits)
    preflightCache = verdict.preflightCache
    return verdict
  })
}

/** What a page, a server or Chromium's protocol can see of a row of calls. */
function visible(row: readonly Exchange[], profile: Profile, traits: Traits): string {
  const hidden = new Set(['preflightCache', 'differences', 'reason'])
  return JSON.stringify(run(row, profile, traits), (key, value: unknown) =>
    hidden.has(key) ? undefined : value,
  )
}

/** Whether a browser that had another's value for one difference would act otherwise on a witness. */
function shows({ name, values, witness }: Difference, profile: Profile, other: Profile): boolean {
  const own = traitsOf(profile)
  const lent = { ...own, [name]: values[other] }
  return witness.some((row) => visible(row, profile, own) !== visible(row, profile, lent))
}

const pairs = differences.flatMap((difference) =>
  profiles.flatMap((profile) =>
    profiles
      .filter((other) => !sameValue(difference, profile, other))
      .map((other) => [difference.name, profile, other, difference] as const),
  ),
)

function sameValue({ values }: Difference, a: Profile, b: Profile): boolean {
  return JSON.stringify(values[a]) === JSON.stringify(values[b])
}

test.each(pairs)('%s: its witness tells %s from %s', (_name, profile, other, difference) => {
  expect(shows(difference, profile, other) || shows(difference, other, profile)).toBe(true)
})

describe.each(differences)('$name', (difference) => {
  test.each(difference.witness.map((row, at) => [at, row] as const))(
    'is named on its witness %i',
    (_at, row) => {
      const named = profiles.flatMap((profile) => run(row, profile, traitsOf(profile)))
      expect(named.flatMap((verdict) => verdict.differences)).toContain(difference.name)
    },
  )
  test('differs between profiles, and says where it was seen', () => {
    expect(profiles.some((profile) => !sameValue(difference, 'spec', profile))).toBe(true)
    expect(difference.about).toMatch(/^.*\.$/)
    expect(difference.seen).toMatch(/^.*\.$/)
  })
})

test('no name comes twice', () => {
  const names = differences.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
