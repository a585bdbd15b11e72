import type { Step } from '../exchange.ts'
import { refuse } from '../refusals/refusal.ts'

/**
 * Finds the host. Until the path is matched too, the exchange stands at the host's broadest segment, so that every
 * refusal from here on can be read by the pages that may call this host.
 */
export const matchHost: Step = (exchange) => {
  const broadest = exchange.gateway.plan.segments.onHost(exchange.client.host).at(-1)
  if (!broadest) return refuse('proxy/unknown-host', 'Nothing is published under this host name.')
  exchange.segment = broadest
  return undefined
}
