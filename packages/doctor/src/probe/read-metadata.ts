import { excerpt } from '@clearway/rules/http'
import { networkErrorName } from './network-error.ts'
import { send } from './send.ts'

/** A provider's issuer, and how to get the rest; or why it could not be had. */
export type Metadata =
  | { readonly issuer: string; readonly metadataUrl: string; readonly fetch: typeof fetch }
  | { readonly reason: string }

const wellKnown = '.well-known/openid-configuration'
/** Of metadata and of a key set, in bytes. */
const maxDocument = 1024 * 1024

/**
 * Reads a provider's metadata (OpenID Connect Discovery, section 4).
 *
 * @param authority - The issuer's URL, or that of its metadata.
 * @param allowHosts - Hosts besides that of the authority that the keys may lie at.
 * @returns The issuer, and a fetch that contacts these hosts only; it follows no redirect.
 */
export async function readMetadata(authority: string, allowHosts: readonly string[]): Promise<Metadata> {
  if (!URL.canParse(authority)) return { reason: `the authority "${excerpt(authority)}" is no URL` }
  const metadataUrl = authority.includes(wellKnown)
    ? authority
    : `${authority.replace(/\/$/, '')}/${wellKnown}`
  const named = new Set([new URL(authority).host, ...allowHosts])
  const limited: typeof fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!named.has(new URL(url).host)) {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('not contacted'), { code: 'HOST_NOT_NAMED' }),
      })
    }
    const { status, body } = await send(
      { method: 'GET', url, headers: ['Accept', 'application/json'] },
      maxDocument,
    )
    return new Response(body ?? '', { status })
  }
  try {
    const response = await limited(metadataUrl)
    if (!response.ok) return { reason: `${metadataUrl} answered with status ${response.status}` }
    const { issuer } = (await response.json()) as { readonly issuer?: unknown }
    return typeof issuer === 'string'
      ? { issuer, metadataUrl, fetch: limited }
      : { reason: `${metadataUrl} names no issuer` }
  } catch (error) {
    if (error instanceof SyntaxError)
      return { reason: `${metadataUrl} answered with something else than JSON` }
    return { reason: `${metadataUrl} could not be read: ${networkErrorName(error)}` }
  }
}
