import { hash } from 'node:crypto'
import type { TokenClaims } from '@clearway/rules/token'
import { LRUCache } from 'lru-cache'

interface VerifiedToken {
  readonly claims: TokenClaims
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Remembers tokens that were found good, by their SHA-256 alone. */
export interface VerifiedTokens {
  get(token: string, now: number): TokenClaims | undefined
  add(token: string, claims: TokenClaims, now: number): void
}

/** A key that the provider withdraws is trusted for at most this long, in milliseconds. */
const longestStay = 5 * 60_000

/** The memory that one entry may take on average, in characters of its token. */
const usualLength = 4096

/**
 * Creates a cache of verified tokens. An entry ends with its token (`exp`, without any clock difference), after
 * 5 minutes at most, or when others need its place.
 *
 * @param entries how many tokens are remembered at most; 0 remembers none
 */
export function createVerifiedTokens(entries: number): VerifiedTokens {
  if (entries === 0) return { get: () => undefined, add: () => undefined }
  const tokens = new LRUCache<string, VerifiedToken>({
    max: entries,
    maxSize: Math.max(entries, 16) * usualLength,
  })
  return {
    get(token, now) {
      const verified = tokens.get(digest(token))
      return verified !== undefined && now < verified.until ? verified.claims : undefined
    },
    add(token, claims, now) {
      const expires = claims['exp']
      const until = Math.min(now + longestStay, typeof expires === 'number' ? expires * 1000 : 0)
      if (until > now) tokens.set(digest(token), { claims, until }, { size: token.length })
    },
  }
}

function digest(token: string): string {
  return hash('sha256', token, 'base64')
}
