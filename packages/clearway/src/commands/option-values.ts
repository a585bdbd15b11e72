import { textOf, type CommandValues } from './command.ts'

/** An option's port: 0, which is any free one, to 65535; undefined if it is none. */
export const portOf = (values: CommandValues, name: string, otherwise: number): number | undefined => {
  const text = textOf(values, name) ?? String(otherwise)
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

const units = { s: 1, m: 60, h: 3600 } as const
const daySeconds = 86_400

/** A duration as it was written, and in seconds. */
export interface Span {
  readonly text: string
  readonly seconds: number
}

/** An option's duration of up to a day, such as 20s or 5m; undefined if it is none. */
export const spanOf = (values: CommandValues, name: string, otherwise: string): Span | undefined => {
  const match = /^([1-9]\d{0,4})([smh])?$/.exec(textOf(values, name) ?? otherwise)
  if (!match) return undefined
  const [, count = '', unit = 's'] = match
  const seconds = Number(count) * units[unit as keyof typeof units]
  return seconds <= daySeconds ? { text: `${count}${unit}`, seconds } : undefined
}
