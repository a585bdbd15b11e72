import { formatIpAddress, parseIpAddress } from './ip-address.ts'

const maxHostLength = 260
const portNumber = /^\d{1,5}$/
const addressAndPort = /^([\d.]+)(?::(?:\d{1,5}|_[\w.-]+))?$/
const bracketed = /^\[([^\]]*)\](?::(?:\d{1,5}|_[\w.-]+))?$/
const obfuscated = /^_[\w.-]+$/
const domainHost = /^[\w-]+(?:\.[\w-]+)*\.?$/

/**
 * Parses a node: an address with or without a port, or a name that hides it. Answers the address in its usual
 * form. IPv6 may stand without brackets, as X-Forwarded-For has it.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc7239.html#section-6 RFC 7239, 6}
 */
export function parseNode(text: string): string | undefined {
  if (text.length > 100) return undefined
  if (text.toLowerCase() === 'unknown' || obfuscated.test(text)) return 'hidden'
  const address = parseIpAddress(bracketed.exec(text)?.[1] ?? addressAndPort.exec(text)?.[1] ?? text)
  return address === undefined ? undefined : formatIpAddress(address)
}

/**
 * Parses the scheme of a forwarded request. Some proxies (Traefik) call a WebSocket's scheme `ws` or `wss`.
 */
export function parseProto(text: string): 'http' | 'https' | undefined {
  switch (text.toLowerCase()) {
    case 'http':
    case 'ws':
      return 'http'
    case 'https':
    case 'wss':
      return 'https'
    default:
      return undefined
  }
}

/** Parses host and port of a forwarded request; answers them in lower case. */
export function parseHost(text: string): string | undefined {
  if (text.length > maxHostLength) return undefined
  const lower = text.toLowerCase()
  const colon = lower.startsWith('[') ? lower.indexOf(':', lower.indexOf(']')) : lower.indexOf(':')
  const host = colon === -1 ? lower : lower.slice(0, colon)
  if (colon !== -1 && !portNumber.test(lower.slice(colon + 1))) return undefined
  if (host.startsWith('[')) return isBracketedIpv6(host) ? lower : undefined
  return domainHost.test(host) ? lower : undefined
}

function isBracketedIpv6(host: string): boolean {
  return host.endsWith(']') && host.includes(':') && parseIpAddress(host.slice(1, -1)) !== undefined
}
