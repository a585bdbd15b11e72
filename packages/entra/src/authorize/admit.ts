import { aadsts } from '../aadsts.ts'
import type { Application } from '../directory/directory.ts'
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

/** Refuses with 90094 grants with a scope that nobody consented to and only an administrator may consent to. */
export function requireConsentable(
  { consents }: Pick<Emulator, 'consents'>,
  account: Account,
  application: Application,
  grants: readonly ResourceGrant[],
): void {
  for (const grant of grants) {
    const missing = consents.missing(account, application, grant)
    const scopes = grant.resource.api?.oauth2PermissionScopes ?? []
    if (scopes.some(({ type, value }) => type === 'Admin' && missing.includes(value))) {
      throw aadsts(90094, { name: application.displayName, tenant: account.tenant.displayName })
    }
  }
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
  const lacks = grants.some((grant) => emulator.consents.missing(account, application, grant).length > 0)
  if (lacks && isSilent) throw aadsts(65001, named)
  requireConsentable(emulator, account, application, grants)
  return { grants, needsConsent: lacks || prompt === 'consent' }
}
