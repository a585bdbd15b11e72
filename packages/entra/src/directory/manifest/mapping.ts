/** A mapping of which nothing else is known. */
export type Mapping = Readonly<Record<string, unknown>>

/** Whether a value is a mapping: neither a list nor a single value. */
export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a record has under a key itself, and not by inheritance. */
export const ownValue = <Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined => (record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined)

/** A list's items; none of what is no list. */
export const itemsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
