import { quote } from './json-bytes.ts'

const backslash = 0x5c
const letterU = 0x75

/** The bytes of one JSON value, gathered from the chunks that it is spread over. */
export interface KeptBytes {
  length(): number
  /** Adds `chunk[from, to)`; false, and nothing is added, when that would be more than the bound. */
  add(chunk: Buffer, from: number, to: number): boolean
  /** Takes off what the cut of a JSON string left of an escape or of a character, so that a quote may follow. */
  trimCutString(): void
  /** What was gathered; valid until the next change. */
  bytes(): Buffer
  clear(): void
}

const usualSize = 256 * 1024

/**
 * Makes a buffer that grows as needed and is used again for the next value.
 *
 * @param maxBytes - The bound of one value.
 */
export function createKeptBytes(maxBytes: number): KeptBytes {
  let kept = Buffer.allocUnsafeSlow(Math.min(usualSize, maxBytes))
  let length = 0

  const growTo = (needed: number): void => {
    const larger = Buffer.allocUnsafeSlow(Math.min(maxBytes, Math.max(needed, kept.length * 2)))
    kept.copy(larger, 0, 0, length)
    kept = larger
  }

  return {
    length: () => length,
    add(chunk, from, to) {
      const needed = length + to - from
      if (needed > maxBytes) return false
      if (needed > kept.length) growTo(needed)
      chunk.copy(kept, length, from, to)
      length = needed
      return true
    },
    trimCutString() {
      length -= danglingEscape(kept, length) || danglingCharacter(kept, length)
    },
    bytes: () => kept.subarray(0, length),
    clear() {
      length = 0
      if (kept.length > 4 * usualSize) kept = Buffer.allocUnsafeSlow(usualSize)
    },
  }
}

/** How many bytes at the end belong to an escape (RFC 8259, section 7) that is not complete. */
function danglingEscape(bytes: Buffer, end: number): number {
  for (let at = end - 1; at > end - 6 && at >= 0 && bytes[at] !== quote; at--) {
    if (bytes[at] !== backslash) continue
    let before = at
    while (before > 0 && bytes[before - 1] === backslash) before--
    // The second of two is itself escaped.
    if ((at - before) % 2 === 1) return 0
    const size = at + 1 < end && bytes[at + 1] !== letterU ? 2 : 6
    return at + size > end ? end - at : 0
  }
  return 0
}

/** How many bytes at the end belong to a UTF-8 sequence that is not complete. */
function danglingCharacter(bytes: Buffer, end: number): number {
  for (let at = end - 1; at >= end - 4 && at >= 0; at--) {
    const byte = bytes[at]!
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    return at + size > end ? end - at : 0
  }
  return 0
}
