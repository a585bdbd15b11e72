import type { Account } from './directory/find.ts'
import { encodeJson } from './encode-json.ts'

/**
 * `client_info`, which Microsoft's libraries ask for with `client_info=1`: who signed in, and where. B2C tells the
 * accounts of its user flows apart.
 */
export function clientInfo({ tenant, user }: Account, policy: string | undefined): string {
  const uid = policy === undefined ? user.id : `${user.id}-${policy.toLowerCase()}`
  return encodeJson({ uid, utid: tenant.id })
}
