import type { Application, Directory, Tenant } from './directory.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import type { DirectoryMistake } from './shape.ts'

const lowerCase = (value: string): string => value.toLowerCase()

/** Notes each value that was seen before, with the place of the first. */
function createUniqueCheck(
  mistakes: DirectoryMistake[],
  normalize: (value: string) => string = lowerCase,
): (value: string, path: string) => void {
  const seen = new Map<string, string>()
  return (value, path) => {
    const first = seen.get(normalize(value))
    if (first === undefined) seen.set(normalize(value), path)
    else mistakes.push({ path, message: `is the same as ${first}` })
  }
}

/** Notes roles that the application they are given for does not define for such members. */
function checkRoles(
  given: Record<string, string[]> | undefined,
  member: 'User' | 'Application',
  path: string,
  applications: ReadonlyMap<string, Application>,
  mistakes: DirectoryMistake[],
): void {
  for (const [appId, values] of Object.entries(given ?? {})) {
    const at = `${path}[${JSON.stringify(appId)}]`
    const application = applications.get(appId)
    if (application === undefined) {
      mistakes.push({ path: at, message: 'is no application of this directory' })
      continue
    }
    for (const [index, value] of values.entries()) {
      const found = application.appRoles?.some(
        (role) => role.value === value && role.allowedMemberTypes.includes(member),
      )
      if (found !== true)
        mistakes.push({
          path: `${at}[${index}]`,
          message: `is no app role of that application for a member of type ${member}`,
        })
    }
  }
}

function checkUsers(
  tenant: Tenant,
  path: string,
  applications: ReadonlyMap<string, Application>,
  mistakes: DirectoryMistake[],
): void {
  const groups = new Set(tenant.groups?.map((group) => group.id.toLowerCase()))
  for (const [index, user] of tenant.users?.entries() ?? []) {
    const at = `${path}.users[${index}]`
    for (const [number, group] of user.memberOf?.entries() ?? []) {
      if (!groups.has(group.toLowerCase())) {
        mistakes.push({ path: `${at}.memberOf[${number}]`, message: 'is no group of this tenant' })
      }
    }
    checkRoles(user.appRoles, 'User', `${at}.appRoles`, applications, mistakes)
  }
}

/** What is there twice, or refers to nothing, in a directory whose shape is right. */
export function checkReferences(directory: Directory): DirectoryMistake[] {
  const mistakes: DirectoryMistake[] = []
  const objectId = createUniqueCheck(mistakes)
  const domain = createUniqueCheck(mistakes)
  const principalName = createUniqueCheck(mistakes)
  const identifierUri = createUniqueCheck(mistakes)
  const applications = new Map(
    directory.tenants.flatMap((tenant) => tenant.applications ?? []).map((app) => [app.appId, app]),
  )
  objectId(microsoftGraph.appId, 'Microsoft Graph, which is always there')
  for (const uri of microsoftGraph.identifierUris)
    identifierUri(uri, 'Microsoft Graph, which is always there')

  for (const [index, tenant] of directory.tenants.entries()) {
    const path = `tenants[${index}]`
    objectId(tenant.id, `${path}.id`)
    domain(tenant.domain, `${path}.domain`)
    for (const [number, group] of tenant.groups?.entries() ?? [])
      objectId(group.id, `${path}.groups[${number}].id`)
    for (const [number, user] of tenant.users?.entries() ?? []) {
      objectId(user.id, `${path}.users[${number}].id`)
      principalName(user.userPrincipalName, `${path}.users[${number}].userPrincipalName`)
    }
    checkUsers(tenant, path, applications, mistakes)
    for (const [number, application] of tenant.applications?.entries() ?? []) {
      const at = `${path}.applications[${number}]`
      objectId(application.appId, `${at}.appId`)
      for (const [which, uri] of application.identifierUris?.entries() ?? []) {
        identifierUri(uri, `${at}.identifierUris[${which}]`)
      }
      const redirectUri = createUniqueCheck(mistakes, String)
      for (const platform of ['spa', 'web', 'publicClient'] as const) {
        for (const [which, uri] of application[platform]?.redirectUris.entries() ?? []) {
          redirectUri(uri, `${at}.${platform}.redirectUris[${which}]`)
        }
      }
      checkRoles(
        application.appRoleAssignments,
        'Application',
        `${at}.appRoleAssignments`,
        applications,
        mistakes,
      )
      if (application.api === undefined && (application.identifierUris?.length ?? 0) > 0) {
        mistakes.push({
          path: `${at}.api`,
          message: 'is missing; an API needs { "requestedAccessTokenVersion": 2 }',
        })
      }
    }
  }
  return mistakes
}
