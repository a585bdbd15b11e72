import type { Emulator } from '../emulator.ts'
import type { Place } from '../place.ts'

/** The registered time claims of a token. */
export interface Lifetime {
  readonly iat: number
  readonly nbf: number
  readonly exp: number
}

/** Entra dates its tokens back, for resources whose clock is behind. */
const datedBackSeconds = 300

/**
 * Times for a token made now at an address that is good for some seconds from now. B2C dates nothing back.
 * @param now milliseconds
 */
export function lifetimeOf({ policy }: Pick<Place, 'policy'>, now: number, seconds: number): Lifetime {
  const current = Math.floor(now / 1000)
  const from = policy === undefined ? current - datedBackSeconds : current
  return { iat: from, nbf: from, exp: current + seconds }
}

/** Seconds that access tokens live where no policy says: those of B2C as long as its id tokens. */
export const defaultSeconds = (
  { accessTokenSeconds, idTokenSeconds }: Pick<Emulator, 'accessTokenSeconds' | 'idTokenSeconds'>,
  { policy }: Pick<Place, 'policy'>,
): number => (policy === undefined ? accessTokenSeconds() : idTokenSeconds)
