import { deviceLoginId } from './device-login-application.ts'
import type { Application } from './directory/directory.ts'
import type { Account } from './directory/find.ts'
import { isSameName } from './directory/same-name.ts'
import type { Remembered } from './remembered.ts'
import { isOpenIdScope, type ResourceGrant } from './scopes.ts'

/** What people consented to since the start; what the directory grants is not in it. */
export interface Consents {
  /**
   * The scopes of a grant that a user has not consented to, and nobody for them. Empty where consent is implicit.
   * The scopes of OpenID Connect are consented to along with any other.
   */
  missing(account: Account, client: Application, grant: ResourceGrant): readonly string[]
  /** Remembers a user's consent. */
  add(account: Account, client: Application, grant: ResourceGrant): void
  readonly remembered: Remembered
}

const keyOf = ({ tenant, user }: Account, client: Application): string =>
  [tenant.id, user.id, client.appId].join('|').toLowerCase()

/** What one user consented to for one client: the scopes by API. */
type Given = ReadonlyMap<string, readonly string[]>

/** Keeps consents in memory. */
export function createConsents(): Consents {
  const given = new Map<string, Given>()
  return {
    missing(account, client, { resource, scp }) {
      const grants = account.tenant.oauth2PermissionGrants
      if (grants === undefined || client.appId === deviceLoginId) return []
      const standing = grants.filter(
        ({ clientId, consentType, principalId }) =>
          isSameName(clientId, client.appId) &&
          (consentType === 'AllPrincipals' || isSameName(account.user.id, principalId)),
      )
      const since = given.get(keyOf(account, client))
      const granted = new Set(since?.get(resource.appId.toLowerCase()))
      for (const { resourceId, scope } of standing) {
        if (isSameName(resourceId, resource.appId)) for (const each of scope.split(' ')) granted.add(each)
      }
      const hasAny = standing.length > 0 || since !== undefined
      return scp.filter((scope) => !granted.has(scope) && !(hasAny && isOpenIdScope(scope)))
    },
    add(account, client, { resource, scp }) {
      const key = keyOf(account, client)
      const api = resource.appId.toLowerCase()
      const before = given.get(key) ?? new Map<string, readonly string[]>()
      given.set(key, new Map([...before, [api, [...new Set([...(before.get(api) ?? []), ...scp])]]]))
    },
    remembered: {
      get size() {
        return given.size
      },
      entries: () => [...given].map(([key, scopes]) => [key, [...scopes]]),
      restore(entries) {
        for (const [key, scopes] of entries as [string, [string, string[]][]][])
          given.set(key, new Map(scopes))
      },
      clear() {
        given.clear()
      },
    },
  }
}
