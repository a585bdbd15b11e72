import type { Step } from '../exchange.ts'
import { refuse } from '../refusals/refusal.ts'
import { originMayUseSession } from '../sessions/origin-may-use-session.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses to change anything in a signed-in person's name for a page that is not allowed to (CSRF).
 *
 * CORS alone does not stop a simple POST: the browser sends it, with the cookie, and only hides the answer.
 */
export const guardOrigin: Step = (exchange) => {
  if (exchange.caller.by !== 'session' || safe.has(exchange.method) || originMayUseSession(exchange))
    return undefined
  return refuse(
    'cors/origin-not-allowed',
    'Pages of this origin may not change anything here in the name of whoever is signed in.',
  )
}
