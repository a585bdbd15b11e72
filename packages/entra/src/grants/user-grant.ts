import { aadsts } from '../aadsts.ts'
import { type Account, findUser, isEnabled } from '../directory/find.ts'
import { grantScopes, type ResourceGrant, type Scopes } from '../scopes.ts'
import type { TokenRequest } from './grant.ts'

/** Finds a user whom a grant names, who may have gone (50034) or been disabled (50057) since. */
export function accountOf(request: TokenRequest, tenantId: string, userId: string): Account {
  const tenant = request.emulator.directory.tenants.find((each) => each.id === tenantId)
  const user = tenant && findUser(tenant, userId)
  if (tenant === undefined || user === undefined) {
    throw aadsts(50034, { user: userId, tenant: tenant?.displayName ?? tenantId })
  }
  if (!isEnabled(user)) throw aadsts(50057)
  return { tenant, user }
}

/**
 * The one API that an access token will be for. Refuses several with 28000, or with 28003 if the request named
 * none and the several come from the sign-in.
 */
export function oneResource(request: TokenRequest, account: Account, scopes: Scopes): ResourceGrant {
  const grants = grantScopes(request.emulator.directory, account.tenant, request.client, scopes, 65001)
  const [grant] = grants
  if (grant === undefined || grants.length > 1) {
    throw request.parameters.has('scope') ? aadsts(28000, { scope: scopes.text }) : aadsts(28003)
  }
  return grant
}
