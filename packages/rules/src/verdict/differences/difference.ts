import type { Exchange } from '../exchange.ts'
import type { Profile } from '../profile.ts'

/**
 * What browsers do differently, by the names of the differences. The engine asks for these values and never
 * for a profile.
 */
export interface Traits {
  /** `Access-Control-Allow-Headers: *` also allows Authorization. */
  readonly 'AUTH-STAR': boolean
  /** Client hints that a page sets itself need no preflight. */
  readonly 'CH-SAFELIST': boolean
  /** A User-Agent that the page sets is left out. */
  readonly 'UA-DROP': boolean
  /** Several headers of one name are joined before they are measured against the safelist. */
  readonly 'DUP-JOIN': boolean
  /** The names of headers that come several times come as often in Access-Control-Request-Headers. */
  readonly 'DUP-NAMES': boolean
  /** Safelisted headers ask when they have more than 1024 bytes together. */
  readonly 'TOTAL-LENGTH': boolean
  /** A stream can be the body of a call; where it cannot, its name as a text is sent. */
  readonly 'STREAM-BODY': boolean
  /** Bytes above 0x7F in Accept need a preflight. */
  readonly 'ACCEPT-BYTES': boolean
  /** The unit of a safelisted Range may be in any letter case. */
  readonly 'RANGE-CASE': boolean
  /** Positions above 2^63-1 in a Range need a preflight. */
  readonly 'RANGE-LIMIT': boolean
  /** Upload listeners ask with a preflight only where there is a body. */
  readonly 'UPLOAD-WITHOUT-BODY': boolean
  /** Where a call has to ask, an answer without Access-Control-Allow-Methods allows its method. */
  readonly 'METHODS-ABSENT': boolean
  /** Of a preflight's answer the status is looked at before Access-Control-Allow-Origin. */
  readonly 'PREFLIGHT-STATUS-FIRST': boolean
  /** Seconds for which a preflight answer is remembered at most. */
  readonly 'CACHE-CAP': number
  /** Seconds for which one with an Access-Control-Max-Age that is no number is remembered. */
  readonly 'CACHE-BAD-MAX-AGE': number
  /** Seconds for which one with a negative Access-Control-Max-Age is remembered. */
  readonly 'CACHE-NEGATIVE-MAX-AGE': number
  /** What was learnt by a call with credentials also counts for calls without. */
  readonly 'CACHE-OMIT-AFTER-INCLUDE': boolean
  /** What was learnt stays when the call itself fails afterwards. */
  readonly 'CACHE-NO-CLEAR': boolean
  /** Cache modes of a call that ask again although the answer is remembered. */
  readonly 'CACHE-BYPASS': readonly string[]
  /** The answer to a preflight for a call with cache mode `no-store` is remembered. */
  readonly 'CACHE-NO-STORE': boolean
  /** A remembered `*` of a call with credentials allows everything, although it allowed nothing then. */
  readonly 'CACHE-STAR-INCLUDE': boolean
  /** A remembered `*` of a call without credentials allows everything to such calls. */
  readonly 'CACHE-STAR': boolean
  /** A new answer for the same URL takes the place of all that was remembered of the one before. */
  readonly 'CACHE-REPLACE': boolean
  /** A remembered answer that does not suffice for a call is forgotten. */
  readonly 'CACHE-DROP-INSUFFICIENT': boolean
  /** What is learnt with the origin `null` is remembered. */
  readonly 'CACHE-NULL-ORIGIN': boolean
  /** The cache mode that a call with conditional headers of the page's own (If-None-Match …) counts as. */
  readonly 'CACHE-CONDITIONAL': Readonly<Record<'fetch' | 'xhr', 'default' | 'no-cache' | 'no-store'>>
  /** Any remembered answer for the URL allows GET, HEAD and POST, where they have to ask. */
  readonly 'CACHE-SAFELISTED': boolean
  /** Characters of a URL from which on nothing is remembered. */
  readonly 'CACHE-LONG-URL': number
  /**
   * After which calls a preflight is made at every URL that they are redirected to: those that were preflighted
   * before, those that would have been at a foreign first URL, or none.
   */
  readonly 'REDIRECT-PREFLIGHT-STAYS': 'asked' | 'wanted' | 'none'
  /** Headers that one redirect took off are sent again after the next that does not take them off. */
  readonly 'REDIRECT-HEADERS-BACK': boolean
  /** Preflights after a redirect also name the headers that were taken off on the way. */
  readonly 'REDIRECT-PREFLIGHT-NAMES': boolean
  /** Preflights after a redirect carry the page's origin where the call itself carries `null`. */
  readonly 'REDIRECT-PREFLIGHT-ORIGIN': boolean
  /** Client hints that the page set are taken off at redirects that do not lead home. */
  readonly 'REDIRECT-CLIENT-HINTS': boolean
  /** With mode `no-cors` a redirect to another origin makes the Origin of a POST `null`, from the page's own origin, too. */
  readonly 'NO-CORS-ORIGIN': boolean
  /** A call with mode `no-cors` that begins at home has credentials at every URL after, too. */
  readonly 'NO-CORS-CREDENTIALS': boolean
  /** A call that comes back to the page's own origin by way of another one is not sent there. */
  readonly 'REDIRECT-HOME': boolean
  /** A Location that cannot be followed fails the call before anything else of the answer is looked at. */
  readonly 'LOCATION-FIRST': boolean
  /** An empty Location is none. */
  readonly 'LOCATION-EMPTY': boolean
  /** A redirect status without Location is an ordinary answer also with redirect mode `error`. */
  readonly 'LOCATION-MISSING': boolean
  /** A Location with a user or password is followed by no fetch(). */
  readonly 'LOCATION-USERINFO': boolean
  /** Coming back from another site, a call to the page's own site carries its Strict and Lax cookies. */
  readonly 'SAMESITE-REDIRECT-STRICT': boolean
  /** http: and https: are two sites for cookies. */
  readonly 'SAMESITE-SCHEMEFUL': boolean
  /** Cookies that name no SameSite are held back like Lax ones. */
  readonly 'SAMESITE-DEFAULT': boolean
}

/** A name of a difference between browsers. */
export type DifferenceName = keyof Traits

/** One thing that browsers do differently, as data. */
export type Difference = { readonly [Name in DifferenceName]: DifferenceOf<Name> }[DifferenceName]

/** One thing that browsers do differently, with the values that the engine goes by. */
export interface DifferenceOf<Name extends DifferenceName> {
  readonly name: Name
  /** One or two sentences: who does what. */
  readonly about: string
  readonly values: Readonly<Record<Profile, Traits[Name]>>
  /** How and where it was seen: engines with their versions, or where it is read from. */
  readonly seen: string
  /**
   * Examples for which profiles with different values differ. Each is a row of calls, made one after another
   * by one browser that hands its preflight cache on from call to call.
   */
  readonly witness: readonly (readonly Exchange[])[]
}
