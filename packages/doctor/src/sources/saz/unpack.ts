import { Inflate } from 'fflate'

/** Unpacks the beginning of a ZIP member. */
export interface Unpacker {
  add(piece: Uint8Array): void
  bytes(): Uint8Array
  /** More came than was kept. */
  cut(): boolean
  /** The packed bytes are damaged. */
  failed(): boolean
}

/** Deflate makes at most some thousand bytes of one: so little at a time that this stays small. */
const slice = 2048

/**
 * Makes an unpacker that keeps a member's first bytes and then stops unpacking.
 *
 * @param deflated - False for a stored member.
 * @param limit - How many bytes to keep.
 */
export function createUnpacker(deflated: boolean, limit: number): Unpacker {
  const pieces: Uint8Array[] = []
  let length = 0
  let over = false
  let failed = false
  const keep = (piece: Uint8Array): void => {
    if (length + piece.length > limit) over = true
    // Copied: the piece may be a window onto a chunk many times its size.
    const kept = Uint8Array.from(piece.subarray(0, limit - length))
    if (kept.length > 0) pieces.push(kept)
    length += kept.length
  }
  const inflate = deflated ? new Inflate(keep) : undefined

  return {
    add: (piece) => {
      if (over || failed || limit === 0) return
      if (!inflate) return keep(piece)
      try {
        for (let at = 0; at < piece.length; at += slice) {
          inflate.push(piece.subarray(at, at + slice))
          if (over) return
        }
      } catch {
        failed = true
      }
    },
    bytes: () => Buffer.concat(pieces, length),
    cut: () => over,
    failed: () => failed,
  }
}
