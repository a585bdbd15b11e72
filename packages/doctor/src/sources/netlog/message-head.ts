import type { FieldList } from '@clearway/rules/http'
import { listIn, objectIn } from '../json/foreign.ts'

const maxFields = 500
/** In characters; servers take far less. */
const maxHead = 128 * 1024

/** What Chromium writes in place of a secret. */
const stripped = /^\[\d{1,9} bytes were stripped\]$/

/** The head of a request or of an answer. */
export interface MessageHead {
  readonly headers: FieldList
  /** The lower-case names of headers that were there and whose values the log does not tell. */
  readonly stripped: readonly string[]
  /** In characters. */
  readonly size: number
}

/**
 * Reads the parameter `headers` of an event: a list of `Name: value`. Pseudo fields (`:authority`) and what
 * has no name are left out; a value that Chromium took out is empty.
 */
export function headIn(params: unknown): MessageHead {
  const headers: string[] = []
  const without: string[] = []
  let size = 0
  for (const line of listIn(objectIn(params)['headers'])) {
    if (typeof line !== 'string') continue
    const colon = line.indexOf(':')
    size += line.length
    if (colon < 1 || size > maxHead || headers.length >= 2 * maxFields) continue
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    const isStripped = stripped.test(value)
    if (isStripped) without.push(name.toLowerCase())
    headers.push(name, isStripped ? '' : value)
  }
  return { headers, stripped: without, size: Math.min(size, maxHead) }
}

/** The status line of an answer, which stands before its headers: `HTTP/1.1 405 Method Not Allowed`. */
export function statusIn(
  params: unknown,
): { readonly status: number; readonly statusText: string } | undefined {
  const line = listIn(objectIn(params)['headers'])[0]
  const found = typeof line === 'string' ? /^HTTP\/[\d.]{1,5} (\d{3})(?: ([^\r\n]{0,200}))?/.exec(line) : null
  if (!found) return undefined
  return { status: Number(found[1]), statusText: found[2] ?? '' }
}
