/** How many texts of one record are looked at, how deep it may nest, and how often JSON may stand within JSON. */
const maxTexts = 500
const maxDepth = 32
const maxNested = 3

/**
 * The texts of a log record that is one JSON object: of pino, Serilog, Application Insights, Docker… JSON
 * within a text (Docker wraps what its containers write) is taken apart too.
 *
 * @param line One line. At most 500 texts are taken, from at most 32 levels.
 * @returns undefined when the line is no JSON object.
 */
export function jsonTexts(line: string): readonly string[] | undefined {
  const texts: string[] = []
  return addTexts(line, texts, maxNested) ? texts : undefined
}

function addTexts(text: string, texts: string[], nested: number): boolean {
  const trimmed = text.trim().replace(/,$/, '')
  if (nested === 0 || !trimmed.startsWith('{') || !trimmed.endsWith('}')) return false
  let value: unknown
  try {
    value = JSON.parse(trimmed)
  } catch {
    return false
  }
  walk(value, texts, maxDepth, nested)
  return true
}

function walk(value: unknown, texts: string[], depth: number, nested: number): void {
  if (texts.length >= maxTexts || depth === 0) return
  if (typeof value === 'string') {
    if (!addTexts(value, texts, nested - 1)) texts.push(value)
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) walk(member, texts, depth - 1, nested)
  }
}
