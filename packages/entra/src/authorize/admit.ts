import { aadsts } from '../aadsts.ts'
import type { Account } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { EndpointName } from '../events.ts'
import { grantScopes, type ResourceGrant } from '../scopes.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'

/** What an account may have of what was asked for. */
export interface Admission {
  readonly grants: readonly ResourceGrant[]
  /** Whether somebody has to agree first. */
  readonly needsConsent: boolean
}

/** Whether only an administrator may consent to some scope of a grant. */
function isForAdministrators({ resource }: ResourceGrant, missing: readonly string[]): boolean {
  const scopes = resource.api?.oauth2PermissionScopes ?? []
  return scopes.some(({ type, value }) => type === 'Admin' && missing.includes(value))
}

/**
 * Finds out whether an account that is known may use the application, and for what. Refuses with what a fault says,
 * with 50105 somebody who is not assigned to an application that demands it, with 500011, 650053 or 65001 scopes that
 * are not there, with 28000 an access token for several APIs, with 65001 what nobody consented to and nobody is there
 * to ask, and with 90094 what only an administrator may consent to. It does not check whether the account is enabled.
 */
export function admit(
  emulator: Emulator,
  endpoint: EndpointName,
  wanted: AuthorizeRequest,
  account: Account,
): Admission {
  const { application, prompt, responseTypes, scopes } = wanted
  const { tenant, user } = account
  emulator.faults.refuse({
    endpoint,
    app: application.appId,
    user: [user.id, user.userPrincipalName],
  })
  const isAssigned = (user.appRoles?.[application.appId]?.length ?? 0) > 0
  const named = { app: application.appId, name: application.displayName }
  if (application.appRoleAssignmentRequired === true && !isAssigned) {
    throw aadsts(50105, { ...named, user: user.userPrincipalName })
  }
  const isSilent = prompt === 'none'
  const grants = grantScopes(emulator.directory, tenant, application, scopes, isSilent ? 65001 : 650053)
  if (responseTypes.has('token') && grants.length > 1) throw aadsts(28000, { scope: scopes.text })
  const missing = grants.map((grant) => emulator.consents.missing(account, application, grant))
  const lacks = missing.some((names) => names.length > 0)
  if (lacks && isSilent) throw aadsts(65001, named)
  if (grants.some((grant, index) => isForAdministrators(grant, missing[index] ?? []))) {
    throw aadsts(90094, { name: application.displayName, tenant: tenant.displayName })
  }
  return { grants, needsConsent: lacks || prompt === 'consent' }
}
