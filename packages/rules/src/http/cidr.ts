import { parseIpAddress, type IpAddress } from './ip-address.ts'

/** A network: all addresses whose first bits are the same. */
export interface Cidr {
  readonly family: 4 | 6
  /** The first bits, as a number. */
  readonly prefix: bigint
  /** Bits of an address that do not belong to the prefix. */
  readonly freeBits: bigint
}

const prefixLength = /^(?:0|[1-9]\d{0,2})$/

/**
 * Parses a network in CIDR form, `10.0.0.0/8` or `2001:db8::/32`, or one address, which is a network of its
 * own. `::ffff:10.0.0.0/104` is `10.0.0.0/8`.
 *
 * `10.0.0.5/8` is refused: nobody can tell whether the address or the length is the mistake.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4632.html#section-3.1 RFC 4632, 3.1}
 */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/')
  const address = parseIpAddress(slash === -1 ? text : text.slice(0, slash))
  if (address === undefined || text.includes('%')) return undefined
  const isMapped = address.family === 4 && text.includes(':')
  const written = slash === -1 ? undefined : text.slice(slash + 1)
  if (written !== undefined && !prefixLength.test(written)) return undefined
  const bits = address.family === 4 ? 32 : 128
  const length = written === undefined ? bits : Number(written) - (isMapped ? 96 : 0)
  if (length < 0 || length > bits) return undefined
  return networkOf(address, BigInt(bits - length))
}

/**
 * Tells whether an address lies in a network. A text that is no address lies in none. An IPv4 address never
 * lies in an IPv6 network, whichever way it is written: `::/0` is not everybody.
 *
 * @param cidr - The network.
 * @param address - An address as a socket or a field gives it, without brackets and port.
 */
export function inCidr(cidr: Cidr, address: string): boolean {
  const parsed = parseIpAddress(address)
  return (
    parsed !== undefined && parsed.family === cidr.family && parsed.value >> cidr.freeBits === cidr.prefix
  )
}

function networkOf(address: IpAddress, freeBits: bigint): Cidr | undefined {
  const prefix = address.value >> freeBits
  if (prefix << freeBits !== address.value) return undefined
  return { family: address.family, prefix, freeBits }
}
