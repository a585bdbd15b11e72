import { createKeptBytes } from './kept-bytes.ts'

/** The text of one element, gathered while it is walked through; long strings cut, some members left out. */
export interface GatheredElement {
  /** The element begins at this place of the chunk. */
  begin(at: number): void
  /**
   * A string, or a part of one, stands at `chunk[from, to)`.
   *
   * @param before - How many of its bytes came in chunks before.
   */
  string(chunk: Buffer, from: number, to: number, before: number): void
  /** The value that begins at this place is left out: null stands for it. */
  leaveOut(chunk: Buffer, at: number): void
  /** What was left out has ended before this place. */
  takeUp(at: number): void
  endChunk(chunk: Buffer): void
  /** The element's text, up to this place; undefined when it was larger than the bound. Valid until `begin`. */
  finish(chunk: Buffer, to: number): Buffer | undefined
  abandon(): void
}

const nothing = Buffer.from('null')

/**
 * @param maxText - Strings are cut to this length, in bytes.
 * @param maxBytes - The bound of what is left of an element.
 */
export function createGatheredElement(maxText: number, maxBytes: number): GatheredElement {
  const kept = createKeptBytes(maxBytes)
  /** From here on the chunk has yet to be kept; -1: it is not wanted. */
  let from = -1
  let cutting = false
  let tooLarge = false

  const keep = (chunk: Buffer, to: number): void => {
    if (from < 0) return
    tooLarge ||= !kept.add(chunk, from, to)
    from = to
  }

  return {
    begin(at) {
      kept.clear()
      from = at
      cutting = tooLarge = false
    },
    string(chunk, start, to, before) {
      if (from < 0) return
      if (before === 0) cutting = false
      const most = start + maxText - before
      if (cutting) from = to
      else if (to > most) {
        keep(chunk, most)
        if (!tooLarge) kept.trimCutString()
        cutting = true
        from = to
      }
    },
    leaveOut(chunk, at) {
      keep(chunk, at)
      tooLarge ||= !kept.add(nothing, 0, nothing.length)
      from = -1
    },
    takeUp: (at) => void (from = at),
    endChunk(chunk) {
      if (from < 0) return
      keep(chunk, chunk.length)
      from = 0
    },
    finish(chunk, to) {
      keep(chunk, to)
      from = -1
      return tooLarge ? undefined : kept.bytes()
    },
    abandon: () => void (from = -1),
  }
}
