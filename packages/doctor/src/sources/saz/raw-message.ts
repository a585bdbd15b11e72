import type { FieldList } from '@clearway/rules/http'

/** An HTTP/1 message as it was on the wire, taken apart. */
export interface RawMessage {
  /** `GET https://api.example.com/ HTTP/1.1`, `HTTP/1.1 200 OK`. */
  readonly startLine: string
  readonly headers: FieldList
  /** What follows the headers, still encoded as it was sent. */
  readonly body: Uint8Array
}

const maxFields = 1000

/**
 * Takes an HTTP/1 message apart (RFC 9112, section 2). Lenient, as it only reads what was: lines may end in
 * LF alone, folded lines are joined, lines without a colon are left out. Bytes above 0x7F become the
 * characters of the same number.
 *
 * @returns Undefined when the bytes end before the headers do.
 */
export function parseRawMessage(bytes: Uint8Array): RawMessage | undefined {
  const end = headEnd(bytes)
  if (!end) return undefined
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, end.head).toString('latin1')
  const [startLine = '', ...lines] = head
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  const headers: string[] = []
  for (const line of lines) {
    if (headers.length >= 2 * maxFields) break
    if ((line.startsWith(' ') || line.startsWith('\t')) && headers.length > 0) {
      headers.push(`${headers.pop()!} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    if (colon > 0) headers.push(line.slice(0, colon).trimEnd(), line.slice(colon + 1).trim())
  }
  return { startLine, headers, body: bytes.subarray(end.body) }
}

/** Finds the empty line. */
function headEnd(bytes: Uint8Array): { readonly head: number; readonly body: number } | undefined {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    const next = bytes[at + 1] === 13 ? at + 2 : at + 1
    if (bytes[next] === 10) return { head: at, body: next + 1 }
  }
  return undefined
}
