import { didYouMean, mistake, type DataPath, type Mistake } from '@clearway/yaml'
import { isOpenIdScope } from '../scopes.ts'
import type { Application, Directory, PermissionGrant, Tenant } from './directory.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import type { Sound } from './sound-parts.ts'

/** Applications by `appId` in lower case. */
type Applications = ReadonlyMap<string, Sound<Application>>

function unresolved(path: DataPath, message: string, fix: string, atKey = false): Mistake {
  return { ...mistake('config/unresolved-reference', path, message, fix), ...(atKey && { atKey }) }
}

/** What to write where a name is none of those known. */
function oneOf(written: string, known: readonly string[], none: string): string {
  const meant = didYouMean(written, known)
  if (meant !== undefined) return `did you mean "${meant}"?`
  return known.length === 0 ? none : `known there: ${known.slice(0, 20).join(', ')}`
}

/** Roles that the application they are given for does not define for such members. */
function checkRoles(
  given: Sound<Record<string, string[]>> | undefined,
  member: 'User' | 'Application',
  path: DataPath,
  applications: Applications,
): Mistake[] {
  return Object.entries(given ?? {}).flatMap(([appId, values]) => {
    if (values === undefined) return []
    const application = applications.get(appId.toLowerCase())
    if (application === undefined) {
      const fix = 'write the appId of an application of this directory that has appRoles'
      return [unresolved([...path, appId], 'this is no application of this directory', fix, true)]
    }
    if (application.appId !== appId) {
      const fix = `write it as there: ${application.appId}`
      return [unresolved([...path, appId], 'this appId is written otherwise at its application', fix, true)]
    }
    const known = (application.appRoles ?? []).flatMap((role) =>
      role?.value !== undefined &&
      role.isEnabled !== false &&
      role.allowedMemberTypes?.includes(member) === true
        ? [role.value]
        : [],
    )
    return values.flatMap((value, index) =>
      value === undefined || known.includes(value)
        ? []
        : unresolved(
            [...path, appId, index],
            `this is no app role of that application for a member of type ${member}`,
            oneOf(value, known, `define it there in appRoles, with ${member} in allowedMemberTypes`),
          ),
    )
  })
}

/** Whom and what a grant of consent names. */
function checkGrant(
  grant: Sound<PermissionGrant>,
  users: ReadonlySet<string | undefined>,
  path: DataPath,
  applications: Applications,
): Mistake[] {
  const { clientId, consentType, principalId, resourceId, scope } = grant
  const found: Mistake[] = []
  const isApplication = (id: string | undefined): boolean =>
    id === undefined || id.toLowerCase() === microsoftGraph.appId || applications.has(id.toLowerCase())
  for (const [key, id] of Object.entries({ clientId, resourceId })) {
    if (!isApplication(id)) {
      const fix = 'write the appId of an application of this directory, or that of Microsoft Graph'
      found.push(unresolved([...path, key], 'this is no application of this directory', fix))
    }
  }
  if (consentType === 'Principal' && !('principalId' in grant)) {
    const message = '"principalId" is missing'
    const fix = 'write the id of the user, or consentType AllPrincipals for everybody'
    found.push({ ...mistake('config/missing-key', [...path, 'principalId'], message, fix), atKey: true })
  }
  if (consentType === 'AllPrincipals' && principalId !== undefined) {
    const fix = 'remove it, or write consentType Principal'
    found.push(mistake('config/invalid-value', [...path, 'principalId'], 'this grant is for everybody', fix))
  }
  if (principalId !== undefined && !users.has(principalId.toLowerCase())) {
    const fix = 'write the id of a user of the same tenant'
    found.push(unresolved([...path, 'principalId'], 'this is no user of this tenant', fix))
  }
  const api = applications.get(resourceId?.toLowerCase() ?? '')
  const scopes = api?.api?.oauth2PermissionScopes?.flatMap((each) => each?.value ?? []) ?? []
  const strangers = scope?.split(' ').filter((each) => !scopes.includes(each) && !isOpenIdScope(each)) ?? []
  if (api !== undefined && strangers[0] !== undefined) {
    const fix = oneOf(strangers[0], scopes, 'define it there in api.oauth2PermissionScopes')
    found.push(unresolved([...path, 'scope'], 'a scope in this is not one of that API', fix))
  }
  return found
}

function checkTenant(tenant: Sound<Tenant>, path: DataPath, applications: Applications): Mistake[] {
  const groups = new Set(tenant.groups?.map((group) => group?.id?.toLowerCase()))
  const users = new Set(tenant.users?.map((user) => user?.id?.toLowerCase()))
  const ofUsers = (tenant.users ?? []).flatMap((user, index) => {
    const at = [...path, 'users', index]
    const strangers = (user?.memberOf ?? []).flatMap((group, which) =>
      group === undefined || groups.has(group.toLowerCase())
        ? []
        : unresolved(
            [...at, 'memberOf', which],
            'this is no group of this tenant',
            'write the id of a group that stands in groups of the same tenant',
          ),
    )
    return strangers.concat(checkRoles(user?.appRoles, 'User', [...at, 'appRoles'], applications))
  })
  const ofApplications = (tenant.applications ?? []).flatMap((application, index) => {
    const at = [...path, 'applications', index, 'appRoleAssignments']
    return checkRoles(application?.appRoleAssignments, 'Application', at, applications)
  })
  const ofGrants = (tenant.oauth2PermissionGrants ?? []).flatMap((grant, index) =>
    grant === undefined
      ? []
      : checkGrant(grant, users, [...path, 'oauth2PermissionGrants', index], applications),
  )
  return [...ofUsers, ...ofApplications, ...ofGrants]
}

/** What refers to nothing: groups, applications, their roles and scopes, users. */
export function checkReferences({ tenants = [], faults = [] }: Sound<Directory>): Mistake[] {
  const all = tenants.flatMap((tenant) => tenant?.applications ?? [])
  const applications: Applications = new Map(
    all.flatMap((application) =>
      application?.appId === undefined ? [] : [[application.appId.toLowerCase(), application] as const],
    ),
  )
  const ofFaults = faults.flatMap((fault, index) =>
    fault?.app === undefined || applications.has(fault.app.toLowerCase())
      ? []
      : unresolved(
          ['faults', index, 'app'],
          'this is no application of this directory',
          'write the appId of one, or leave it out for any',
        ),
  )
  const ofTenants = tenants.flatMap((tenant, index) =>
    tenant === undefined ? [] : checkTenant(tenant, ['tenants', index], applications),
  )
  return [...ofTenants, ...ofFaults]
}
