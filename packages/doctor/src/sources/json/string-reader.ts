import { findStringEnd } from './string-end.ts'

/** Reads the strings of a JSON text that comes in chunks, and remembers the last one while it may be a name. */
export interface StringReader {
  /** Whether the text stands inside of a string. */
  readonly isInside: boolean
  /** The last string's length so far, in bytes as written. */
  readonly length: number
  /** An opening quote was read; the string goes on at this place. */
  begin(at: number): void
  /**
   * Reads on to the closing quote, or to the chunk's end.
   *
   * @returns Where it stopped; where the string holds a control character, the complement (`~`) of its place.
   */
  read(chunk: Buffer): number
  /** The last string as a member's name; empty when it is longer than {@link maxName}. */
  last(chunk: Buffer): string
  endChunk(chunk: Buffer): void
  abandon(): void
}

/** Longer names match nothing that is looked for. */
const maxName = 64

/**
 * How far into a string control characters are looked for. None may stand there (RFC 8259, section 7): one is
 * the sign of a quote that was lost before, and then it comes soon.
 */
const checked = 128

/** @param onPart - Takes each part of a string, and how many of its bytes came in chunks before. */
export function createStringReader(
  onPart: (chunk: Buffer, from: number, to: number, before: number) => void,
): StringReader {
  let isInside = false
  /** The next byte is escaped by a backslash at the end of the chunk before. */
  let isEscaped = false
  let from = 0
  let to = 0
  let length = 0
  /** What chunks before had of a string that may be a name. */
  let earlier = ''

  return {
    get isInside() {
      return isInside
    },
    get length() {
      return length
    },
    begin(at) {
      isInside = true
      from = at
      length = 0
      earlier = ''
    },
    read(chunk) {
      const end = findStringEnd(chunk, isEscaped ? from + 1 : from)
      to = Math.min(end, chunk.length)
      const control = findControl(chunk, from, Math.min(to, from + checked - length))
      if (control >= 0) return ~control
      onPart(chunk, from, to, length)
      length += to - from
      isEscaped = end > chunk.length
      isInside = end >= chunk.length
      return to
    },
    last: (chunk) => (length > maxName ? '' : unescaped(earlier + chunk.toString('latin1', from, to))),
    endChunk(chunk) {
      if (length <= maxName) earlier += chunk.toString('latin1', from, to)
      from = to = 0
    },
    abandon() {
      isInside = isEscaped = false
      from = to = length = 0
      earlier = ''
    },
  }
}

function findControl(chunk: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at++) if (chunk[at]! < 0x20) return at
  return -1
}

function unescaped(written: string): string {
  if (!written.includes('\\')) return written
  try {
    return JSON.parse(`"${written}"`) as string
  } catch {
    return written
  }
}
