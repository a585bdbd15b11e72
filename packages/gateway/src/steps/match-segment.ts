import type { Exchange, Step } from '../exchange.ts'
import { ownPrefix } from '../own-paths.ts'
import type { Segment } from '../plan.ts'
import { refuse } from '../refusals/refusal.ts'

/** For an own endpoint: the application that the address names, else the one with the broadest prefix. */
const forOwnEndpoint = ({ query }: Exchange, onHost: readonly Segment[]): Segment | undefined => {
  const named = query.includes('application=') ? new URLSearchParams(query).get('application') : null
  return named === null ? onHost.at(-1) : onHost.find(({ application }) => application.name === named)
}

/** Finds the segment by host and path; the longest prefix wins. */
export const matchSegment: Step = (exchange) => {
  const { client, matchPath } = exchange
  const table = exchange.gateway.plan.segments
  const onHost = table.onHost(client.host)
  const broadest = onHost.at(-1)
  if (!broadest) return refuse('proxy/unknown-host', 'Nothing is published under this host name.')
  const segment = matchPath.startsWith(ownPrefix)
    ? forOwnEndpoint(exchange, onHost)
    : table.match(client.host, matchPath)
  // Also where nothing is found: the refusal must be readable to the pages that may call this host.
  exchange.segment = segment ?? broadest
  if (!segment) return refuse('proxy/no-segment', 'Nothing is published under this path.')
  if (
    client.scheme !== segment.external.scheme &&
    exchange.gateway.trusts(exchange.request.socket.remoteAddress ?? '')
  ) {
    return refuse(
      'proxy/forwarded-headers',
      `The proxy in front says that the browser came by ${client.scheme}, but this is published as ${segment.external.scheme}.`,
    )
  }
  return undefined
}
