import type { Application, Platform } from '../directory/directory.ts'
import type { TenantAddress } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { EntraEvent } from '../events.ts'
import type { Place } from '../place.ts'
import type { Parameters } from '../request.ts'
import type { ClientProof } from '../tokens/access-token.ts'

/** A token request whose tenant and client are known, but not proved. */
export interface TokenRequest {
  readonly emulator: Emulator
  readonly place: Place
  readonly address: TenantAddress
  readonly client: Application
  readonly parameters: Parameters
}

/** What a grant became. */
export interface Issued {
  readonly body: Record<string, unknown>
  readonly event: Extract<EntraEvent, { type: 'tokens-issued' }>
}

/** A grant that was looked at but not used: its platform decides about CORS and the client's secret first. */
export interface OpenedGrant {
  readonly kind: 'authorization_code' | 'refresh_token' | 'other'
  readonly platform: Platform | undefined
  readonly pkce: boolean
  /** Checks everything else and makes the tokens. Refuses with an `EntraError`. */
  redeem(proof: ClientProof): Promise<Issued>
}

/** A grant type: finds what the client presents. Refuses only requests that lack a parameter. */
export type GrantType = (request: TokenRequest) => OpenedGrant | Promise<OpenedGrant>

/** The platform of a client at a grant that has no redirect URI: its manifest says whether it is a public client. */
export const platformWithoutRedirect = (client: Application): Platform =>
  client.isFallbackPublicClient === true ? 'publicClient' : 'web'
