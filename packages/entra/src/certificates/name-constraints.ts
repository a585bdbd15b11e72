/** Loopback addresses with their masks, as the extension writes addresses: the only ones ever permitted. */
const loopback = [
  Uint8Array.of(127, 0, 0, 1, 255, 255, 255, 255),
  Uint8Array.of(...Array.from({ length: 15 }, () => 0), 1, ...Array.from({ length: 16 }, () => 255)),
]

/** Tags of GeneralName (RFC 5280, 4.2.1.6) and of the list around it. */
const tags = { sequence: 0x30, permitted: 0xa0, dnsName: 0x82, ipAddress: 0x87 } as const

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Uint8Array.of(tag, ...size), content])
}

/**
 * The value of a NameConstraints extension (RFC 5280, 4.2.1.10) that permits the given host names, every name below
 * them, and the loopback addresses. Without addresses in it, it would permit all addresses.
 */
export function nameConstraints(permitted: readonly string[]): Buffer {
  const bases = [
    ...permitted.map((name) => element(tags.dnsName, Buffer.from(name, 'ascii'))),
    ...loopback.map((address) => element(tags.ipAddress, address)),
  ]
  const subtrees = bases.map((base) => element(tags.sequence, base))
  return element(tags.sequence, element(tags.permitted, ...subtrees))
}

/** Whether such an extension permits a host name or address. */
export function isPermitted(permitted: readonly string[], name: string): boolean {
  if (name === '127.0.0.1' || name === '::1') return true
  return permitted.some((base) => name === base || name.endsWith(`.${base}`))
}
