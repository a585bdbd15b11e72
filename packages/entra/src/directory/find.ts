import type { Application, Directory, Tenant, User } from './directory.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import { isSameName } from './same-name.ts'

/** The tenant part of a request's path: one tenant, or `common` and `organizations`, which are any. */
export type TenantAddress =
  | { readonly kind: 'tenant'; readonly tenant: Tenant }
  | { readonly kind: 'any'; readonly name: 'common' | 'organizations' }

/**
 * Finds by an id, without regard to case. Nothing is indexed, since a program may change the directory at any time:
 * tokens carry ids as they are written here, and a look through 10,000 for the very text takes a fraction of the time
 * that a signature does.
 */
function findById<Item>(
  items: readonly Item[] | undefined,
  id: string,
  idOf: (item: Item) => string,
): Item | undefined {
  return items?.find((item) => idOf(item) === id) ?? items?.find((item) => isSameName(idOf(item), id))
}

/** The tenant of personal Microsoft accounts. There are none here, and no application is for them. */
export const consumers: Tenant = {
  id: '9188040d-6c67-4c5b-b112-36a304b66dad',
  domain: 'consumers',
  displayName: 'Microsoft Accounts',
}

/** Finds a tenant by the first segment of a path: its id, its domain, `common`, `organizations` or `consumers`. */
export function findTenantAddress(directory: Directory, segment: string): TenantAddress | undefined {
  const name = segment.toLowerCase()
  if (name === 'common' || name === 'organizations') return { kind: 'any', name }
  if (name === consumers.domain || name === consumers.id) return { kind: 'tenant', tenant: consumers }
  const tenant = directory.tenants.find((each) => isSameName(each.id, name) || isSameName(each.domain, name))
  return tenant && { kind: 'tenant', tenant }
}

/** Finds an application in whichever tenant it is registered. */
export function findApplication(
  directory: Directory,
  appId: string,
): { readonly application: Application; readonly home: Tenant } | undefined {
  for (const home of directory.tenants) {
    const application = findById(home.applications, appId, (each) => each.appId)
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
    isSameName(application.appId, name) ||
    (application.identifierUris?.some((uri) => names.has(uri)) ?? false)
  if (isNamed(microsoftGraph)) return microsoftGraph
  for (const each of directory.tenants) {
    const found = each.applications?.find((app) => (each === tenant || isMultiTenant(app)) && isNamed(app))
    if (found !== undefined) return found
  }
  return undefined
}

/** Finds a user of one tenant by object id. */
export function findUser(tenant: Tenant, id: string): User | undefined {
  return findById(tenant.users, id, (user) => user.id)
}

/** A user together with the tenant that knows them. */
export interface Account {
  readonly tenant: Tenant
  readonly user: User
}

/** Whether an address is for users of a tenant. `common` and `organizations` know no local users of a B2C tenant. */
export function isFor(address: TenantAddress, tenant: Tenant): boolean {
  if (address.kind === 'tenant') return address.tenant.id === tenant.id
  return (tenant.userFlows ?? []).length === 0
}

/** All users who could sign in at an address. */
export function accountsAt(directory: Directory, address: TenantAddress): Account[] {
  const tenants = address.kind === 'tenant' ? [address.tenant] : directory.tenants
  return tenants
    .filter((tenant) => isFor(address, tenant))
    .flatMap((tenant) => (tenant.users ?? []).map((user) => ({ tenant, user })))
}

/** Whether a user goes by a name that somebody typed or an application sent as `login_hint`. */
export function isCalled(user: User, name: string): boolean {
  return isSameName(user.userPrincipalName, name) || (user.mail !== undefined && isSameName(user.mail, name))
}

/** Whether a user may sign in at all. */
export const isEnabled = (user: User): boolean => user.accountEnabled !== false
