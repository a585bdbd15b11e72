import type { Account } from './directory/find.ts'

/** `client_info`, which Microsoft's libraries ask for with `client_info=1`: who signed in, and where. */
export function clientInfo({ tenant, user }: Account): string {
  return Buffer.from(JSON.stringify({ uid: user.id, utid: tenant.id })).toString('base64url')
}
