/** An IP address as a number. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is the IPv4 address. */
export interface IpAddress {
  readonly family: 4 | 6
  readonly value: bigint
}

const maxTextLength = 100
const dottedQuad = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/
const hexGroup = /^[0-9a-f]{1,4}$/i
const zone = /%[0-9A-Za-z._~-]+$/
const mappedPrefix = 0xffffn

/**
 * Parses an IPv4 address in four decimal numbers, or an IPv6 address without brackets. A zone (`%eth0`) is
 * dropped. Refuses what only some programs read as an address: `127.1`, `0x7f.0.0.1`, `010.0.0.1`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4291.html#section-2.2 RFC 4291, 2.2}
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.length > maxTextLength) return undefined
  if (!text.includes(':')) return parseIpv4(text)
  const value = parseIpv6(text.replace(zone, ''))
  if (value === undefined) return undefined
  return value >> 32n === mappedPrefix ? { family: 4, value: value & 0xffffffffn } : { family: 6, value }
}

/**
 * Writes an address in its one usual form: four decimal numbers, or RFC 5952 without brackets.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5952.html#section-4 RFC 5952, 4}
 */
export function formatIpAddress(address: IpAddress): string {
  if (address.family === 4) return numbersOf(address.value, 4, 8).join('.')
  const groups = numbersOf(address.value, 8, 16).map((group) => group.toString(16))
  const text = groups.join(':')
  const zeros = longestRunOfZeros(groups)
  if (zeros.length < 2) return text
  const before = groups.slice(0, zeros.start).join(':')
  const after = groups.slice(zeros.start + zeros.length).join(':')
  return `${before}::${after}`
}

function parseIpv4(text: string): IpAddress | undefined {
  if (!dottedQuad.test(text)) return undefined
  const value = text.split('.').reduce((sum, number) => (sum << 8n) | BigInt(number), 0n)
  return { family: 4, value }
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const left = groupsOf(halves[0]!, halves.length === 1)
  const right = groupsOf(halves[1] ?? '', true)
  if (left === undefined || right === undefined) return undefined
  const missing = 8 - left.length - right.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => 0n), ...right]
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n)
}

function groupsOf(text: string, mayEndInIpv4: boolean): bigint[] | undefined {
  if (text === '') return []
  const groups: bigint[] = []
  const parts = text.split(':')
  for (const [at, part] of parts.entries()) {
    if (hexGroup.test(part)) {
      groups.push(BigInt(`0x${part}`))
      continue
    }
    const embedded = mayEndInIpv4 && at === parts.length - 1 ? parseIpv4(part) : undefined
    if (embedded === undefined) return undefined
    groups.push(embedded.value >> 16n, embedded.value & 0xffffn)
  }
  return groups
}

function numbersOf(value: bigint, count: number, bits: number): number[] {
  return Array.from({ length: count }, (_, at) =>
    Number((value >> BigInt((count - 1 - at) * bits)) & ((1n << BigInt(bits)) - 1n)),
  )
}

function longestRunOfZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 }
  let length = 0
  for (const [at, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0
    if (length > longest.length) longest = { start: at - length + 1, length }
  }
  return longest
}
