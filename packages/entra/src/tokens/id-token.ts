import type { Application } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import { issuerAt, type Place } from '../place.ts'
import type { Scopes } from '../scopes.ts'
import { emailsOf } from './access-token.ts'
import { groupClaims } from './group-claims.ts'
import { pairwiseSubject, uniqueTokenId } from './identifiers.ts'
import type { Lifetime } from './lifetime.ts'
import { optionalClaims, type SignInFacts } from './optional-claims.ts'
import { idTokenShape, tenantClaimOfPolicy } from './version.ts'

/** What an id token tells, beyond the account. */
export interface IdTokenInput extends SignInFacts {
  readonly place: Place
  readonly client: Application
  readonly account: Account
  readonly scopes: Scopes['openId']
  /** From the authorization request; the claim is left out if that had none. */
  readonly nonce: string | undefined
  /** `c_hash` and `at_hash`, which tie it to what it comes with (OpenID Connect Core, 3.3.2.11). */
  readonly hashes: { readonly c_hash?: string; readonly at_hash?: string }
  readonly lifetime: Lifetime
  /** Whether the token travels in a URL. */
  readonly isImplicit: boolean
}

/** The claims by which the two versions and B2C name a user. `name` and the like come with the `profile` scope. */
function userClaims({ account, authTime, client, place, scopes }: IdTokenInput): Record<string, unknown> {
  const { tenant, user } = account
  const sub = pairwiseSubject(client.appId, tenant.id, user.id)
  switch (idTokenShape(place)) {
    case '1.0':
      return {
        amr: ['pwd'],
        ...(user.surname !== undefined && { family_name: user.surname }),
        ...(user.givenName !== undefined && { given_name: user.givenName }),
        ipaddr: '127.0.0.1',
        name: user.displayName,
        oid: user.id,
        sub,
        unique_name: user.userPrincipalName,
        upn: user.userPrincipalName,
      }
    case '2.0':
      return {
        ...(scopes.has('email') && user.mail !== undefined && { email: user.mail }),
        ...(scopes.has('profile') && {
          name: user.displayName,
          oid: user.id,
          preferred_username: user.userPrincipalName,
        }),
        sub,
      }
    case 'b2c':
      return {
        auth_time: authTime,
        emails: emailsOf(account),
        ...(user.surname !== undefined && { family_name: user.surname }),
        ...(user.givenName !== undefined && { given_name: user.givenName }),
        name: user.displayName,
        oid: user.id,
        sub: user.id,
        ...(place.policy !== undefined && { tfp: place.policy }),
      }
  }
}

/** The claims of an id token, of the version of the address where it was asked for. */
export function idTokenClaims(input: IdTokenInput): Record<string, unknown> {
  const { account, client, place } = input
  const optional = client.optionalClaims?.idToken
  const roles = account.user.appRoles?.[client.appId] ?? []
  return {
    aud: client.appId,
    iss: issuerAt(place, account.tenant.id),
    ...input.lifetime,
    ...input.hashes,
    ...groupClaims(client, optional, account, input.isImplicit),
    ...(input.nonce !== undefined && { nonce: input.nonce }),
    ...(roles.length > 0 && { roles }),
    ...(place.policy === undefined
      ? { sid: input.sid, tid: account.tenant.id, uti: uniqueTokenId() }
      : tenantClaimOfPolicy(place.policy, account.tenant.id)),
    ver: idTokenShape(place) === '2.0' ? '2.0' : '1.0',
    ...userClaims(input),
    ...optionalClaims(optional, account, input),
  }
}
