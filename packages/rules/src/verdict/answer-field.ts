import { isField, type FieldList } from '../http/fields.ts'

/**
 * The value of an answer's field as browsers read it: repeats joined by `, `, without whitespace around each;
 * `null` when the answer does not have it.
 *
 * @param headers - The answer's fields as they were on the wire.
 * @param lowerName - The field's name in lower case.
 * @see {@link https://fetch.spec.whatwg.org/#concept-header-list-get Fetch Standard, get}
 */
export function answerField(headers: FieldList, lowerName: string): string | null {
  let combined: string | null = null
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (!isField(headers[at]!, lowerName)) continue
    const value = withoutOuterWhitespace(headers[at + 1]!)
    combined = combined === null ? value : `${combined}, ${value}`
  }
  return combined
}

/** The text without HTTP whitespace (space, tab, CR, LF) at either end. */
export function withoutOuterWhitespace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isWhitespace(text.charCodeAt(start))) start++
  while (end > start && isWhitespace(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}
