import * as client from 'openid-client'
import type { IdentityPlan } from '../plan.ts'
import { IssuerError, isIssuerOf, isOfManyTenants, metadataUrlOf } from './issuer.ts'
import { providerTimeoutMs } from './provider-fetch.ts'

/** The provider's metadata with the client's own settings, as openid-client wants them for each call. */
export type Discovery = () => Promise<client.Configuration>

/** A provider that could not be reached is asked again after this long. */
const retryMs = 2_000
/** Metadata are read anew after this long. */
const metadataMs = 12 * 3_600_000
/** Metadata are read anew when the clocks have moved apart by this much since. */
const mostDriftSeconds = 5

/** The library fills in `{tenantid}` by the token's own tenant for this origin alone. */
const manyTenantsOrigin = 'https://login.microsoftonline.com'

/**
 * Reads the provider's metadata by their own address: the library then leaves the issuer to us, who know Entra's other
 * hosts. Rejects with {@link IssuerError}, or with whatever openid-client threw.
 *
 * @param skewSeconds - How far the gateway's clock is ahead of the system's.
 */
export const discover = async (
  { authority, clientId, clientSecret }: IdentityPlan,
  fetchFromProvider: typeof fetch,
  skewSeconds: number,
): Promise<client.Configuration> => {
  const isShared = isOfManyTenants(authority)
  const metadataUrl = metadataUrlOf(authority)
  const fetchMetadata: client.CustomFetch = (_url, init) =>
    fetchFromProvider(metadataUrl, init as RequestInit)
  const configuration = await client.discovery(
    isShared ? new URL(authority.pathname, manyTenantsOrigin) : metadataUrl,
    clientId,
    {
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
      [client.clockSkew]: skewSeconds,
    },
    clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
    {
      [client.customFetch]: fetchMetadata,
      timeout: providerTimeoutMs / 1000,
      // The configuration check lets http through for names of this machine alone.
      execute: authority.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    },
  )
  configuration[client.customFetch] = fetchFromProvider as client.CustomFetch
  const { issuer } = configuration.serverMetadata()
  if (!isIssuerOf(authority, issuer)) throw new IssuerError(authority, issuer)
  return configuration
}

/**
 * Creates the discovery of one provider (OpenID Connect Discovery 1.0): read at first use, shared, and kept while
 * the provider cannot be asked. It rejects with {@link IssuerError}, or with whatever openid-client threw, while nothing
 * has been read yet.
 */
export const createDiscovery = (
  plan: IdentityPlan,
  fetchFromProvider: typeof fetch,
  now: () => number,
): Discovery => {
  /** The library reads the system's clock; this is how far the gateway's own is ahead of it. */
  const skewSeconds = (): number => Math.round((now() - Date.now()) / 1000)

  let known:
    | { readonly configuration: client.Configuration; readonly since: number; readonly skew: number }
    | undefined
  let reading: Promise<client.Configuration> | undefined
  let failed: { readonly error: unknown; readonly at: number } | undefined

  const read = async (): Promise<client.Configuration> => {
    try {
      const configuration = await discover(plan, fetchFromProvider, skewSeconds())
      known = { configuration, since: now(), skew: skewSeconds() }
      failed = undefined
      return configuration
    } catch (error) {
      failed = { error, at: now() }
      if (known) return known.configuration
      throw error
    } finally {
      reading = undefined
    }
  }

  return () => {
    const rests = failed !== undefined && now() - failed.at < retryMs
    const isCurrent =
      known && now() - known.since < metadataMs && Math.abs(skewSeconds() - known.skew) < mostDriftSeconds
    if (known && (rests || isCurrent)) return Promise.resolve(known.configuration)
    if (rests)
      return Promise.reject(failed?.error instanceof Error ? failed.error : new Error('discovery failed'))
    reading ??= read()
    return reading
  }
}
