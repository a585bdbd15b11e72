import type { ByteReader } from './byte-reader.ts'

const descriptor = Buffer.from([0x50, 0x4b, 7, 8])
const longest = 24
const window = 1 << 16

/**
 * Consumes a ZIP member whose size stands behind it, in a data descriptor (APPNOTE 4.3.9), and the descriptor.
 *
 * The descriptor is known by its signature and by naming just the size that was read: packed data may hold
 * the signature by chance, or be an archive itself, and does not name that size. Descriptors without a
 * signature are not found.
 *
 * @returns False when the archive ends before the member does.
 */
export async function findMemberEnd(reader: ByteReader, add: (piece: Uint8Array) => void): Promise<boolean> {
  const start = reader.position()
  for (;;) {
    const ahead = Buffer.from(await reader.peek(window))
    const size = reader.position() - start
    const found = descriptorIn(ahead, size, ahead.length < window)
    if (found) {
      const rest = found.at > 0 ? await reader.next(found.at) : undefined
      if (rest) add(rest)
      await reader.next(found.length)
      return true
    }
    if (ahead.length < window) return false
    const piece = await reader.next(window - longest - 2)
    if (piece) add(piece)
  }
}

/**
 * @param size - Bytes of the member before these.
 * @param isLast - No bytes follow these.
 */
function descriptorIn(
  bytes: Buffer,
  size: number,
  isLast: boolean,
): { readonly at: number; readonly length: number } | undefined {
  for (let at = bytes.indexOf(descriptor); at >= 0; at = bytes.indexOf(descriptor, at + 1)) {
    if (at + (isLast ? 16 : longest + 2) > bytes.length) return undefined
    if (bytes.readUInt32LE(at + 8) !== (size + at) % 2 ** 32) continue
    const wide =
      at + longest <= bytes.length &&
      bytes.readBigUInt64LE(at + 8) === BigInt(size + at) &&
      !isSignature(bytes, at + 16) &&
      isSignature(bytes, at + longest)
    return { at, length: wide ? longest : 16 }
  }
  return undefined
}

function isSignature(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x50 && bytes[at + 1] === 0x4b
}
