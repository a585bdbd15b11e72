import type { Application, Directory, Tenant, User } from './directory.ts'
import { microsoftGraph } from './microsoft-graph.ts'

/** The tenant part of a request's path: one tenant, or `common` and `organizations`, which are any. */
export type TenantAddress =
  | { readonly kind: 'tenant'; readonly tenant: Tenant }
  | { readonly kind: 'any'; readonly name: 'common' | 'organizations' }

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** Finds a tenant by the first segment of a path: its id, its domain, `common` or `organizations`. */
export function findTenantAddress(directory: Directory, segment: string): TenantAddress | undefined {
  const name = segment.toLowerCase()
  if (name === 'common' || name === 'organizations') return { kind: 'any', name }
  const tenant = directory.tenants.find((each) => same(each.id, name) || same(each.domain, name))
  return tenant && { kind: 'tenant', tenant }
}

/** Finds an application in whichever tenant it is registered. */
export function findApplication(
  directory: Directory,
  appId: string,
): { readonly application: Application; readonly home: Tenant } | undefined {
  for (const home of directory.tenants) {
    const application = home.applications?.find((each) => same(each.appId, appId))
    if (application !== undefined) return { application, home }
  }
  return undefined
}

/** Whether users of other tenants than its own may use an application. */
export const isMultiTenant = (application: Application): boolean =>
  application.signInAudience === 'AzureADMultipleOrgs'

/**
 * Finds the API that scopes of a tenant's user name: by application id or application id URI, among the
 * tenant's own applications, the multi-tenant ones of other tenants, and Microsoft Graph.
 */
export function findResource(directory: Directory, tenant: Tenant, name: string): Application | undefined {
  const names = new Set([name, name.replace(/\/$/, '')])
  const isNamed = (application: Application): boolean =>
    same(application.appId, name) || (application.identifierUris?.some((uri) => names.has(uri)) ?? false)
  if (isNamed(microsoftGraph)) return microsoftGraph
  for (const each of directory.tenants) {
    const found = each.applications?.find((app) => (each === tenant || isMultiTenant(app)) && isNamed(app))
    if (found !== undefined) return found
  }
  return undefined
}

/** Finds a user of one tenant by object id. */
export function findUser(tenant: Tenant, id: string): User | undefined {
  return tenant.users?.find((user) => same(user.id, id))
}

/** A user together with the tenant that knows them. */
export interface Account {
  readonly tenant: Tenant
  readonly user: User
}

/** All users who could sign in at an address. */
export function accountsAt(directory: Directory, address: TenantAddress): Account[] {
  const tenants = address.kind === 'tenant' ? [address.tenant] : directory.tenants
  return tenants.flatMap((tenant) => (tenant.users ?? []).map((user) => ({ tenant, user })))
}

/** Whether a user goes by a name that somebody typed or an application sent as `login_hint`. */
export function isCalled(user: User, name: string): boolean {
  return same(user.userPrincipalName, name) || (user.mail !== undefined && same(user.mail, name))
}

/** Whether a user may sign in at all. */
export const isEnabled = (user: User): boolean => user.accountEnabled !== false
