import type { EndpointName } from '../events.ts'

/** Which requests a fault is for: all that fit every property given. */
export interface FaultTarget {
  readonly endpoint?: EndpointName
  /** An `appId`. */
  readonly app?: string
  /** A user principal name or object id. Only `error` can wait for a user: the others come before one is known. */
  readonly user?: string
  /** How many requests it is for. Default: all, until it is removed. */
  readonly times?: number
}

/** What goes wrong. */
export type FaultEffect =
  /** Entra's error of that number, by the channel that it comes by at that endpoint. */
  | { readonly error: number; readonly suberror?: string; readonly claims?: string }
  /** The answer comes late, by so many seconds. */
  | { readonly slow: number }
  /** There is no answer; the connection stays open. */
  | { readonly hang: true }
  /** The connection ends instead of an answer. */
  | { readonly cut: true }
  /** 404 without CORS headers. */
  | { readonly notFound: true }

/** Something that goes wrong on purpose. */
export type Fault = FaultTarget & FaultEffect
