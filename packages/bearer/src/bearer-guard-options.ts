import type { TokenExpectations } from '@clearway/rules/token'
import type { KeySource } from './key-source.ts'

/** How a guard decides. */
export interface BearerGuardOptions {
  readonly expectations: TokenExpectations
  readonly keys: KeySource
  /** Accepted algorithms; default RS256, PS256, ES256. Asymmetric signatures only. */
  readonly algorithms?: readonly string[]
  /** How many verified tokens are remembered, each until it expires, 5 minutes at most; default 10 000, 0 for none. */
  readonly cacheEntries?: number
  /** The clock, in milliseconds since 1970; default `Date.now`. */
  readonly now?: () => number
}
