const sizeLine = /^([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/
const maxSizeLine = 1024

/**
 * Joins the chunks of a body (RFC 9112, section 7.1). A body that ends early gives what there is.
 *
 * @returns Undefined when the body does not begin with a chunk: whoever recorded it had joined them already.
 */
export function unchunk(bytes: Uint8Array): Uint8Array | undefined {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const chunks: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const line = sizeLine.exec(body.toString('latin1', at, at + maxSizeLine))
    if (!line) return chunks.length === 0 ? undefined : Buffer.concat(chunks)
    const size = Number.parseInt(line[1]!, 16)
    const start = at + line[0].length
    if (size === 0) return Buffer.concat(chunks)
    const end = start + size
    // A number at the start of a text is no size when no line ends behind its bytes.
    if (end < body.length && body[end] !== 13 && body[end] !== 10) {
      return chunks.length === 0 ? undefined : Buffer.concat(chunks)
    }
    chunks.push(body.subarray(start, end))
    at = body[end] === 13 ? end + 2 : end + 1
  }
  return Buffer.concat(chunks)
}
