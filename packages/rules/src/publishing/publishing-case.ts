import { explainOrigins } from '../origins/explain-origins.ts'
import type { OriginsExplained } from '../origins/origins-explained.ts'
import { isLoopbackHost } from '../origins/loopback.ts'
import { originOf, partsOf, type Origin } from '../origins/origin.ts'
import { publicSuffixOf, sharedDomainOf } from '../origins/public-suffix.ts'
import { parseWebUrl } from '../origins/web-url.ts'

/** What is known beyond the two URLs. */
export interface PublishingFacts {
  /** Whether the API is yours to publish and to change. Default true. */
  readonly ownApi?: boolean
  /** The URLs on the internal network, where both are known. */
  readonly internal?: { readonly page: string; readonly api: string }
  /** Whether calls failed because they were redirected to a sign-in page. Default false. */
  readonly redirectedToSignIn?: boolean
  /** Whether something in front of the API stops preflights. Default false. */
  readonly preflightBlocked?: boolean
  /** Whether calls rely on cookies, and not on tokens that the page sends. Default false. */
  readonly withCookies?: boolean
}

/** A page and an API on different origins. */
export interface PublishingCase {
  readonly page: Origin
  readonly api: Origin
  readonly origins: OriginsExplained
  /**
   * How they are apart. `one-host`: by port or scheme; `one-domain`: hosts of a domain of one's own;
   * `shared-domain`: hosts of a domain that a provider gives its customers names in; `two-domains`: anything else;
   * `foreign-api`: however, and the API is somebody else's.
   */
  readonly apart: 'one-host' | 'one-domain' | 'shared-domain' | 'two-domains' | 'foreign-api'
  /** Internal URLs, with a slash at the end; examples where they are not known. */
  readonly internal: { readonly page: string; readonly api: string }
  /** Whether both are known to lie on one internal server. */
  readonly oneServer: boolean
  readonly redirectedToSignIn: boolean
  readonly preflightBlocked: boolean
  readonly withCookies: boolean
}

/** Sums a case up; `undefined` when the URLs are of one origin or are none. */
export function publishingCase(
  page: string,
  api: string,
  facts: PublishingFacts,
): PublishingCase | undefined {
  const origins = explainOrigins(page, api)
  if (origins === undefined || origins.sameOrigin) return undefined
  const inside = facts.internal && explainOrigins(facts.internal.page, facts.internal.api)
  const foreign = facts.ownApi === false
  const known = inside && facts.internal
  return {
    page: origins.page,
    api: origins.called,
    origins,
    apart: foreign ? 'foreign-api' : apartBy(origins),
    internal: {
      page: known ? folderUrl(known.page) : 'http://10.0.0.5:8080/',
      api: foreign ? folderUrl(api) : known ? folderUrl(known.api) : 'http://10.0.0.6:8080/',
    },
    oneServer: !foreign && inside?.sameOrigin === true,
    redirectedToSignIn: facts.redirectedToSignIn ?? false,
    preflightBlocked: facts.preflightBlocked ?? false,
    withCookies: facts.withCookies ?? false,
  }
}

/** Where Clearway would publish an origin: by https, except on this machine. */
export function externalUrl(origin: Origin): string {
  const { scheme, host } = partsOf(origin)
  return `${scheme === 'https' || isLoopbackHost(host) ? origin : originOf(`https://${host}`)}/`
}

/** A domain of one’s own that one of the two lies in already; otherwise an example. */
export function ownDomain({ page, api, origins }: PublishingCase): string {
  const [ofPage, ofApi] = origins.sites
  const site = isOwn(page) ? ofPage : isOwn(api) ? ofApi : 'https://example.com'
  return site.slice(site.indexOf('//') + 2)
}

function isOwn(origin: Origin): boolean {
  const { host } = partsOf(origin)
  const suffix = publicSuffixOf(host)
  return suffix?.kind === 'registry' && suffix.suffix !== host && sharedDomainOf(host) === undefined
}

const plainPath = /^(?=.{1,200}$)(?:\/[\w.~-]+)*\/?$/

/** A URL as the configuration takes it: without user, query and fragment, and a path only where it is plain. */
function folderUrl(url: string): string {
  const path = parseWebUrl(url)?.pathname ?? '/'
  return `${originOf(url)}${plainPath.test(path) ? path.replace(/\/?$/, '/') : '/'}`
}

function apartBy({ siteReason, sharedDomain, page, called }: OriginsExplained): PublishingCase['apart'] {
  if (partsOf(page).host === partsOf(called).host) return 'one-host'
  if (sharedDomain !== undefined) return 'shared-domain'
  return siteReason === 'same-domain' || siteReason === 'schemes' ? 'one-domain' : 'two-domains'
}
