import { quote } from './json-bytes.ts'

const backslash = 0x5c

/** How many bytes are looked at one by one before a search for the next quote pays. */
const block = 256

/**
 * Finds where a JSON string (RFC 8259, section 7) ends.
 *
 * Looks byte by byte where escapes are frequent, as in quoted JSON, and lets the processor's search for the
 * next quote run where they are rare, as in base64.
 *
 * @param chunk - The bytes; `at` stands inside the string and not behind a backslash that escapes it.
 * @returns The place of the closing quote; `chunk.length` when the string goes on in the next chunk, and
 *   `chunk.length + 1` when that chunk's first byte is escaped.
 */
export function findStringEnd(chunk: Buffer, at: number): number {
  const end = chunk.length
  let here = at
  while (here < end) {
    let escapes = false
    const stop = Math.min(end, here + block)
    while (here < stop) {
      const byte = chunk[here]!
      if (byte === quote) return here
      if (byte === backslash) {
        here += 2
        escapes = true
      } else here++
    }
    if (escapes || here >= end) continue
    const found = chunk.indexOf(quote, here)
    const to = found < 0 ? end : found
    if (!endsInEscape(chunk, here, to)) return to
    if (found < 0) return end + 1
    here = found + 1
  }
  return here
}

/** Whether the byte at `to` is escaped; the one at `from` is not. */
function endsInEscape(chunk: Buffer, from: number, to: number): boolean {
  let before = to
  while (before > from && chunk[before - 1] === backslash) before--
  return (to - before) % 2 === 1
}
