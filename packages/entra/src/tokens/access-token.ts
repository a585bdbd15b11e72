import type { Application, Tenant } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import { asksFor, groupClaims } from './group-claims.ts'
import { pairwiseSubject, servicePrincipalId, uniqueTokenId } from './identifiers.ts'
import type { Lifetime } from './lifetime.ts'

/** How the client proved who it is: not at all (a public client), or by a secret. */
export type ClientProof = '0' | '1'

interface AccessTokenInput {
  readonly issuer: string
  readonly client: Application
  readonly proof: ClientProof
  /** The API that the token is for; its manifest decides the optional claims. */
  readonly resource: Application
  readonly lifetime: Lifetime
}

/** An access token with which a client acts for a user. */
export interface DelegatedTokenInput extends AccessTokenInput {
  readonly account: Account
  readonly scp: readonly string[]
  readonly sid: string
}

/** The claims of a v2.0 access token for a user. `aud` is the API's application id, whatever URI was asked for. */
export function delegatedTokenClaims(input: DelegatedTokenInput): Record<string, unknown> {
  const { account, client, resource } = input
  const { tenant, user } = account
  const optional = resource.optionalClaims?.accessToken
  const roles = user.appRoles?.[resource.appId] ?? []
  return {
    aud: resource.appId,
    iss: input.issuer,
    ...input.lifetime,
    azp: client.appId,
    azpacr: input.proof,
    ...(asksFor(optional, 'email') !== undefined && user.mail !== undefined && { email: user.mail }),
    ...groupClaims(resource, optional, account),
    name: user.displayName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    ...(roles.length > 0 && { roles }),
    scp: input.scp.join(' '),
    sid: input.sid,
    sub: pairwiseSubject(resource.appId, tenant.id, user.id),
    tid: tenant.id,
    uti: uniqueTokenId(),
    ver: '2.0',
  }
}

/** An access token with which a client acts for itself. */
export interface ApplicationTokenInput extends AccessTokenInput {
  readonly tenant: Tenant
}

/** The roles that a client has at an API: those assigned to it, else all that allow applications. */
function rolesOf(client: Application, resource: Application): string[] {
  const assigned = client.appRoleAssignments?.[resource.appId]
  const allowed = resource.appRoles?.filter((role) => role.allowedMemberTypes.includes('Application')) ?? []
  return assigned ?? allowed.map((role) => role.value)
}

/** The claims of a v2.0 access token for the client itself: no `scp`, no user. */
export function applicationTokenClaims(input: ApplicationTokenInput): Record<string, unknown> {
  const { client, resource, tenant } = input
  const id = servicePrincipalId(client.appId, tenant.id)
  const roles = rolesOf(client, resource)
  return {
    aud: resource.appId,
    iss: input.issuer,
    ...input.lifetime,
    azp: client.appId,
    azpacr: input.proof,
    oid: id,
    ...(roles.length > 0 && { roles }),
    sub: id,
    tid: tenant.id,
    uti: uniqueTokenId(),
    ver: '2.0',
  }
}
