import { parseIpAddress } from '../http/ip-address.ts'

/**
 * Tells whether a host is this machine by its name alone: `localhost` and names below it, 127.0.0.0/8 and
 * `[::1]`.
 *
 * Does not resolve names: a name that a DNS server maps to 127.0.0.1 is not loopback.
 *
 * @param host - A host without port, IPv6 with or without brackets, in any letter case.
 * @see {@link https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy Secure Contexts, 3.1}
 */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const address = parseIpAddress(name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name)
  if (address === undefined) return false
  return address.family === 4 ? address.value >> 24n === 127n : address.value === 1n
}
