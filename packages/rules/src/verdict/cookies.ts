/**
 * Which cookies ride on a request.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cookies Fetch Standard, 3.1}
 * @see {@link https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.8 RFC 6265bis, 5.8}
 */
import { isLoopbackHost } from '../origins/loopback.ts'
import type { StoredCookie } from './exchange.ts'
import { siteOfPage } from './request-origin.ts'
import { siteOfUrl } from './request-site.ts'
import type { RequestUrl } from './request-url.ts'
import { differ, type RunningCall } from './running-call.ts'
import type { CookieLeftOut } from './verdict.ts'

/** A page that brings more cookies is not believed. */
const maxCookies = 1000

/** The cookies of a request: those that go along, and those of this URL that stay behind. */
export interface Cookies {
  readonly cookies: readonly string[]
  readonly cookiesLeftOut: readonly CookieLeftOut[]
}

/** No cookies at all, as on a preflight. */
export const noCookies: Cookies = { cookies: [], cookiesLeftOut: [] }

/**
 * The cookies of the request that the call is about to make, of those that the exchange knows.
 *
 * Does not know the moment at which a cookie ends, nor those that an answer on the way sets. Takes the page
 * for the top of its window.
 *
 * @param mayRide - Whether the request's credentials mode lets cookies ride at all.
 */
export function cookiesOf(call: RunningCall, mayRide: boolean): Cookies {
  const stored = call.exchange.cookies
  if (stored === undefined) return noCookies
  const cookies: string[] = []
  const cookiesLeftOut: CookieLeftOut[] = []
  const site = siteOfPage(call.exchange.origin)
  const isSameSite = site !== undefined && isOneSite(call, site, siteOfUrl(call.url))
  for (const cookie of stored.slice(0, maxCookies)) {
    if (!belongsTo(cookie, call.url)) continue
    const reason = mayRide ? keptBack(call, cookie, isSameSite, site) : 'credentials-mode'
    if (reason === undefined) cookies.push(cookie.name)
    else cookiesLeftOut.push({ name: cookie.name, reason })
  }
  return { cookies, cookiesLeftOut }
}

function isOneSite(call: RunningCall, a: string, b: string): boolean {
  if (a === b) return true
  return withoutScheme(a) === withoutScheme(b) && !differ(call, 'SAMESITE-SCHEMEFUL')
}

function withoutScheme(site: string): string {
  return site.slice(site.indexOf(':'))
}

function belongsTo(cookie: StoredCookie, url: RequestUrl): boolean {
  const isHost = url.host === cookie.host
  const isBelow = cookie.subdomains === true && url.host.endsWith(`.${cookie.host}`)
  if (!isHost && !isBelow) return false
  const path = cookie.path ?? '/'
  return (
    url.path === path || (url.path.startsWith(path) && (path.endsWith('/') || url.path[path.length] === '/'))
  )
}

function keptBack(
  call: RunningCall,
  cookie: StoredCookie,
  isSameSite: boolean,
  site: string | undefined,
): CookieLeftOut['reason'] | undefined {
  // Browsers take this machine's own names for secure.
  const isSecure = call.url.scheme === 'https:' || isLoopbackHost(call.url.host)
  if (cookie.secure === true && !isSecure) return 'not-secure'
  if (cookie.sameSite === 'none' && cookie.secure !== true) return 'same-site-none-without-secure'
  if (!isSameSite || call.hasCrossedSites) {
    const reason = forSameSiteOnly(call, cookie)
    if (reason !== undefined && !(isSameSite && differ(call, 'SAMESITE-REDIRECT-STRICT'))) return reason
  }
  if (cookie.partition !== undefined) return cookie.partition === site ? undefined : 'other-partition'
  return !isSameSite && call.exchange.thirdPartyCookies === 'blocked' ? 'third-party-blocked' : undefined
}

function forSameSiteOnly(call: RunningCall, cookie: StoredCookie): CookieLeftOut['reason'] | undefined {
  if (cookie.sameSite === 'none') return undefined
  if (cookie.sameSite !== undefined) return `same-site-${cookie.sameSite}`
  return differ(call, 'SAMESITE-DEFAULT') ? 'same-site-unspecified' : undefined
}
