import type { Exchange } from '../exchange.ts'
import { refuse, type Refusal } from '../refusals/refusal.ts'
import { findSession } from '../sessions/find-session.ts'
import { originMayUseSession } from '../sessions/origin-may-use-session.ts'
import { refuseSession } from '../sessions/refuse-session.ts'
import type { LiveSession } from '../sessions/sessions.ts'

/** The live session of a request to an own endpoint, without counting as use; else why there is none. */
export const requireSession = (exchange: Exchange): LiveSession | Refusal => {
  if (!originMayUseSession(exchange)) {
    return refuse('cors/origin-not-allowed', 'Pages of this origin may not ask about sessions here.')
  }
  const found = findSession(exchange, false)
  return found.state === 'live' ? found.live : refuseSession(found)
}
