import { differences } from './differences.ts'
import type { Traits } from './differences/difference.ts'
import type { Profile } from './profile.ts'

/** The traits of a profile, taken from the table of differences. */
export function traitsOf(profile: Profile): Traits {
  return byProfile[profile]
}

const byProfile: Readonly<Record<Profile, Traits>> = {
  spec: collect('spec'),
  chromium: collect('chromium'),
  firefox: collect('firefox'),
  webkit: collect('webkit'),
}

function collect(profile: Profile): Traits {
  return Object.fromEntries(
    differences.map(({ name, values }) => [name, values[profile]]),
  ) as unknown as Traits
}
