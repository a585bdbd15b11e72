import type { Application } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import type { Scopes } from '../scopes.ts'
import { asksFor, groupClaims } from './group-claims.ts'
import { pairwiseSubject, uniqueTokenId } from './identifiers.ts'
import type { Lifetime } from './lifetime.ts'

/** What an id token tells, beyond the account. */
export interface IdTokenInput {
  readonly issuer: string
  readonly client: Application
  readonly account: Account
  readonly scopes: Scopes['openId']
  /** From the authorization request; the claim is left out if that had none. */
  readonly nonce: string | undefined
  readonly sid: string
  readonly lifetime: Lifetime
}

/** The claims of a v2.0 id token. `name`, `oid` and `preferred_username` come with the `profile` scope. */
export function idTokenClaims(input: IdTokenInput): Record<string, unknown> {
  const { client, account, scopes } = input
  const { tenant, user } = account
  const optional = client.optionalClaims?.idToken
  const roles = user.appRoles?.[client.appId] ?? []
  const wantsEmail = scopes.has('email') || asksFor(optional, 'email') !== undefined
  return {
    aud: client.appId,
    iss: input.issuer,
    ...input.lifetime,
    ...(wantsEmail && user.mail !== undefined && { email: user.mail }),
    ...groupClaims(client, optional, account),
    ...(scopes.has('profile') && { name: user.displayName }),
    ...(input.nonce !== undefined && { nonce: input.nonce }),
    ...(scopes.has('profile') && { oid: user.id, preferred_username: user.userPrincipalName }),
    ...(roles.length > 0 && { roles }),
    sid: input.sid,
    sub: pairwiseSubject(client.appId, tenant.id, user.id),
    tid: tenant.id,
    uti: uniqueTokenId(),
    ver: '2.0',
  }
}
