import { getDomain, getPublicSuffix } from 'tldts'
import { partsOf, type Origin } from './origin.ts'
import { parseIpAddress } from '../http/ip-address.ts'

const registry = { allowPrivateDomains: true, extractHostname: false, validateHostname: false } as const
const hostName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/
const maxHostLength = 253

/**
 * The schemeful site of an origin, `https://example.com`: what SameSite cookies, Sec-Fetch-Site and storage
 * go by.
 *
 * Ports do not count. The registrable domain follows the Public Suffix List with its private part, so two
 * customers' `*.azurewebsites.net` are two sites. A name of one label, `localhost` among them, counts as a
 * top level domain: `a.localhost` and `b.localhost` are two sites, `a.clearway.localhost` and
 * `b.clearway.localhost` one. An IP address, and a host that is itself a public suffix, is a site of its own.
 *
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site HTML Standard}
 */
export function siteOf(origin: Origin): string {
  const { scheme, host } = partsOf(origin)
  // The URL Standard keeps a trailing dot in a registrable domain; the list's library drops it.
  const dot = host.endsWith('.') ? '.' : ''
  const domain = getDomain(dot === '' ? host : host.slice(0, -1), registry)
  return `${scheme}://${domain === null ? host : domain + dot}`
}

/** Tells whether two origins are schemefully same-site. */
export function isSameSite(a: Origin, b: Origin): boolean {
  return a === b || siteOf(a) === siteOf(b)
}

/**
 * Tells whether anybody may register names below a host name: it is on the Public Suffix List, its private
 * part included, or it is a name of one label.
 *
 * @param host - A host name in lower case, no IP address.
 */
export function isPublicSuffix(host: string): boolean {
  return getPublicSuffix(host, registry) === host
}

/**
 * The longest domain on which one cookie reaches all the given hosts; `undefined` when there is none: the
 * hosts have no common parent, or only a public suffix, or one of them is an IP address or no host name.
 *
 * The domain may be one of the hosts. A single host gives itself. The Domain attribute also sends the cookie
 * to every other host below the domain.
 *
 * @param hosts - Host names in lower case, without ports.
 * @see {@link https://www.rfc-editor.org/rfc/rfc6265.html#section-5.3 RFC 6265, 5.3}
 */
export function commonCookieDomain(hosts: readonly string[]): string | undefined {
  if (hosts.length === 0 || !hosts.every(isHostName)) return undefined
  const [first = [], ...others] = hosts.map((host) => host.split('.').reverse())
  let shared = 0
  while (shared < first.length && others.every((labels) => labels[shared] === first[shared])) shared++
  const domain = first.slice(0, shared).reverse().join('.')
  return domain === '' || isPublicSuffix(domain) ? undefined : domain
}

function isHostName(host: string): boolean {
  return host.length <= maxHostLength && hostName.test(host) && parseIpAddress(host) === undefined
}
