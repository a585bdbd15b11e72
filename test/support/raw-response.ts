/** A response as its bytes say, however odd they are. */
export interface RawResponse {
  /** 0 when there is no status line. */
  readonly status: number
  /** In order, as sent: case is kept, duplicates are kept, a line without a colon has the value ''. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The body's bytes as UTF-8, without the chunks' framing. */
  readonly body: string
  /** All bytes of this response. */
  readonly raw: Buffer
}

/**
 * Reads the first response out of `bytes`. Gives nothing while it is incomplete, unless `closed` says that
 * no more bytes will come: then whatever is there is the response. Bare line feeds are taken as line ends.
 * It does not check anything: what is malformed is shown as it is.
 *
 * @param method of the request: a response to HEAD has no body (RFC 9112, section 6.3)
 */
export function parseRawResponse(bytes: Buffer, closed: boolean, method = 'GET'): RawResponse | undefined {
  const headEnd = endOfHead(bytes)
  if (headEnd === undefined && !closed) return undefined

  const [statusLine = '', ...lines] = bytes
    .toString('latin1', 0, headEnd ?? bytes.length)
    .trimEnd()
    .split(/\r?\n/)
  const status = Number(/^HTTP\/\d\.\d (\d{3})(?: |$)/.exec(statusLine)?.[1] ?? 0)
  const headers = lines.map(headerOf)
  const start = headEnd ?? bytes.length
  const body = bodyAt(bytes, start, closed, framingOf(status, headers, method))
  return body && { status, headers, body: body.data.toString('utf8'), raw: bytes.subarray(0, body.end) }
}

type Framing = 'none' | 'chunked' | 'until-close' | { readonly length: number }

function framingOf(status: number, headers: RawResponse['headers'], method: string): Framing {
  const value = (name: string): string | undefined =>
    headers.find(([other]) => other.toLowerCase() === name)?.[1].toLowerCase()
  if (method === 'HEAD' || (status >= 100 && status < 200) || status === 204 || status === 304) return 'none'
  if (value('transfer-encoding')?.endsWith('chunked')) return 'chunked'
  const length = value('content-length')
  return length !== undefined && /^\d{1,15}$/.test(length) ? { length: Number(length) } : 'until-close'
}

function bodyAt(
  bytes: Buffer,
  start: number,
  closed: boolean,
  framing: Framing,
): { readonly data: Buffer; readonly end: number } | undefined {
  if (framing === 'none') return { data: Buffer.alloc(0), end: start }
  if (framing === 'chunked') return chunksAt(bytes, start, closed)
  const end = framing === 'until-close' ? Infinity : start + framing.length
  if (bytes.length >= end) return { data: bytes.subarray(start, end), end }
  return closed ? { data: bytes.subarray(start), end: bytes.length } : undefined
}

function chunksAt(bytes: Buffer, start: number, closed: boolean): ReturnType<typeof bodyAt> {
  const chunks: Buffer[] = []
  let position = start
  for (;;) {
    const lineEnd = bytes.indexOf('\n', position)
    const size = /^[0-9a-f]{1,8}/i.exec(bytes.toString('latin1', position, Math.max(lineEnd, position)))
    if (lineEnd === -1 || !size) break
    const from = lineEnd + 1
    const to = from + Number.parseInt(size[0], 16)
    if (to === from) {
      const end = endOfTrailers(bytes, from)
      if (end === undefined) break
      return { data: Buffer.concat(chunks), end }
    }
    chunks.push(bytes.subarray(from, to))
    position = to + 2
  }
  return closed
    ? { data: Buffer.concat([...chunks, bytes.subarray(position)]), end: bytes.length }
    : undefined
}

function endOfTrailers(bytes: Buffer, from: number): number | undefined {
  const next = bytes.toString('latin1', from, from + 2)
  if (next.startsWith('\n')) return from + 1
  if (next === '\r\n') return from + 2
  return endOfHead(bytes, from)
}

function endOfHead(bytes: Buffer, from = 0): number | undefined {
  const ends = ['\r\n\r\n', '\n\n']
    .map((blank) => ({ at: bytes.indexOf(blank, from, 'latin1'), length: blank.length }))
    .filter(({ at }) => at !== -1)
    .map(({ at, length }) => at + length)
  return ends.length > 0 ? Math.min(...ends) : undefined
}

function headerOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':')
  return colon === -1 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()]
}
