import type { DataPath } from './mistake.ts'

const inYaml = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${inYaml(each)}`)
  return `{ ${entries.join(', ')} }`
}

/** The number of `30s`, and the port of `http://127.0.0.1:8080`. */
const itsNumber = /^\d+(?=[a-z]+$)|(?<=:)\d+(?=\/?$)/i

/**
 * Says what to write at a place, ready to be copied. A number that was written there alone is kept: `8080` is the port of
 * the address, `30` the amount that lacks its unit.
 *
 * @param examples - Of the schema. They hold nothing that YAML wants in quotes.
 */
export const writeExample = (
  path: DataPath,
  examples: readonly unknown[],
  value: unknown,
): string | undefined => {
  if (examples.length === 0) return undefined
  const key = path.at(-1)
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value > 0
  const texts = examples.map((each) =>
    isCount ? inYaml(each).replace(itsNumber, String(value)) : inYaml(each),
  )
  const all = [texts.slice(0, -1).join(', '), texts.at(-1)].filter(Boolean).join(' or ')
  return `write ${typeof key === 'string' ? `${key}: ` : ''}${all}`
}
