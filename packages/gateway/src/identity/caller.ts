import type { TokenClaims } from '@clearway/rules/token'

/** Somebody who is proved to call, and by what. */
export interface KnownCaller {
  readonly by: 'session' | 'bearer'
  readonly claims: TokenClaims
}

/** Who calls, as far as it is proved. Nobody, until a step has proved more. */
export type Caller = { readonly by: 'nobody' } | KnownCaller
