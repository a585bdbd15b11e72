import { parseIpAddress } from '../http/ip-address.ts'
import { sentencesOf } from './origin-sentences.ts'
import type { OriginsExplained, PartDifference, SiteReason } from './origins-explained.ts'
import { parseOrigin, partsOf, type Origin, type OriginParts } from './origin.ts'
import { publicSuffixOf, sharedDomainOf } from './public-suffix.ts'
import { isSameSite, siteOf } from './site.ts'
import { parseWebUrl } from './web-url.ts'

/**
 * Explains how two URLs stand to each other: one origin or not, which parts differ, one site or not and why,
 * and what follows for cookies and CORS. `undefined` when one of them is no URL with scheme http or https.
 *
 * Does not look at paths, and does not know what the server allows or how the browser is set up.
 *
 * @param page - The URL or origin of the page.
 * @param called - The URL or origin of what the page calls.
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#same-origin HTML Standard, same origin}
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#same-site HTML Standard, same site}
 */
export function explainOrigins(page: string, called: string): OriginsExplained | undefined {
  const [a, b] = [webOrigin(page), webOrigin(called)]
  if (a === undefined || b === undefined) return undefined
  const [from, to] = [partsOf(a), partsOf(b)]
  const sharedDomain = domainOfStrangers(from.host, to.host)
  const facts = {
    page: a,
    called: b,
    sameOrigin: a === b,
    differences: differencesOf(from, to),
    sameSite: isSameSite(a, b),
    sites: [siteOf(a), siteOf(b)] as const,
    siteReason: siteReasonOf(a, b),
    ...(sharedDomain === undefined ? {} : { sharedDomain }),
  }
  return { ...facts, sentences: sentencesOf(facts) }
}

const defaultPorts = { http: '80', https: '443' } as const

function webOrigin(url: string): Origin | undefined {
  const parsed = parseWebUrl(url)
  // A blob: URL has the origin of its page too, but names nothing that can be called.
  return parsed && /^https?:$/.test(parsed.protocol) ? parseOrigin(parsed.origin) : undefined
}

function portOf({ scheme, port }: OriginParts): string {
  return port === '' ? defaultPorts[scheme] : port
}

function differencesOf(from: OriginParts, to: OriginParts): readonly PartDifference[] {
  const differences: PartDifference[] = []
  if (from.scheme !== to.scheme) {
    differences.push({ part: 'scheme', page: from.scheme, called: to.scheme })
  }
  if (from.host !== to.host) differences.push({ part: 'host', page: from.host, called: to.host })
  // Where each is its scheme's own, the scheme says it all.
  if (from.port !== to.port && portOf(from) !== portOf(to)) {
    differences.push({ part: 'port', page: portOf(from), called: portOf(to) })
  }
  return differences
}

function domainOfStrangers(from: string, to: string): string | undefined {
  if (from === to) return undefined
  const [a, b] = [publicSuffixOf(from), publicSuffixOf(to)]
  if (a?.kind === 'provider' && a.suffix === b?.suffix) return a.suffix
  const shared = sharedDomainOf(from)
  return shared === sharedDomainOf(to) ? shared : undefined
}

function siteReasonOf(page: Origin, called: Origin): SiteReason {
  const [from, to] = [partsOf(page), partsOf(called)]
  if (from.host === to.host) return from.scheme === to.scheme ? 'same-host' : 'schemes'
  if (schemeless(siteOf(page)) === schemeless(siteOf(called))) {
    return from.scheme === to.scheme ? 'same-domain' : 'schemes'
  }
  if (isIpAddress(from.host) || isIpAddress(to.host)) return 'ip-address'
  const [a, b] = [publicSuffixOf(from.host), publicSuffixOf(to.host)]
  if (a === undefined || a.suffix !== b?.suffix) return 'domains'
  if (a.kind === 'provider') return 'provider-domain'
  return a.kind === 'unlisted' ? 'last-label' : 'domains'
}

function schemeless(site: string): string {
  return site.slice(site.indexOf('//') + 2)
}

function isIpAddress(host: string): boolean {
  return host.startsWith('[') || parseIpAddress(host) !== undefined
}
