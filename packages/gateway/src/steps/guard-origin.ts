import { policyAllows } from '@clearway/rules/cors'
import { parseOrigin } from '@clearway/rules/origins'
import type { Exchange, Step } from '../exchange.ts'
import { refuse } from '../refusals/refusal.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether pages of the request's origin may use the session: the application's own, or those that the policy names. */
export const originMayCall = ({ method, request, segment }: Exchange): boolean => {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === undefined) return site !== 'cross-site'
  // A form of the same origin, under `Referrer-Policy: no-referrer` (Fetch Standard, "append a request Origin header").
  if (origin === 'null' && site === 'same-origin') return true
  const parsed = parseOrigin(origin)
  if (parsed === undefined) return false
  if (segment.application.origins.has(parsed)) return true
  return (
    segment.cors.by === 'policy' &&
    policyAllows(segment.cors.policy, { origin, method, headers: [], credentials: true })
  )
}

/**
 * Refuses to change anything in a signed-in person's name for a page that is not allowed to (CSRF).
 *
 * CORS alone does not stop a simple POST: the browser sends it, with the cookie, and only hides the answer.
 */
export const guardOrigin: Step = (exchange) => {
  if (exchange.caller.by !== 'session' || safe.has(exchange.method) || originMayCall(exchange))
    return undefined
  return refuse(
    'cors/origin-not-allowed',
    'Pages of this origin may not change anything here in the name of whoever is signed in.',
  )
}
