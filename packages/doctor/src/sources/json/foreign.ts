/** Members of a value of unknown shape: what is of another type than asked for counts as absent. */
export type Foreign = Readonly<Record<string, unknown>>

const none: Foreign = {}

/** The value, if it is an object; else one without members. */
export function objectIn(value: unknown): Foreign {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Foreign) : none
}

/** The value's elements, if it is an array. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value, if it is a text with something in it. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value, if it is a number or a text that is one. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.length < 32 && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
