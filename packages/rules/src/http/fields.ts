/**
 * Header fields as they are on the wire: one flat list, `[name, value, name, value …]`.
 *
 * Names keep their case, repeats stay repeats, order is kept. It is what Node's `rawHeaders` and undici use,
 * so that forwarding a message needs no conversion.
 */
export type FieldList = readonly string[]

/**
 * Tells whether a field name is the given one, in any letter case.
 *
 * @param name - A field name as it came.
 * @param lowerName - The name asked for, in lower case.
 */
export function isField(name: string, lowerName: string): boolean {
  return name.length === lowerName.length && (name === lowerName || name.toLowerCase() === lowerName)
}

/**
 * The combined value of a field, `undefined` when the message does not have it.
 *
 * Repeats are joined in order by `, ` (for Cookie by `; `), so that no repeat is silently dropped: two Origin
 * fields give one value that is no origin. Not for Set-Cookie, whose values cannot be joined: use
 * {@link fieldValues}.
 *
 * @param fields - The message's fields.
 * @param lowerName - The field's name in lower case.
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.3 RFC 9110, 5.3}
 */
export function fieldValue(fields: FieldList, lowerName: string): string | undefined {
  let combined: string | undefined
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (!isField(fields[at]!, lowerName)) continue
    const value = fields[at + 1]!
    combined = combined === undefined ? value : combined + (lowerName === 'cookie' ? '; ' : ', ') + value
  }
  return combined
}

/**
 * Every value of a field, one for each time the message has it, in order.
 *
 * @param fields - The message's fields.
 * @param lowerName - The field's name in lower case.
 */
export function fieldValues(fields: FieldList, lowerName: string): string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (isField(fields[at]!, lowerName)) values.push(fields[at + 1]!)
  }
  return values
}

/**
 * The fields without those whose name the given function picks; the same list when it picks none.
 *
 * @param fields - The message's fields.
 * @param isUnwanted - Gets each name in lower case.
 */
export function withoutFields(fields: FieldList, isUnwanted: (lowerName: string) => boolean): FieldList {
  let kept: string[] | undefined
  for (let at = 0; at + 1 < fields.length; at += 2) {
    if (isUnwanted(fields[at]!.toLowerCase())) kept ??= fields.slice(0, at)
    else kept?.push(fields[at]!, fields[at + 1]!)
  }
  return kept ?? fields
}
