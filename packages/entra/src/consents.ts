import type { Application } from './directory/directory.ts'
import type { Account } from './directory/find.ts'
import type { ResourceGrant } from './scopes.ts'

/** What people consented to since the start; what the directory grants is not in it. */
export interface Consents {
  /** The scopes of a grant that a user has not consented to, and nobody for them. Empty where consent is implicit. */
  missing(account: Account, client: Application, grant: ResourceGrant): readonly string[]
  /** Remembers a user's consent. */
  add(account: Account, client: Application, grant: ResourceGrant): void
}

const keyOf = ({ tenant, user }: Account, client: Application, { resource }: ResourceGrant): string =>
  [tenant.id, user.id, client.appId, resource.appId].join('|').toLowerCase()

const same = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase()

/** Keeps consents in memory. */
export function createConsents(): Consents {
  const given = new Map<string, ReadonlySet<string>>()
  return {
    missing(account, client, grant) {
      const grants = account.tenant.oauth2PermissionGrants
      if (grants === undefined) return []
      const granted = new Set(given.get(keyOf(account, client, grant)))
      for (const each of grants) {
        const isMeant =
          same(each.clientId, client.appId) &&
          same(each.resourceId, grant.resource.appId) &&
          (each.consentType === 'AllPrincipals' || same(account.user.id, each.principalId))
        if (isMeant) for (const scope of each.scope.split(' ')) granted.add(scope)
      }
      return grant.scp.filter((scope) => !granted.has(scope))
    },
    add(account, client, grant) {
      const key = keyOf(account, client, grant)
      given.set(key, new Set([...(given.get(key) ?? []), ...grant.scp]))
    },
  }
}
