import { parseKeySet } from './key-set.ts'
import type { VerificationKey } from './key-set.ts'
import { LoadError, loadJson } from './load-json.ts'
import type { LoadOptions } from './load-json.ts'
import { parseProviderUrl } from './provider-url.ts'

/** Where keys come from: the key set itself, or the metadata that names it. */
export interface KeyLocation {
  readonly kind: 'jwks' | 'metadata'
  readonly url: URL
}

/**
 * Loads a provider's keys, by way of its metadata (OpenID Connect Discovery, section 4; RFC 8414) where these
 * were given. Does not compare the metadata's `issuer` with anything: the token's own is checked.
 *
 * @throws LoadError when no usable key can be had
 */
export async function loadKeys(
  location: KeyLocation,
  options: LoadOptions,
): Promise<readonly VerificationKey[]> {
  const url = location.kind === 'jwks' ? location.url : await findKeySet(location.url, options)
  const keys = parseKeySet(await loadJson(url, options))
  if (keys === undefined) throw new LoadError(`${url.origin}${url.pathname} has no key for signatures`)
  return keys
}

async function findKeySet(metadata: URL, options: LoadOptions): Promise<URL> {
  const document = await loadJson(metadata, options)
  const named =
    typeof document === 'object' && document !== null && 'jwks_uri' in document
      ? document.jwks_uri
      : undefined
  const url = parseProviderUrl(named)
  // metadata that came over https must not lead to keys that did not
  if (url === undefined || (metadata.protocol === 'https:' && url.protocol !== 'https:')) {
    throw new LoadError(
      `${metadata.origin}${metadata.pathname} names no key set ('jwks_uri') at an https URL`,
    )
  }
  return url
}
