import type { Exchange, Profile, Verdict } from '@clearway/rules/verdict'
import type { ConsoleMessage, Entry, Lack } from '../material.ts'

/** The requests that belong to one call of a page: its preflights, the call, the redirects that it followed. */
export interface RecordedExchange {
  /** At least one; the first is what the page called. */
  readonly hops: readonly RecordedHop[]
  /** What kind of request the page made. `navigation`: the person went there, CORS has no say. */
  readonly kind: 'call' | 'element' | 'navigation'
  /** The calling page's origin; undefined when nothing tells it. */
  readonly page?: PageOrigin
  /**
   * The same for the verdict engine; undefined when the page's origin is not known. Where the capture does
   * not tell the credentials mode, it is the one that fits what the capture shows.
   */
  readonly exchange?: Exchange
  /** Set where nothing tells the credentials mode: no cookie went along, and no console line names the reason. */
  readonly credentialsAssumed?: true
  /** `delivered`: the page got an answer. `blocked`: the browser kept it from the page. */
  readonly ended: 'delivered' | 'blocked' | 'failed' | 'not-told'
  /** The browser that made the call, as far as it is known; `chromium` otherwise. */
  readonly profile: Profile
  /** What the rule book says of it; undefined without `exchange`. */
  readonly verdict?: KeptVerdict
  /** Lines of a console that speak of this call. */
  readonly messages: readonly ConsoleMessage[]
  /** What its capture leaves out. */
  readonly lacks: ReadonlySet<Lack>
}

/** A verdict without what nobody asks for afterwards: thousands are kept at a time. */
export type KeptVerdict = Kept<Verdict>

type Kept<Each> = Each extends Verdict ? Omit<Each, 'legs' | 'preflightCache'> : never

/** One URL of the chain. */
export interface RecordedHop {
  readonly preflight?: Entry
  /** Absent when only the preflight was recorded. */
  readonly call?: Entry
}

/** Where a call came from. */
export interface PageOrigin {
  readonly origin: string
  /** What told it. */
  readonly from: 'origin header' | 'referer' | 'initiator' | 'page' | 'console line' | 'same-origin'
}
