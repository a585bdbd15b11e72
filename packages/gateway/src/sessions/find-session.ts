import type { Exchange } from '../exchange.ts'
import { cookieValues } from './cookies.ts'
import type { Found } from './sessions.ts'

/** What a request's cookies lead to; `absent` when none names a session. */
export type FoundByCookies = Found | { readonly state: 'absent' }

/**
 * Finds the session that a request's cookies name: a live one if any candidate is, else why there is none.
 *
 * A neighbour host may have set cookies of the same name: every candidate is tried, so that it cannot sign people out.
 *
 * @param slide - Whether this request counts as using the session.
 */
export const findSession = (exchange: Exchange, slide: boolean): FoundByCookies => {
  const { application } = exchange.segment
  let best: FoundByCookies = { state: 'absent' }
  for (const id of cookieValues(exchange.request.headers.cookie, application.cookie.name)) {
    const found = exchange.gateway.sessions.find(id, application.name, slide)
    if (found.state === 'live') return found
    if (best.state !== 'ended') best = found
  }
  return best
}
