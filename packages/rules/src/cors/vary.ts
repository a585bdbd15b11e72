import { fieldValue, isField, type FieldList } from '../http/fields.ts'

/**
 * Adds names to what an answer varies by. The result has one Vary field, where the first one was or at the
 * end, with every name once; the same list when nothing is to be added. `*` stays as it is: it says more.
 *
 * @param fields - The fields of an answer.
 * @param names - Names of request headers, or values of Vary.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-12.5.5 RFC 9110, 12.5.5}
 */
export function mergeVary(fields: FieldList, names: readonly string[]): FieldList {
  const present = namesOf(fieldValue(fields, 'vary') ?? '')
  const known = new Set(present.map((name) => name.toLowerCase()))
  if (known.has('*')) return fields
  const missing = names.flatMap(namesOf).filter((name) => {
    const isMissing = !known.has(name.toLowerCase())
    known.add(name.toLowerCase())
    return isMissing
  })
  if (missing.length === 0) return fields
  const value = [...present, ...missing].join(', ')
  const merged: string[] = []
  let isWritten = false
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (!isField(fields[at]!, 'vary')) merged.push(fields[at]!, fields[at + 1]!)
    else if (!isWritten) {
      merged.push(fields[at]!, value)
      isWritten = true
    }
  }
  if (!isWritten) merged.push('Vary', value)
  return merged
}

function namesOf(value: string): string[] {
  return value.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
}
