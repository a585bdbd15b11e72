import { aadB2c } from '../aadb2c.ts'
import { aadsts } from '../aadsts.ts'
import { type ClaimsRequest, parseClaims } from '../authorize/claims-request.ts'
import type { Application } from '../directory/directory.ts'
import { type Account, findUser, isEnabled, isFor } from '../directory/find.ts'
import type { GrantName } from '../events.ts'
import { grantScopes, type ResourceGrant, type Scopes } from '../scopes.ts'
import { type UserGrant, userTokenResponse } from '../tokens/token-response.ts'
import type { Issued, TokenRequest } from './grant.ts'

/**
 * Finds a user whom a grant names, who may have gone, be none of this address's (50034) or have been disabled (50057)
 * since.
 */
export function accountOf(request: TokenRequest, tenantId: string, userId: string): Account {
  const { address, emulator } = request
  const tenant = emulator.directory.tenants.find((each) => each.id === tenantId && isFor(address, each))
  const user = tenant && findUser(tenant, userId)
  if (tenant === undefined || user === undefined) {
    if (request.place.policy !== undefined) throw aadB2c(90128)
    throw aadsts(50034, { user: userId, tenant: tenant?.displayName ?? tenantId })
  }
  if (!isEnabled(user)) throw aadsts(50057)
  return { tenant, user }
}

/** Refuses with 50105 a user without a role at an application that demands one. */
function checkAssignment({ user }: Account, application: Application): void {
  if (application.appRoleAssignmentRequired !== true) return
  if ((user.appRoles?.[application.appId]?.length ?? 0) > 0) return
  const { appId: app, displayName: name } = application
  throw aadsts(50105, { app, name, user: user.userPrincipalName })
}

/**
 * The part of a grant that is consented to. Refuses with 65001 if a scope asked for by name is not, or, of an API as
 * a whole (`.default`), none is.
 */
function consented(
  { client, emulator }: TokenRequest,
  account: Account,
  grant: ResourceGrant,
): ResourceGrant {
  const missing = new Set(emulator.consents.missing(account, client, grant))
  if (missing.size === 0) return grant
  if (!grant.isWhole || missing.size === grant.scp.length) {
    throw aadsts(65001, { app: client.appId, name: client.displayName })
  }
  const isKept = (name: string): boolean => !missing.has(name.slice(name.lastIndexOf('/') + 1))
  return { ...grant, scp: grant.scp.filter(isKept), granted: grant.granted.filter(isKept) }
}

/**
 * The one API that an access token will be for. Refuses several with 28000, or with 28003 if the request named
 * none and the several come from the sign-in; with 90009 an application that asks version 1.0 for a token for itself
 * by another name than its id.
 */
function oneResource(request: TokenRequest, account: Account, scopes: Scopes): ResourceGrant {
  const { client, emulator, parameters, place } = request
  const grants = grantScopes(emulator.directory, account.tenant, client, scopes, 65001)
  const [grant] = grants
  if (grant === undefined || grants.length > 1) {
    throw parameters.has('scope')
      ? aadsts(28000, { scope: scopes.text })
      : aadsts(28003, { scope: scopes.text })
  }
  const { asked, resource } = grant
  if (place.version === '1.0' && resource === client && asked.toLowerCase() !== client.appId.toLowerCase()) {
    throw aadsts(90009, { app: client.appId })
  }
  checkAssignment(account, resource)
  return consented(request, account, grant)
}

/** What a grant of a user says; the request says the rest. */
type UserGrantFacts = Pick<
  UserGrant,
  'account' | 'platform' | 'proof' | 'sid' | 'authTime' | 'nonce' | 'scopes' | 'refreshUntil'
> & { readonly claims?: ClaimsRequest | undefined }

/**
 * Checks whether a user may have what a request asks for in their name. Refuses with what a fault says, with 50105,
 * 65001 and the errors of scopes.
 */
export function checkUserGrant(request: TokenRequest, facts: UserGrantFacts): UserGrant {
  const { client, emulator, parameters, place } = request
  const { account, scopes } = facts
  const { id, userPrincipalName } = account.user
  emulator.faults.refuse({ endpoint: 'token', app: client.appId, user: [id, userPrincipalName] })
  checkAssignment(account, client)
  const claims = parameters.get('claims')
  return {
    ...facts,
    place,
    client,
    // B2C has no Microsoft Graph behind the scopes of OpenID Connect.
    resource:
      place.policy !== undefined && scopes.api.length === 0
        ? undefined
        : oneResource(request, account, scopes),
    claims: claims === undefined ? facts.claims : parseClaims(claims),
    wantsClientInfo: parameters.get('client_info') === '1',
  }
}

/** Makes the tokens of a checked grant. */
export async function issueToUser(
  { emulator }: TokenRequest,
  name: GrantName,
  grant: UserGrant,
): Promise<Issued> {
  const { tenant, user } = grant.account
  return {
    body: await userTokenResponse(emulator, grant),
    event: { type: 'tokens-issued', grant: name, tenant: tenant.id, app: grant.client.appId, user: user.id },
  }
}
