import { randomBytes } from 'node:crypto'
import type { Platform } from '../directory/directory.ts'
import type { Emulator } from '../emulator.ts'
import type { Version } from '../place.ts'
import type { ClaimsRequest } from './claims-request.ts'
import type { AuthorizeRequest, CodeChallenge } from './parse-authorize.ts'
import type { SessionAccount } from './signed-in-accounts.ts'

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

/** Makes a code for an account that was admitted. */
export function issueCode(emulator: Emulator, wanted: AuthorizeRequest, account: SessionAccount): string {
  const { application, challenge, claims, nonce, place, platform, redirectUri, resource, scopes } = wanted
  const code = randomBytes(32).toString('base64url')
  emulator.codes.set(code, {
    appId: application.appId,
    platform,
    redirectUri,
    version: place.version,
    policy: place.policy,
    tenantId: account.tenant.id,
    userId: account.user.id,
    sid: account.sid,
    authTime: Math.floor(account.signedInAt / 1000),
    scope: scopes.text,
    resource,
    nonce,
    claims,
    challenge,
    issuedAt: emulator.now(),
    redeemed: false,
  })
  return code
}
