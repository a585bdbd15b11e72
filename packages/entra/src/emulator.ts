import type { AuthorizationCode } from './authorize/authorization-code.ts'
import type { ConsentTickets } from './consent-tickets.ts'
import type { Consents } from './consents.ts'
import type { DeviceCodes } from './device-codes.ts'
import type { Directory } from './directory/directory.ts'
import type { EntraEvent } from './events.ts'
import type { ExpiringStore } from './expiring-store.ts'
import type { Faults } from './faults/faults.ts'
import type { EntraKeys } from './keys.ts'
import type { PasswordTries } from './password-tries.ts'
import type { Sessions } from './sessions.ts'

/** What all endpoints of one running Entra share. */
export interface Emulator {
  /** Scheme, name and port of URLs and issuers, unless a request came under another of our names. */
  readonly origin: string
  /** Where faults, keys and clock are; undefined without an admin listener, and until it listens. */
  readonly adminOrigin: () => string | undefined
  /** Whether a host name, in lower case, is one that clients may know this server by. */
  readonly isOurs: (hostname: string) => boolean
  /** As it is now: another one takes its place when its file changes. */
  readonly directory: Directory
  /** As they are now: they can be rotated, and made wrong. */
  readonly keys: EntraKeys
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** Seconds that the next access token shall live. */
  readonly accessTokenSeconds: () => number
  /** Seconds that id tokens live. */
  readonly idTokenSeconds: number
  readonly sessions: Sessions
  readonly codes: ExpiringStore<AuthorizationCode>
  readonly consents: Consents
  readonly consentTickets: ConsentTickets
  readonly deviceCodes: DeviceCodes
  readonly passwordTries: PasswordTries
  readonly faults: Faults
  readonly emit: (event: EntraEvent) => void
}
