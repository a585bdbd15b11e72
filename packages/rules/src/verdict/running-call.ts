import type { Call, Exchange, Hop, PreflightCache } from './exchange.ts'
import type { DifferenceName, Traits } from './differences/difference.ts'
import type { Profile } from './profile.ts'
import type { PageHeader } from './request-headers.ts'
import type { RequestUrl } from './request-url.ts'
import type { Leg } from './verdict.ts'

/** A call on its way from URL to URL: what the steps read and move on. */
export interface RunningCall {
  readonly exchange: Exchange
  readonly profile: Profile
  readonly traits: Traits
  readonly mode: NonNullable<Call['mode']>
  readonly credentials: NonNullable<Call['credentials']>
  readonly redirect: NonNullable<Call['redirect']>
  /** The URL that the call is at. */
  url: RequestUrl
  /** The origin of the first URL. */
  readonly firstOrigin: string
  /** Redirects followed so far. */
  hop: number
  method: string
  body: NonNullable<Call['body']>
  /** Whether the page set a header that there cannot be. */
  readonly hasBadHeader: boolean
  /** The page's headers that are still on the request. */
  headers: readonly PageHeader[]
  /** Names of the page's headers that are not. */
  stripped: readonly string[]
  /** Names for which this request asks with a preflight, sorted. */
  unsafeNames: readonly string[]
  /** The request's headers, and the names for which it asks, at its first URL. */
  readonly firstHeaders: readonly PageHeader[]
  readonly firstUnsafeNames: readonly string[]
  /** Whether it would have been preflighted there, had that been another origin. */
  readonly hasUnsafeStart: boolean
  /** Response tainting: what the page will be allowed to see of the answer. */
  tainting: 'basic' | 'cors' | 'opaque'
  /** Whether redirects have made the request's origin `null`. */
  isTainted: boolean
  /** Whether a redirect has led from one origin to another. */
  hasChangedOrigin: boolean
  /** Whether redirects have led over another site. */
  hasCrossedSites: boolean
  /** Whether the call asks for its own sake: it has upload listeners, or a stream as its body. */
  readonly mustAsk: boolean
  /** Whether a preflight was wanted so far. */
  hasAsked: boolean
  cache: PreflightCache
  readonly legs: Leg[]
  readonly differences: DifferenceName[]
}

/** The answers of the URL that the call is at. */
export function currentHop(call: RunningCall): Hop {
  return call.exchange.hops[call.hop] ?? {}
}

/**
 * What the browser does where browsers differ. Asking is noted down in the verdict: a step asks only where
 * the answer makes a difference.
 */
export function differ<Name extends DifferenceName>(
  call: Pick<RunningCall, 'traits' | 'differences'>,
  name: Name,
): Traits[Name] {
  if (!call.differences.includes(name)) call.differences.push(name)
  return call.traits[name]
}

/** The same for what is remembered; it is a difference only for a caller who follows the cache. */
export function differInCache<Name extends DifferenceName>(call: RunningCall, name: Name): Traits[Name] {
  return call.exchange.preflightCache === undefined ? call.traits[name] : differ(call, name)
}
