import type { Origin } from './origin.ts'

/** How the origins of a page and of what it calls stand to each other, as values and as sentences. */
export interface OriginsExplained {
  /** The page's origin. */
  readonly page: Origin
  /** The origin of what it calls. */
  readonly called: Origin
  readonly sameOrigin: boolean
  /** In the order scheme, host, port; empty for one origin. */
  readonly differences: readonly PartDifference[]
  /** Schemeful, as SameSite cookies go by it. */
  readonly sameSite: boolean
  /** The sites of the page and of what it calls: `https://example.com`. */
  readonly sites: readonly [page: string, called: string]
  readonly siteReason: SiteReason
  /** A domain that both share with strangers: `azurewebsites.net`, `msappproxy.net`. */
  readonly sharedDomain?: string
  readonly sentences: OriginSentences
}

/** The same as sentences of plain text. */
export interface OriginSentences {
  readonly origin: string
  readonly site: string
  /** What it means for cookies of what is called. */
  readonly cookies: string
  /** What it means for CORS, and whether the browser makes the call at all. */
  readonly cors: string
}

/** A part in which two origins differ. */
export interface PartDifference {
  readonly part: 'scheme' | 'host' | 'port'
  readonly page: string
  /** The port as a number, also where the URL leaves the default one out. */
  readonly called: string
}

/**
 * Why two origins are one site or two. One: `same-host`, `same-domain` (a registrable domain). Two: `schemes`
 * only, `domains`, `provider-domain` (both are names that a provider gives its customers), `last-label` (names
 * on no list, such as `a.localhost` and `b.localhost`), `ip-address`.
 */
export type SiteReason =
  | 'same-host'
  | 'same-domain'
  | 'schemes'
  | 'domains'
  | 'provider-domain'
  | 'last-label'
  | 'ip-address'
