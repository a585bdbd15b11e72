import type { FieldList } from '../http/fields.ts'

/** One call of a page, and what the servers answered, or would answer, on its way. */
export interface Exchange {
  /** The page's origin as browsers serialise it: `https://app.example.com`, or `null` for an opaque one. */
  readonly origin: string
  readonly request: Call
  /** The first URL's answers, then those of each redirect that was followed, in order. */
  readonly hops: readonly Hop[]
  /** Preflight answers that the browser remembers from before. */
  readonly preflightCache?: PreflightCache
  /** When the call is made, in seconds; counts only beside `preflightCache`. Default 0. */
  readonly now?: number
  /** The browser's cookies, where it matters which of them go along. */
  readonly cookies?: readonly StoredCookie[]
  /** What the browser does with cookies of other sites. Default `allowed`. */
  readonly thirdPartyCookies?: 'allowed' | 'blocked'
}

/** What the page asked for: the options of `fetch()`, or what XMLHttpRequest and elements make of theirs. */
export interface Call {
  /** Absolute. */
  readonly url: string
  /** As the page wrote it. Default `GET`. */
  readonly method?: string
  /** The page's own headers (a flat list of names and values), not those that the browser adds. */
  readonly headers?: FieldList
  /** Default `cors`. */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin' | 'navigate' | 'websocket'
  /** Default `same-origin`, as with `fetch()`. */
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  /** Default `follow`. */
  readonly redirect?: 'follow' | 'error' | 'manual'
  /** Default `default`. `no-store` and `reload` also leave the preflight cache aside. */
  readonly cache?: 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache' | 'only-if-cached'
  /** `stream`: a ReadableStream, which always asks with a preflight and cannot be sent again. Default `none`. */
  readonly body?: 'none' | 'bytes' | 'stream'
  /** XMLHttpRequest with listeners on its upload: always asks with a preflight. Default false. */
  readonly uploadListeners?: boolean
  /** Words the console's line and, for `xhr`, its hint. Default `fetch`. */
  readonly api?: 'fetch' | 'xhr'
}

/** What came back for one URL of the chain. */
export interface Hop {
  /** The answer to the OPTIONS request, if one was made or would be made. */
  readonly preflight?: Answer
  /** The answer to the request itself. Absent: it is not known, or no request was made. */
  readonly answer?: Answer
}

/** A server's answer as it was on the wire. */
export interface Answer {
  /** 100 to 599. */
  readonly status: number
  /** Repeats stay repeats. */
  readonly headers: FieldList
}

/** A cookie in the browser's store, before the call. */
export interface StoredCookie {
  readonly name: string
  /** The host that the cookie belongs to, without a port: `api.example.com`. */
  readonly host: string
  /** Set when the cookie had a Domain attribute: it also rides to the hosts below. Default false. */
  readonly subdomains?: boolean
  /** Default `/`. */
  readonly path?: string
  /** Default false. */
  readonly secure?: boolean
  /** Absent: the cookie named none. */
  readonly sameSite?: 'strict' | 'lax' | 'none'
  /** The site (`https://example.com`) of the page under which a Partitioned cookie was set. */
  readonly partition?: string
}

/** What a browser remembers of preflight answers. Plain data: can be written down and read back. */
export type PreflightCache = readonly CachedPreflight[]

/** One method or one header that a preflight answer allowed. */
export interface CachedPreflight {
  /** The origin that the preflight was sent with; may be `null`. */
  readonly origin: string
  /** With its query and its fragment. */
  readonly url: string
  readonly credentials: boolean
  /** When it ends, in seconds, on the clock of `now`. */
  readonly until: number
  readonly allows: { readonly method: string } | { readonly header: string }
}
