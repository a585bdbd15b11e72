/** Reads a byte stream piece by piece, with a look ahead. */
export interface ByteReader {
  /** Bytes consumed so far. */
  position(): number
  /** The next bytes, left in place; fewer than asked for only at the end. Valid until the next call. */
  peek(count: number): Promise<Uint8Array>
  /** Consumes the next piece, of at most so many bytes; undefined at the end. */
  next(max: number): Promise<Uint8Array | undefined>
  /** Lets go of the stream. */
  close(): Promise<void>
}

const nothing: Uint8Array = new Uint8Array(0)

/**
 * Makes a reader of a byte stream. Holds no more than one chunk and what was peeked at.
 *
 * @param chunks - The stream.
 * @param onRead - Told the number of bytes taken from the stream so far.
 */
export function createByteReader(
  chunks: AsyncIterable<Uint8Array>,
  onRead: (bytes: number) => void = () => {},
): ByteReader {
  const iterator = chunks[Symbol.asyncIterator]()
  let held = nothing
  let taken = 0
  let ended = false

  const pull = async (): Promise<Uint8Array> => {
    while (!ended) {
      const { done, value } = await iterator.next()
      if (done === true) {
        ended = true
        break
      }
      taken += value.length
      onRead(taken)
      if (value.length > 0) return value
    }
    return nothing
  }

  return {
    position: () => taken - held.length,
    peek: async (count) => {
      if (held.length < count) {
        const pieces = [held]
        let length = held.length
        while (length < count) {
          const piece = await pull()
          if (piece.length === 0) break
          pieces.push(piece)
          length += piece.length
        }
        held = Buffer.concat(pieces, length)
      }
      return held.subarray(0, count)
    },
    next: async (max) => {
      if (held.length === 0) held = await pull()
      if (held.length === 0) return undefined
      const piece = held.subarray(0, max)
      held = held.subarray(piece.length)
      return piece
    },
    close: async () => {
      await iterator.return?.()
    },
  }
}
