import { isHeaderName } from '../http/field-syntax.ts'
import type { FieldList } from '../http/fields.ts'
import { withoutOuterWhitespace } from './answer-field.ts'
import { isForbiddenHeaderName, isForbiddenMethod } from '../http/forbidden-to-pages.ts'

/** A header that a page set: its name in lower case, its value without whitespace around it. */
export interface PageHeader {
  readonly name: string
  readonly value: string
}

/** A page that sets more is not believed. */
const maxHeaders = 1000

const impossible = /[\0\r\n]|[^\0-\xff]/

/**
 * The headers that a page set, read as its Headers object reads them; `undefined` when that throws: a name is
 * no token, or a value has a NUL, a line break or a character that is no byte. Of more than 1000 headers the
 * rest is left aside.
 *
 * @see {@link https://fetch.spec.whatwg.org/#headers-class Fetch Standard, 5.1}
 */
export function readPageHeaders(fields: FieldList): readonly PageHeader[] | undefined {
  const headers: PageHeader[] = []
  const end = Math.min(fields.length, 2 * maxHeaders)
  for (let at = 0; at + 1 < end; at += 2) {
    const name = fields[at]!
    const value = withoutOuterWhitespace(fields[at + 1]!)
    if (!isHeaderName(name) || impossible.test(value)) return undefined
    headers.push({ name: name.toLowerCase(), value })
  }
  return headers
}

/** The headers with one for each name: its values in order, joined by `, `. */
export function joinRepeats(headers: readonly PageHeader[]): readonly PageHeader[] {
  if (headers.length === 1) return headers
  const joined = new Map<string, string>()
  for (const { name, value } of headers) {
    const before = joined.get(name)
    joined.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return Array.from(joined, ([name, value]) => ({ name, value }))
}

/**
 * Tells whether a header is one that no page can set; browsers leave it out without a word.
 *
 * @see {@link https://fetch.spec.whatwg.org/#forbidden-request-header Fetch Standard, 2.2.2}
 */
export function isForbiddenHeader(header: PageHeader): boolean {
  const { name } = header
  if (isForbiddenHeaderName(name)) return true
  return overridesMethod.has(name) && header.value.split(',').some((part) => isForbiddenMethod(part.trim()))
}

/** Headers that say something of the body, and leave with it. */
export const bodyHeaders: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
])

/** Headers in which browsers tell servers of their device and network, beside those that begin with `sec-`. */
export const clientHints: ReadonlySet<string> = new Set([
  'device-memory',
  'downlink',
  'dpr',
  'ect',
  'rtt',
  'viewport-width',
  'width',
])

const overridesMethod: ReadonlySet<string> = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
])
