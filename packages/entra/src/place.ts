/** What an address speaks: 2.0 has scopes, 1.0 has resources. Of a token: the shape of its claims. */
export type Version = '1.0' | '2.0'

/** The ways in which B2C's addresses name a user flow: after the tenant, after `/tfp/` and the tenant, or in `p`. */
export type PolicyForm = 'path' | 'tfp' | 'query'

/** The address that a request came in at, taken from its host and path. */
export interface Place {
  /** Scheme, name and port as the client wrote them if the name is one of ours, else those of `entra.origin`. */
  readonly origin: string
  readonly version: Version
  /** The tenant's segment as it was written: an id, a domain, `common`, `organizations` or `consumers`. */
  readonly tenant: string
  /** The B2C user flow in the path or in `p`, as the directory spells it; it exists in the tenant. */
  readonly policy: string | undefined
  /** How the address names the user flow, if it names one. */
  readonly policyForm?: PolicyForm
}

/**
 * The issuer of a tenant's tokens. Metadata of `common` and `organizations` passes the literal `{tenantid}`.
 * Version 1.0 has Microsoft's own name wherever this server runs, as clients of that version know it.
 */
export function issuerAt(place: Place, tenantId: string, version: Version = place.version): string {
  if (place.policy !== undefined) return `${place.origin}/${tenantId}/v2.0/`
  return version === '1.0' ? `https://sts.windows.net/${tenantId}/` : `${place.origin}/${tenantId}/v2.0`
}

/** Whether an issuer is that of B2C's user flows: the versions of Entra write theirs otherwise. */
export const isUserFlowIssuer = (issuer: unknown): boolean =>
  typeof issuer === 'string' && issuer.endsWith('/v2.0/')

/** The path that the OAuth 2.0 endpoints of a place lie below, with a tenant's id, domain or alias in it. */
export function oauthPath({ policy, version }: Pick<Place, 'policy' | 'version'>, tenant: string): string {
  const owner = [tenant, ...(policy === undefined ? [] : [policy])].map(encodeURIComponent).join('/')
  return `/${owner}/oauth2${version === '2.0' ? '/v2.0' : ''}`
}
