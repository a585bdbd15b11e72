import { blocked, notCors } from './endings.ts'
import { isAtHome } from './request-origin.ts'
import { shownUrl } from './request-url.ts'
import type { RunningCall } from './running-call.ts'
import type { Verdict } from './verdict.ts'

/** Ends what CORS does not govern: navigations, WebSockets, `data:` and `blob:` URLs. */
export function leaveOthers(call: RunningCall): Verdict | undefined {
  const { mode, url } = call
  if (mode === 'navigate')
    return notCors(call, 'The browser goes to the URL itself: a navigation needs no CORS.')
  if (mode === 'websocket') return notCors(call, 'A WebSocket needs no CORS: the server decides by Origin.')
  if (url.scheme === 'data:' || url.scheme === 'blob:') {
    return notCors(call, `The URL is a ${url.scheme} URL, which is not fetched from a server.`)
  }
  return undefined
}

/**
 * Decides under which rules the call goes to its URL: as one of the page's own, as a call to another origin
 * whose answer has to allow it, or as one whose answer stays closed.
 *
 * Content-Security-Policy, mixed content, blocked ports and local networks are looked at before that by
 * browsers, and not here.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-main-fetch Fetch Standard, 4.1}
 */
export function chooseTainting(call: RunningCall): Verdict | undefined {
  const { mode, url } = call
  // A call that comes back home stays as tainted as it is.
  if (isAtHome(call)) return undefined
  if (mode === 'same-origin') {
    const reason = `The call has mode same-origin, and ${shownUrl(url)} is not of the page's origin.`
    // After a redirect Chromium only has a network error.
    const corsError = call.hop > 0 ? undefined : ({ name: 'DisallowedByMode', parameter: '' } as const)
    return blocked(call, { step: 'M2', code: 'cors/forbidden-by-mode', reason, corsError })
  }
  if (mode === 'no-cors' && call.redirect !== 'follow') {
    const reason = `The call has mode no-cors and redirect mode ${call.redirect}; outside the page's origin only follow is permitted with it.`
    const corsError = { name: 'NoCorsRedirectModeNotFollow', parameter: '' } as const
    return blocked(call, { step: 'M3', code: 'cors/forbidden-by-mode', reason, corsError })
  }
  if (!url.isHttp) {
    const reason = `The URL's scheme is ${url.scheme} and only http: and https: can be called from another origin.`
    // Of files that pages of the web ask for Chromium's CORS code does not learn.
    const isLocal = url.scheme === 'file:' && call.exchange.origin !== 'null'
    const corsError = isLocal
      ? undefined
      : ({ name: 'CorsDisabledScheme', parameter: url.scheme.slice(0, -1) } as const)
    return blocked(call, { step: 'M4', code: 'cors/scheme-not-supported', reason, corsError })
  }
  call.tainting = mode === 'no-cors' ? 'opaque' : 'cors'
  return undefined
}
