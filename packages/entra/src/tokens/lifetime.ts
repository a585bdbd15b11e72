/** The registered time claims of a token. */
export interface Lifetime {
  readonly iat: number
  readonly nbf: number
  readonly exp: number
}

/** Entra dates its tokens back, for resources whose clock is behind. */
const datedBackSeconds = 300

/**
 * Times for a token made now that is good for some seconds from now.
 * @param now milliseconds
 */
export function lifetimeOf(now: number, seconds: number): Lifetime {
  const current = Math.floor(now / 1000)
  return { iat: current - datedBackSeconds, nbf: current - datedBackSeconds, exp: current + seconds }
}
