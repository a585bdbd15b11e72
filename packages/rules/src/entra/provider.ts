import { providerAtHost, type Provider } from './provider-hosts.ts'
import { placeOf, providerByPath, type ProviderPlace } from './provider-paths.ts'

export type { Provider } from './provider-hosts.ts'
export type { ProviderPlace } from './provider-paths.ts'

const shape = /^https?:\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]*\]|[^/?#:@]+)(?::\d*)?([^?#]*)(?:\?([^#]*))?/i

/** Longer addresses are looked at up to here. */
const maxLength = 8192

/**
 * Tells whether a URL is one of an identity provider, and which of its places: its sign-in page, its token
 * endpoint, its metadata… Known hosts count first; on other hosts, the paths and parameters that give a
 * provider away: an emulator of Entra, a Keycloak, an ADFS, any `/authorize` with `client_id` and
 * `response_type`.
 *
 * Does not fetch anything: a provider of one's own whose paths are like no other is not recognised, and a
 * page of one's own that looks like a provider's is.
 */
export function providerOf(
  url: string,
): { readonly provider: Provider; readonly place: ProviderPlace } | undefined {
  const parts = shape.exec(url.slice(0, maxLength))
  if (parts === null) return undefined
  const host = (parts[1] ?? '').toLowerCase().replace(/\.$/, '')
  const path = (parts[2] ?? '').toLowerCase()
  const query = parts[3] ?? ''
  const place = placeOf(path, query)
  const provider = providerAtHost(host, path) ?? providerByPath(path, query, place)
  return provider && { provider, place: place ?? 'other' }
}
