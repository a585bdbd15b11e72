import type { ClaimsRequest } from '../authorize/claims-request.ts'
import type { Application, Tenant } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import { issuerAt, type Place } from '../place.ts'
import { groupClaims } from './group-claims.ts'
import { pairwiseSubject, servicePrincipalId, uniqueTokenId } from './identifiers.ts'
import type { Lifetime } from './lifetime.ts'
import { asksFor, optionalClaims, type SignInFacts } from './optional-claims.ts'
import { requestedClaims } from './requested-claims.ts'
import { accessTokenShape, tenantClaimOfPolicy } from './version.ts'

/** How the client proved who it is: not at all (a public client), by a secret, or by a certificate. */
export type ClientProof = '0' | '1' | '2'

interface AccessTokenInput {
  readonly place: Place
  readonly client: Application
  readonly proof: ClientProof
  /** The API that the token is for; its manifest decides the version and the optional claims. */
  readonly resource: Application
  /** The name by which it was asked for: the audience of version 1.0. */
  readonly asked: string
  readonly lifetime: Lifetime
  /** What the `claims` parameter asked for. */
  readonly claims: ClaimsRequest | undefined
}

/** An access token with which a client acts for a user. */
export interface DelegatedTokenInput extends AccessTokenInput, SignInFacts {
  readonly account: Account
  readonly scp: readonly string[]
  /** Whether the token travels in a URL. */
  readonly isImplicit: boolean
}

/** An access token with which a client acts for itself. */
export interface ApplicationTokenInput extends AccessTokenInput {
  readonly tenant: Tenant
}

/** What every access token says: to whom, by whom, for which client. */
function envelope(input: AccessTokenInput, tenantId: string): Record<string, unknown> {
  const { asked, client, lifetime, place, proof, resource } = input
  const shape = accessTokenShape(place, resource)
  const isFirst = shape === '1.0'
  return {
    aud: isFirst ? asked : resource.appId,
    iss: issuerAt(place, tenantId, isFirst ? '1.0' : '2.0'),
    ...lifetime,
    ...requestedClaims(input.claims),
    ...(isFirst ? { appid: client.appId, appidacr: proof } : { azp: client.appId }),
    ...(shape === '2.0' && { azpacr: proof }),
    ...(place.policy === undefined
      ? { tid: tenantId, uti: uniqueTokenId() }
      : tenantClaimOfPolicy(place.policy, tenantId)),
    // B2C's tokens are of their own kind, and say 1.0.
    ver: shape === 'b2c' ? '1.0' : shape,
  }
}

/** The claims by which the two versions and B2C name a user. */
function userClaims({ account, place, resource }: DelegatedTokenInput): Record<string, unknown> {
  const { tenant, user } = account
  const sub = pairwiseSubject(resource.appId, tenant.id, user.id)
  switch (accessTokenShape(place, resource)) {
    case '1.0':
      return {
        acr: '1',
        amr: ['pwd'],
        ...(user.surname !== undefined && { family_name: user.surname }),
        ...(user.givenName !== undefined && { given_name: user.givenName }),
        ipaddr: '127.0.0.1',
        sub,
        unique_name: user.userPrincipalName,
        upn: user.userPrincipalName,
      }
    case '2.0':
      return { preferred_username: user.userPrincipalName, sub }
    case 'b2c':
      return {
        emails: emailsOf(account),
        sub: user.id,
        ...(place.policy !== undefined && { tfp: place.policy }),
      }
  }
}

/** B2C's `emails`: all that the directory has of a user. */
export function emailsOf({ user }: Account): string[] {
  const all = [...(user.otherMails ?? []), ...(user.mail === undefined ? [] : [user.mail])]
  return all.length > 0 ? [...new Set(all)] : [user.userPrincipalName]
}

/** The claims of an access token for a user, of the version that the API's manifest asks for. */
export function delegatedTokenClaims(input: DelegatedTokenInput): Record<string, unknown> {
  const { account, isImplicit, resource, scp } = input
  const { tenant, user } = account
  const optional = resource.optionalClaims?.accessToken
  const roles = user.appRoles?.[resource.appId] ?? []
  return {
    ...envelope(input, tenant.id),
    ...groupClaims(resource, optional, account, isImplicit),
    name: user.displayName,
    oid: user.id,
    ...(roles.length > 0 && { roles }),
    ...(scp.length > 0 && { scp: scp.join(' ') }),
    // B2C's tokens do not name the session.
    ...(input.place.policy === undefined && { sid: input.sid }),
    ...userClaims(input),
    ...optionalClaims(optional, account, input),
  }
}

/** The roles that a client has at an API: those assigned to it, else all that allow applications. */
export function rolesOf(client: Application, resource: Application): string[] {
  const assigned = client.appRoleAssignments?.[resource.appId]
  const allowed =
    resource.appRoles?.filter(
      ({ allowedMemberTypes, isEnabled }) =>
        isEnabled !== false && allowedMemberTypes.includes('Application'),
    ) ?? []
  return assigned ?? allowed.map((role) => role.value)
}

/** The claims of an access token for the client itself: no `scp`, no user. */
export function applicationTokenClaims(input: ApplicationTokenInput): Record<string, unknown> {
  const { client, place, resource, tenant } = input
  const id = servicePrincipalId(client.appId, tenant.id)
  const roles = rolesOf(client, resource)
  return {
    ...envelope(input, tenant.id),
    ...(accessTokenShape(place, resource) === '1.0' && { idp: issuerAt(place, tenant.id, '1.0') }),
    ...(asksFor(resource.optionalClaims?.accessToken, 'idtyp') && { idtyp: 'app' }),
    oid: id,
    ...(roles.length > 0 && { roles }),
    sub: id,
  }
}
