import { writePath, type LocatedMistake } from './mistake.ts'

const excerpt = (line: string, number: number, column: number, width: number): string => {
  const gutter = String(number).padStart(5)
  const shown = line.slice(0, 160)
  const caret = ' '.repeat(Math.min(column - 1, 160)) + '^'.repeat(Math.max(1, Math.min(width, 161 - column)))
  return `${gutter} | ${shown}\n${' '.repeat(5)} | ${caret}`
}

/**
 * Writes mistakes for a terminal: `file:line:column`, what is wrong, the line with a caret, the fix.
 *
 * @param file - The name to show.
 * @param source - The text that was read, for the excerpts. References are shown as written, not resolved.
 */
export const renderMistakes = (file: string, source: string, mistakes: readonly LocatedMistake[]): string => {
  const lines = source.split(/\r?\n/)
  return mistakes
    .map((found) => {
      const where = writePath(found.path)
      const head = `${file}:${found.line}:${found.column} ${found.code}${where ? ` ${where}` : ''}`
      const line = excerpt(lines[found.line - 1] ?? '', found.line, found.column, found.width)
      return `${head}\n  ${found.message}\n${line}\n  fix: ${found.fix}\n`
    })
    .join('\n')
}
