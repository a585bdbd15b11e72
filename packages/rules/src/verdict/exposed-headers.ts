import type { FieldList } from '../http/fields.ts'
import { parseAllowList } from './allow-list.ts'
import { answerField } from './answer-field.ts'
import type { RunningCall } from './running-call.ts'

/**
 * The names of an answer's headers that the page may read, in lower case and sorted.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-filtered-response-cors Fetch Standard, 2.2.6}
 */
export function exposedHeaders(call: RunningCall, headers: FieldList): readonly string[] {
  const isBasic = call.tainting === 'basic'
  const list = isBasic ? undefined : exposeList(headers)
  const isEverything = isBasic || (list?.has('*') === true && call.credentials !== 'include')
  const exposed: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at]!.toLowerCase()
    if (name === 'set-cookie' || name === 'set-cookie2') continue
    if (isEverything || safelisted.has(name) || list?.has(name) === true) exposed.push(name)
  }
  return withoutRepeats(exposed.sort())
}

function withoutRepeats(sorted: readonly string[]): readonly string[] {
  const isRepeat = (name: string, at: number): boolean => name === sorted[at - 1]
  return sorted.some(isRepeat) ? sorted.filter((name, at) => !isRepeat(name, at)) : sorted
}

/** Response headers that every page may read. */
const safelisted: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
])

function exposeList(headers: FieldList): ReadonlySet<string> | undefined {
  const value = answerField(headers, 'access-control-expose-headers')
  if (value === null) return undefined
  const names = parseAllowList(value)
  return names && new Set(names.map((name) => name.toLowerCase()))
}
