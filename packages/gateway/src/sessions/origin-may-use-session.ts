import { policyAllows } from '@clearway/rules/cors'
import { parseOrigin } from '@clearway/rules/origins'
import type { Exchange } from '../exchange.ts'

/** Whether pages of the request's origin may use the session: the application's own, or those that the policy names. */
export const originMayUseSession = ({ method, request, segment }: Exchange): boolean => {
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
