import type { OptionalClaim, OptionalClaimName } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'

/** Whether an application's manifest asks for an optional claim in a kind of token. */
export function asksFor(
  claims: OptionalClaim[] | undefined,
  name: OptionalClaimName,
): OptionalClaim | undefined {
  return claims?.find((claim) => claim.name === name)
}

/** What optional claims tell of, beyond the account. */
export interface SignInFacts {
  readonly sid: string
  /** Seconds since 1970 at which the user signed in. */
  readonly authTime: number
}

/** One optional claim's value in a user's token; undefined where there is nothing to tell. */
function valueOf(
  name: OptionalClaimName,
  { user }: Account,
  { sid, authTime }: SignInFacts,
): string | number | undefined {
  switch (name) {
    case 'acct':
      return 0 // A member of the tenant: there are no guests here.
    case 'auth_time':
      return authTime
    case 'email':
      return user.mail
    case 'family_name':
      return user.surname
    case 'given_name':
      return user.givenName
    case 'ipaddr':
      return '127.0.0.1'
    case 'login_hint':
    case 'preferred_username':
    case 'upn':
      return user.userPrincipalName
    case 'sid':
      return sid
    case 'groups': // Made by `groupClaims`.
    case 'idtyp': // In tokens without a user only.
      return undefined
  }
}

/** The optional claims that a manifest asks for in a user's token, but for groups. */
export function optionalClaims(
  asked: OptionalClaim[] | undefined,
  account: Account,
  facts: SignInFacts,
): Record<string, unknown> {
  const claims = (asked ?? []).map(({ name }) => [name, valueOf(name, account, facts)] as const)
  return Object.fromEntries(claims.filter(([, value]) => value !== undefined))
}
