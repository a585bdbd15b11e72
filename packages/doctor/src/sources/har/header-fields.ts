import type { FieldList } from '@clearway/rules/http'
import { listIn, objectIn } from '../json/foreign.ts'

const maxFields = 500

/**
 * The header fields of a HAR message. By the format they are a list of `{ name, value }`; some recorders write
 * an object, or join the values of one name by line breaks. Pseudo fields (`:authority`) are none of HTTP's
 * fields and are left out.
 */
export function headerFieldsIn(headers: unknown): FieldList {
  const fields: string[] = []
  for (const [name, value] of pairsIn(headers)) {
    if (typeof name !== 'string' || name === '' || name.startsWith(':')) continue
    for (const each of Array.isArray(value) ? value : [value]) {
      const text = typeof each === 'number' || typeof each === 'boolean' ? String(each) : each
      if (typeof text !== 'string') continue
      for (const line of text.includes('\n') ? text.split('\n', maxFields) : [text]) {
        if (fields.length < 2 * maxFields) fields.push(name, line)
      }
    }
  }
  return fields
}

function pairsIn(headers: unknown): readonly (readonly [unknown, unknown])[] {
  if (!Array.isArray(headers)) return Object.entries(objectIn(headers))
  return listIn(headers).map((each) => {
    if (Array.isArray(each)) return [each[0], each[1]]
    const { name, value } = objectIn(each)
    return [name, value]
  })
}

/** Fields that a browser adds last: a request that shows none of them is not shown as it was sent. */
const sentFields: ReadonlySet<string> = new Set([
  'host',
  ':authority',
  'connection',
  'accept-encoding',
  'sec-fetch-mode',
])

/** Whether the header fields show what was on the wire, and not only what the page asked for. */
export function wereSent(headers: unknown): boolean {
  return pairsIn(headers).some(([name]) => typeof name === 'string' && sentFields.has(name.toLowerCase()))
}
