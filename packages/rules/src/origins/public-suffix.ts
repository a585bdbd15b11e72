import { getDomain, parse } from 'tldts'

const registry = { allowPrivateDomains: true, extractHostname: false, validateHostname: false } as const

/** The part of a host name below which anybody can have a name, and who gives those names out. */
interface PublicSuffix {
  /** `com`, `co.uk`, `azurewebsites.net`, `localhost`. */
  readonly suffix: string
  /**
   * `registry`: a top level domain or what its registry gives out. `provider`: a domain that a company gives its
   * customers names in, and has entered in the list. `unlisted`: the last label of a name that is on no list.
   */
  readonly kind: 'registry' | 'provider' | 'unlisted'
}

/**
 * Looks a host name up in the Public Suffix List, its private part included; `undefined` for an IP address.
 *
 * @param host - In lower case, without a port.
 * @see {@link https://publicsuffix.org/list/ Public Suffix List}
 */
export function publicSuffixOf(host: string): PublicSuffix | undefined {
  const { publicSuffix, isIcann, isPrivate, isIp } = parse(host, registry)
  if (publicSuffix === null || isIp === true) return undefined
  return { suffix: publicSuffix, kind: isPrivate ? 'provider' : isIcann ? 'registry' : 'unlisted' }
}

/**
 * Domains that give their customers names and are not on the Public Suffix List: browsers take all the customers
 * for one site.
 */
const givesNamesAway: ReadonlySet<string> = new Set([
  'msappproxy.net',
  'b2clogin.com',
  'ciamlogin.com',
  'dynamics.com',
  'sharepoint.com',
])

/**
 * The domain that a host shares with hosts of strangers although browsers take them for one site:
 * `msappproxy.net` for `contacts-contoso.msappproxy.net`. Knows a few domains of Microsoft and no others.
 *
 * @param host - In lower case, without a port.
 */
export function sharedDomainOf(host: string): string | undefined {
  const domain = getDomain(host, registry)
  return domain !== null && domain !== host && givesNamesAway.has(domain) ? domain : undefined
}
