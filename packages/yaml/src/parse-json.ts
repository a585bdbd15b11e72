const deepest = 64

/** How many keys there are in a value; NaN where it is nested too deeply. */
const countKeys = (value: unknown, depth = 0): number => {
  if (typeof value !== 'object' || value === null) return 0
  if (depth === deepest) return Number.NaN
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  const own = Array.isArray(value) ? 0 : parts.length
  return parts.reduce<number>((sum, part) => sum + countKeys(part, depth + 1), own)
}

/** How many keys are written in a text that is JSON: strings with a colon behind them. */
const countWrittenKeys = (json: string): number => {
  const colon = /[ \t\r\n]*:/y
  let count = 0
  let end = -1
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', end + 1)) {
    end = start
    do {
      end = json.indexOf('"', end + 1)
    } while (isEscaped(json, end))
    colon.lastIndex = end + 1
    if (colon.test(json)) count += 1
  }
  return count
}

/** Whether an odd number of backslashes stands before a place. */
const isEscaped = (json: string, at: number): boolean => {
  let first = at
  while (json[first - 1] === '\\') first -= 1
  return (at - first) % 2 === 1
}

/**
 * Reads a text as JSON, in a small part of the time that it takes as YAML, for the same data.
 *
 * @returns Undefined for what is no JSON, and for what `parseYaml` tells mistakes of although it is: keys that stand
 * twice, which the data has once, and more than 64 levels.
 */
export const parseJson = (text: string): { readonly data: unknown } | undefined => {
  try {
    const data: unknown = JSON.parse(text)
    return countKeys(data) === countWrittenKeys(text) ? { data } : undefined
  } catch {
    return undefined
  }
}
