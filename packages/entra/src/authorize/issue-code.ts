import { randomBytes } from 'node:crypto'
import type { Emulator } from '../emulator.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'
import type { SessionAccount } from './signed-in-accounts.ts'

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
