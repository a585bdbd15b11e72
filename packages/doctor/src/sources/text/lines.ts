/** A line of a text, or a piece of a very long one. */
export interface Line {
  readonly text: string
  /** From 1. */
  readonly number: number
  /** Bytes from the start of the input. */
  readonly offset: number
}

/**
 * Longer lines are cut into pieces of this many bytes. A `…` marks each cut. The word that goes on in the next piece
 * is left out there: without its beginning nobody could tell whether it is a secret.
 */
const maxLineBytes: number = 64 * 1024

/** Takes a text's bytes as they come. */
export interface LineSplitter {
  push(chunk: Uint8Array): void
  end(): void
}

const restOfWord = /^[^\s"'`<>&,;]+/
const lineFeed = 0x0a
const byteOrderMark = '\uFEFF'

/**
 * Splits UTF-8 into lines, without their ends (LF or CRLF). Bytes that are no UTF-8 become U+FFFD. How the
 * text is cut into chunks makes no difference; no more than one piece of a line is kept.
 */
export function createLineSplitter(onLine: (line: Line) => void): LineSplitter {
  const held = Buffer.alloc(maxLineBytes)
  let heldBytes = 0
  let number = 1
  let offset = 0
  let continues = false

  const emit = (bytes: Buffer, isCut: boolean): void => {
    let text = bytes.toString('utf8')
    if (offset === 0 && text.startsWith(byteOrderMark)) text = text.slice(1)
    if (!isCut && text.endsWith('\r')) text = text.slice(0, -1)
    if (continues) text = text.replace(restOfWord, '…')
    onLine({ text: isCut ? `${text}…` : text, number, offset })
    continues = isCut
    offset += bytes.length
  }
  const hold = (bytes: Buffer): void => {
    let rest = bytes
    while (heldBytes + rest.length > maxLineBytes) {
      const taken = rest.copy(held, heldBytes)
      const end = endOfCharacter(held)
      emit(held.subarray(0, end), true)
      held.copyWithin(0, end)
      heldBytes = maxLineBytes - end
      rest = rest.subarray(taken)
    }
    heldBytes += rest.copy(held, heldBytes)
  }

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      let start = 0
      for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
        const part = bytes.subarray(start, end)
        if (heldBytes === 0 && part.length <= maxLineBytes) emit(part, false)
        else {
          hold(part)
          emit(held.subarray(0, heldBytes), false)
          heldBytes = 0
        }
        number++
        offset++
        start = end + 1
      }
      hold(bytes.subarray(start))
    },
    end() {
      if (heldBytes > 0) emit(held.subarray(0, heldBytes), false)
      heldBytes = 0
    },
  }
}

/** Where a full buffer can be cut without halving a character. */
function endOfCharacter(bytes: Buffer): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
