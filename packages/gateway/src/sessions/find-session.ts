import type { Exchange } from '../exchange.ts'
import { cookieValues } from './cookies.ts'
import type { Found } from './sessions.ts'

/**
 * Finds the session that a request's cookies name: a live one if any candidate is, else why there is none.
 *
 * A neighbour host may have set cookies of the same name: every candidate is tried, so that it cannot sign people out.
 *
 * @param slide - Whether this request counts as using the session.
 * @returns `absent` when no cookie names one.
 */
export const findSession = (exchange: Exchange, slide: boolean): Found | { readonly state: 'absent' } => {
  const { application } = exchange.segment
  let best: Found | { readonly state: 'absent' } = { state: 'absent' }
  for (const id of cookieValues(exchange.request.headers.cookie, application.cookie.name)) {
    const found = exchange.gateway.sessions.find(id, application.name, slide)
    if (found.state === 'live') return found
    if (best.state !== 'ended') best = found
  }
  return best
}
