import type { Exchange, Step } from '../exchange.ts'
import { ownPrefix } from '../own-paths.ts'
import type { Segment } from '../plan.ts'
import { refuse } from '../refusals/refusal.ts'

/** For an own endpoint: the broadest prefix of the application that the address names, else of all. */
const forOwnEndpoint = ({ query }: Exchange, onHost: readonly Segment[]): Segment | undefined => {
  const named = query.includes('application=') ? new URLSearchParams(query).get('application') : null
  return onHost.findLast(({ application }) => named === null || application.name === named)
}

/** Whether the host's policy can answer for a path that is not published: only then can the call's 404 be read. */
const isForPolicy = ({ kind, segment }: Exchange): boolean =>
  kind.kind === 'preflight' && segment.cors.by === 'policy'

/** Finds the host's segment by path; the longest prefix wins. A preflight needs none where a policy answers it. */
export const matchSegment: Step = (exchange) => {
  const { client, matchPath } = exchange
  const table = exchange.gateway.plan.segments
  const segment = matchPath.startsWith(ownPrefix)
    ? forOwnEndpoint(exchange, table.onHost(client.host))
    : table.match(client.host, matchPath)
  if (!segment) {
    if (isForPolicy(exchange)) return undefined
    return refuse('proxy/no-segment', 'Nothing is published under this path.')
  }
  exchange.segment = segment
  if (client.saidBy === 'trusted-proxy' && client.scheme !== segment.external.scheme) {
    return refuse(
      'proxy/forwarded-headers',
      `The proxy in front says that the browser came by ${client.scheme}, but this is published as ${segment.external.scheme}.`,
    )
  }
  return undefined
}
