import type { FailedCheck, TokenClaims, TokenExpectations } from '@clearway/rules/token'
import { createChallenge } from './challenge.ts'

/** A request that the guard does not let pass, with all that the answer needs. */
export interface BearerRefusal {
  readonly ok: false
  /** 403: a good token that permits too little. 503: the keys cannot be had now. 401: everything else. */
  readonly status: 401 | 403 | 503
  /** Every check that failed, the cause of the refusal first. */
  readonly problems: readonly FailedCheck[]
  /** The value for the `WWW-Authenticate` header; plain `Bearer` where the credentials are not at fault. */
  readonly wwwAuthenticate: string
}

/** The guard's answer: the verified claims, frozen, or why not. */
export type BearerResult = { readonly ok: true; readonly claims: TokenClaims } | BearerRefusal

/** Makes the refusal for these failed checks; the first is the cause. */
export function refuse(problems: readonly FailedCheck[], expectations: TokenExpectations): BearerRefusal {
  return {
    ok: false,
    status: statusOf(problems),
    problems,
    wwwAuthenticate: createChallenge(problems, expectations),
  }
}

function statusOf(problems: readonly FailedCheck[]): 401 | 403 | 503 {
  if (problems[0]?.code === 'token/keys-unavailable') return 503
  return problems.length > 0 && problems.every(({ code }) => code === 'token/scope') ? 403 : 401
}

/** Marks a failed check as read from a token whose signature did not hold or could not be checked. */
export function asUnverified(check: FailedCheck): FailedCheck {
  return { ...check, unverified: true, detail: `Not verified, but read from the token: ${check.detail}` }
}
