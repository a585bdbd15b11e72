import type { Platform } from '../directory/directory.ts'
import type { Version } from '../place.ts'
import type { ClaimsRequest } from './claims-request.ts'
import type { CodeChallenge } from './code-challenge.ts'

/** Seconds that a code can be redeemed. */
export const codeSeconds: number = 10 * 60

/** What a code stands for. It is kept a while after its end, to tell why it is refused. */
export interface AuthorizationCode {
  readonly appId: string
  readonly platform: Platform
  readonly redirectUri: string
  /** What the address spoke that it was asked for at. */
  readonly version: Version
  /** The B2C user flow that the person went through. */
  readonly policy: string | undefined
  readonly tenantId: string
  readonly userId: string
  readonly sid: string
  /** Seconds since 1970 at which the person signed in. */
  readonly authTime: number
  /** Of version 1.0: `<resource>/.default`, next to the scopes of OpenID Connect. */
  readonly scope: string
  /** The `resource` of a request of version 1.0, if it had one. */
  readonly resource: string | undefined
  readonly nonce: string | undefined
  readonly claims: ClaimsRequest | undefined
  readonly challenge: CodeChallenge | undefined
  /** Milliseconds. */
  readonly issuedAt: number
  redeemed: boolean
}
