/**
 * The permanent codes of what can be wrong with a token.
 *
 * `checkClaims` and `decodeToken` report `malformed`, `expired`, `not-yet-valid`, `audience`, `issuer`,
 * `scope`, `claims` and `wrong-kind`; the others need a signature, a key set or a request, and come from
 * whoever has those.
 */
export type TokenProblemCode =
  | 'token/malformed'
  | 'token/expired'
  | 'token/not-yet-valid'
  | 'token/audience'
  | 'token/issuer'
  | 'token/scope'
  | 'token/claims'
  | 'token/wrong-kind'
  | 'token/signature'
  | 'token/unknown-key'
  | 'token/missing'
  | 'token/keys-unavailable'

/**
 * One check that a token did not pass. All texts are safe to show and to log: claim values are cut and
 * freed of control characters, and none contains the token.
 */
export interface FailedCheck {
  readonly code: TokenProblemCode
  /** The claim or header parameter that was looked at, where there is one. */
  readonly claim?: string
  /** What the check asks for. */
  readonly expected: string
  /** What the token has. */
  readonly received: string
  /** One sentence or two with both values and, where it is known, the remedy. */
  readonly detail: string
  /** Set when the claim was read from a token whose signature did not hold or could not be checked. */
  readonly unverified?: true
}
