/**
 * The origin of a request, and how redirects spoil it.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-request-tainted-origin Fetch Standard, 2.2.5}
 */
import { parseRequestUrl, type RequestUrl } from './request-url.ts'
import { siteOfUrl } from './request-site.ts'
import { differ, type RunningCall } from './running-call.ts'

/** Tells whether the call is at the page's own origin. */
export function isAtHome(call: RunningCall): boolean {
  return call.url.isHttp && call.url.origin === call.exchange.origin
}

/** The request's origin as it is sent: `null` after redirects that tainted it. */
export function serialisedOrigin(call: RunningCall): string {
  return call.isTainted ? 'null' : call.exchange.origin
}

/**
 * The Origin header of the request; `undefined` when it has none.
 *
 * Does not know the page's referrer policy: the default one is taken.
 *
 * @see {@link https://fetch.spec.whatwg.org/#append-a-request-origin-header Fetch Standard, 3.2}
 */
export function originHeader(call: RunningCall): string | undefined {
  if (call.tainting === 'cors') return serialisedOrigin(call)
  if (call.method === 'GET' || call.method === 'HEAD') return undefined
  const isDowngrade =
    call.mode !== 'cors' && call.url.scheme === 'http:' && call.exchange.origin.startsWith('https:')
  if (isDowngrade) return 'null'
  const isNull = call.hasChangedOrigin && !call.isTainted && differ(call, 'NO-CORS-ORIGIN')
  return isNull ? 'null' : serialisedOrigin(call)
}

/** Notes down what a redirect does to the request's origin. */
export function taint(call: RunningCall, next: RequestUrl): void {
  const { url, exchange } = call
  if (next.origin === url.origin) return
  call.hasChangedOrigin = true
  if (exchange.origin === url.origin) return
  call.isTainted = true
  if (exchange.cookies === undefined || call.hasCrossedSites) return
  const site = siteOfUrl(url)
  call.hasCrossedSites = site !== siteOfUrl(next) && site !== siteOfPage(exchange.origin)
}

/** The page's site; `undefined` for an opaque origin, which is same-site with nothing. */
export function siteOfPage(origin: string): string | undefined {
  const url = parseRequestUrl(origin)
  return url === undefined || !url.isHttp ? undefined : siteOfUrl(url)
}
