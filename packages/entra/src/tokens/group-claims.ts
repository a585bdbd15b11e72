import type { Application, OptionalClaim } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'

/** The most groups that Entra writes into a token. */
const mostGroups = 200

/** Whether an application's manifest asks for an optional claim in a kind of token. */
export function asksFor(
  claims: OptionalClaim[] | undefined,
  name: OptionalClaim['name'],
): OptionalClaim | undefined {
  return claims?.find((claim) => claim.name === name)
}

/**
 * The `groups` claim as an application's manifest asks for it: ids, or names with `cloud_displayname`.
 * Users in more than 200 groups get a pointer to Microsoft Graph instead (the groups overage claim).
 */
export function groupClaims(
  application: Application,
  optional: OptionalClaim[] | undefined,
  { tenant, user }: Account,
): Record<string, unknown> {
  const ids = user.memberOf ?? []
  if (application.groupMembershipClaims !== 'SecurityGroup' || ids.length === 0) return {}
  if (ids.length > mostGroups) {
    const endpoint = `https://graph.windows.net/${tenant.id}/users/${user.id}/getMemberObjects`
    return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } }
  }
  const byName = asksFor(optional, 'groups')?.additionalProperties?.includes('cloud_displayname') ?? false
  if (!byName) return { groups: ids }
  const names = new Map(tenant.groups?.map((group) => [group.id.toLowerCase(), group.displayName]))
  return { groups: ids.flatMap((id) => names.get(id.toLowerCase()) ?? []) }
}
