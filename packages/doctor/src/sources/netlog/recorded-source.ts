import type { CookieStatus } from './cookies-left-out.ts'
import type { MessageHead } from './message-head.ts'

/**
 * What the events of one source of type URL_REQUEST tell. It is a request of a page with all its redirects,
 * or a preflight; the preflights of a request are sources of their own.
 */
export interface RecordedSource {
  readonly id: number
  /** Chromium names the request that it asks for. */
  isPreflight: boolean
  /** What the page asked for, where CORS has a say. */
  asked?: Asked
  readonly steps: Step[]
}

/** CORS_REQUEST: before anything is sent. */
export interface Asked {
  readonly offset: number
  readonly startedAt: number | undefined
  readonly url: string | undefined
  readonly method: string | undefined
  readonly head: MessageHead
}

/** What happened, in its order. */
export type Step =
  | { readonly kind: 'hop'; readonly hop: Hop }
  | { readonly kind: 'preflight'; readonly id: number; source?: RecordedSource }
  | ({ readonly kind: 'preflight-failed' } & PreflightFailure)

/** One URL that was asked. */
export interface Hop {
  readonly offset: number
  readonly startedAt: number | undefined
  readonly url: string
  readonly method: string
  /** The origin that made the request, or `not an origin` for the person and the browser itself. */
  readonly initiator: string | undefined
  /** `main frame`, `sub frame` or `other`. */
  readonly requestType: string | undefined
  readonly cookies: CookieStatus[]
  sent?: MessageHead
  answer?: { readonly status: number; readonly statusText: string; readonly head: MessageHead }
  /** `net::ERR_NAME_NOT_RESOLVED`. */
  error?: string
  cancelled?: true
}

/** CORS_PREFLIGHT_ERROR: the request is not made. */
export interface PreflightFailure {
  /** `net::ERR_FAILED`. */
  readonly error: string
  readonly corsError: number | undefined
  readonly parameter: string
}
