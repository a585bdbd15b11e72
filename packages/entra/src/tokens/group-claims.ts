import type { Application, OptionalClaim } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import { asksFor } from './optional-claims.ts'

/** The most groups that Entra writes into a token. */
const mostGroups = 200
/** The most that it writes into a token that travels in a URL. */
const mostGroupsInUrl = 5

/**
 * The `groups` claim as an application's manifest asks for it: ids, or names with `cloud_displayname`. Users in
 * more than 200 groups get a pointer to Microsoft Graph instead (the groups overage claim); in the implicit flow
 * those in more than five get `hasgroups`.
 */
export function groupClaims(
  application: Application,
  optional: OptionalClaim[] | undefined,
  { tenant, user }: Account,
  isImplicit: boolean,
): Record<string, unknown> {
  const ids = user.memberOf ?? []
  const wanted = application.groupMembershipClaims ?? 'None'
  if (wanted === 'None' || ids.length === 0) return {}
  if (isImplicit && ids.length > mostGroupsInUrl) return { hasgroups: true }
  if (ids.length > mostGroups) {
    const endpoint = `https://graph.windows.net/${tenant.id}/users/${user.id}/getMemberObjects`
    return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } }
  }
  const byName = asksFor(optional, 'groups')?.additionalProperties?.includes('cloud_displayname') ?? false
  if (!byName) return { groups: ids }
  const names = new Map(tenant.groups?.map((group) => [group.id.toLowerCase(), group.displayName]))
  return { groups: ids.flatMap((id) => names.get(id.toLowerCase()) ?? []) }
}
