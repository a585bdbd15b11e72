import { mistake, writePath, type DataPath, type Mistake } from '@clearway/yaml'
import type { Application, Directory, Tenant } from './directory.ts'
import { consumers } from './find.ts'
import { microsoftGraph } from './microsoft-graph.ts'
import type { Sound } from './sound-parts.ts'

/** A value that has to be there once, and where it is. */
interface Named {
  readonly value: string | undefined
  readonly path: DataPath
}

/** The texts under one key of each item of a list, with their places. */
function valuesOf<Key extends string>(
  items: readonly ({ readonly [Name in Key]?: string | undefined } | undefined)[] | undefined,
  path: DataPath,
  key: Key,
): Named[] {
  return (items ?? []).map((item, index) => ({ value: item?.[key], path: [...path, index, key] }))
}

const itemsOf = (items: readonly (string | undefined)[] | undefined, path: DataPath): Named[] =>
  (items ?? []).map((value, index) => ({ value, path: [...path, index] }))

/** What is always there, in words for a message. */
type Reserved = ReadonlyMap<string, string>

function checkUnique(
  named: readonly Named[],
  fix: string,
  normalize: (value: string) => string = (value) => value.toLowerCase(),
  reserved: Reserved = new Map(),
): Mistake[] {
  const seen = new Map(reserved)
  return named.flatMap(({ value, path }) => {
    if (value === undefined) return []
    const key = normalize(value)
    const first = seen.get(key)
    if (first === undefined) seen.set(key, writePath(path))
    return first === undefined ? [] : [mistake('config/duplicate', path, `this is the same as ${first}`, fix)]
  })
}

function checkApplication(application: Sound<Application>, path: DataPath): Mistake[] {
  const platforms = ['spa', 'web', 'publicClient'] as const
  const redirectUris = platforms.flatMap((platform) =>
    itemsOf(application[platform]?.redirectUris, [...path, platform, 'redirectUris']),
  )
  const scopes = valuesOf(
    application.api?.oauth2PermissionScopes,
    [...path, 'api', 'oauth2PermissionScopes'],
    'value',
  )
  const roles = valuesOf(application.appRoles, [...path, 'appRoles'], 'value')
  return [
    ...checkUnique(
      redirectUris,
      'keep it at the platform that redeems its codes: Entra takes it once',
      String,
    ),
    ...checkUnique(scopes, 'keep one of the two', String),
    ...checkUnique(roles, 'keep one of the two', String),
  ]
}

const applicationsOf = (tenant: Sound<Tenant> | undefined): readonly (Sound<Application> | undefined)[] =>
  tenant?.applications ?? []

const always = 'which is always there'
const reservedIds: Reserved = new Map([
  [microsoftGraph.appId, `Microsoft Graph, ${always}`],
  [consumers.id, `the tenant of personal accounts, ${always}`],
])
const reservedUris: Reserved = new Map(
  microsoftGraph.identifierUris.map((uri) => [uri, `Microsoft Graph, ${always}`]),
)

/** What is there twice: ids, domains, names of users, application id URIs, redirect URIs of one application. */
export function checkDuplicates({ tenants = [] }: Sound<Directory>): Mistake[] {
  const each = <T>(find: (tenant: Sound<Tenant> | undefined, path: DataPath) => readonly T[]): T[] =>
    tenants.flatMap((tenant, index) => find(tenant, ['tenants', index]))
  const ids = [
    ...valuesOf(tenants, ['tenants'], 'id'),
    ...each((tenant, path) => [
      ...valuesOf(tenant?.groups, [...path, 'groups'], 'id'),
      ...valuesOf(tenant?.users, [...path, 'users'], 'id'),
      ...valuesOf(applicationsOf(tenant), [...path, 'applications'], 'appId'),
    ]),
  ]
  const domains = valuesOf(tenants, ['tenants'], 'domain')
  const people = each((tenant, path) => valuesOf(tenant?.users, [...path, 'users'], 'userPrincipalName'))
  const uris = each((tenant, path) =>
    applicationsOf(tenant).flatMap((application, index) =>
      itemsOf(application?.identifierUris, [...path, 'applications', index, 'identifierUris']),
    ),
  )
  return [
    ...checkUnique(ids, 'give each its own id: it would not be clear which is meant', undefined, reservedIds),
    ...checkUnique(domains, 'give each tenant its own domain'),
    ...checkUnique(people, 'give each user a name of their own'),
    ...checkUnique(uris, 'give each API its own: scopes name it by them', undefined, reservedUris),
    ...each((tenant, path) => [
      ...checkUnique(valuesOf(tenant?.userFlows, [...path, 'userFlows'], 'id'), 'keep one of the two'),
      ...applicationsOf(tenant).flatMap((application, index) =>
        application === undefined ? [] : checkApplication(application, [...path, 'applications', index]),
      ),
    ]),
  ]
}
