import { withoutOuterWhitespace } from './answer-field.ts'

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/**
 * Reads a list of tokens, the value of Access-Control-Allow-Methods, -Allow-Headers or -Expose-Headers: empty
 * elements are passed over; `undefined` when an element is no token.
 *
 * @param value - The field's combined value.
 * @see {@link https://fetch.spec.whatwg.org/#http-new-header-syntax Fetch Standard, 3.3.4}
 */
export function parseAllowList(value: string): readonly string[] | undefined {
  const names: string[] = []
  for (const part of value.split(',')) {
    const name = withoutOuterWhitespace(part)
    if (name === '') continue
    if (!token.test(name)) return undefined
    names.push(name)
  }
  return names
}
