import type { TokenClaims } from '@clearway/rules/token'

/** Tokens of one sign-in; times in milliseconds. */
export interface SessionTokens {
  readonly access: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly refresh: string | undefined
  /** Named when signing out at the provider. */
  readonly id: string | undefined
}

/** One person's sign-in at one application in one browser. */
export interface Session {
  readonly application: string
  readonly claims: TokenClaims
  readonly tokens: SessionTokens
  readonly createdAt: number
  /** The absolute end, whatever happens. */
  readonly endsAt: number
  /** Set once the provider has refused to renew it: it is over, and kept only to say so. */
  readonly refused?: true
}

/** Why a session is not live. */
export type Ended = 'idle' | 'lifetime' | 'refused'

/** Whether a session has ended, and why. `idle` is the longest pause, in milliseconds. */
export const endedBecause = (
  session: Session,
  seenAt: number,
  now: number,
  idle: number,
): Ended | undefined => {
  if (session.refused) return 'refused'
  if (now >= session.endsAt) return 'lifetime'
  return now - seenAt >= idle ? 'idle' : undefined
}

/** Where a token stands: fresh, due for renewal ahead of its expiry, or expired. */
export type TokenAge = 'fresh' | 'due' | 'expired'

/**
 * Tells whether a session's access token is due for renewal.
 *
 * A token that lives shorter than twice `renewBefore` is due at half its life: else it would be due at once.
 */
export const tokenAge = (
  { issuedAt, expiresAt }: SessionTokens,
  now: number,
  renewBefore: number,
): TokenAge => {
  if (now >= expiresAt) return 'expired'
  const ahead = Math.min(renewBefore, (expiresAt - issuedAt) / 2)
  return now >= expiresAt - ahead ? 'due' : 'fresh'
}
