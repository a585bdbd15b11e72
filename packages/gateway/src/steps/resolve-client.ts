import { resolveForwarded } from '@clearway/rules/http'
import type { Step } from '../exchange.ts'
import { refuse } from '../refusals/refusal.ts'

const hostPattern = /^(?:([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?|(\[[0-9a-f:.]+\]))(:\d{1,5})?$/

/** A Host header as external URLs spell it: lower case, no trailing dot, without the scheme's default port. */
const usualHost = (host: string, scheme: 'http' | 'https'): string | undefined => {
  if (host.length > 260) return undefined
  const [whole, name, address = '', port = ''] = hostPattern.exec(host.toLowerCase()) ?? []
  if (whole === undefined) return undefined
  return (name ?? address) + (port === (scheme === 'https' ? ':443' : ':80') ? '' : port)
}

/** Finds out who calls, and which host and scheme they see: from the connection, or from proxies that are trusted. */
export const resolveClient: Step = (exchange) => {
  const { gateway, request } = exchange
  const { address, scheme } = exchange.client
  const host = usualHost(request.headers.host ?? '', scheme)
  if (host === undefined) return refuse('request/malformed', 'The request names no valid host.')
  exchange.client = { saidBy: 'connection', address, scheme, host }
  if (!gateway.trusts(address)) return undefined
  const resolved = resolveForwarded(
    request.rawHeaders,
    { address, proto: scheme, host },
    { trustedProxies: [gateway.trusts] },
  )
  if (!resolved.ok) return refuse('proxy/forwarded-headers', resolved.message)
  const forwardedHost = usualHost(resolved.host, resolved.proto)
  if (forwardedHost === undefined)
    return refuse('request/malformed', 'The proxy in front names no valid host.')
  exchange.client = {
    saidBy: 'trusted-proxy',
    address: resolved.client,
    scheme: resolved.proto,
    host: forwardedHost,
  }
  return undefined
}
