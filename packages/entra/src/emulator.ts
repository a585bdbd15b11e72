import type { AuthorizationCode } from './authorize/issue-code.ts'
import type { Directory } from './directory/directory.ts'
import type { EntraEvent } from './events.ts'
import type { ExpiringStore } from './expiring-store.ts'
import type { EntraKeys } from './keys.ts'
import type { Sessions } from './sessions.ts'

/** What all endpoints of one running Entra share. */
export interface Emulator {
  /** Scheme, name and port that every URL and every issuer starts with. */
  readonly origin: string
  readonly directory: Directory
  readonly keys: EntraKeys
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** Seconds that the next access token shall live. */
  readonly accessTokenSeconds: () => number
  /** Seconds that id tokens live. */
  readonly idTokenSeconds: number
  readonly sessions: Sessions
  readonly codes: ExpiringStore<AuthorizationCode>
  readonly emit: (event: EntraEvent) => void
}

/** The issuer of a tenant's tokens; for `common` and `organizations` with the literal `{tenantid}`. */
export function issuerOf(origin: string, tenantId: string): string {
  return `${origin}/${tenantId}/v2.0`
}
