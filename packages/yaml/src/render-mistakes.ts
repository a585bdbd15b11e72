import { maskSecrets } from './mask-secrets.ts'
import { writePath, type LocatedMistake } from './mistake.ts'
import { showText } from './show-value.ts'

/** How much of a line is shown, and how much of it before the mistake when the line is longer. */
const shown = { width: 100, before: 40 }

const excerpt = (line: string, { line: number, column, width }: LocatedMistake): string => {
  const start = column + Math.min(width, shown.before) <= shown.width ? 0 : column - 1 - shown.before
  const piece = line.slice(start, start + shown.width)
  const left = start > 0 ? '…' : ''
  const right = start + shown.width < line.length ? '…' : ''
  const at = column - 1 - start
  const caret = ' '.repeat(left.length + at) + '^'.repeat(Math.max(1, Math.min(width, piece.length - at)))
  // A tab or a control character would move the caret, or more.
  const clean = piece.replace(/\p{C}/gu, (character) => ' '.repeat(character.length))
  return `${String(number).padStart(5)} | ${left}${clean}${right}\n${' '.repeat(5)} | ${caret}`
}

/**
 * Writes mistakes for a terminal: `file:line:column`, what is wrong, the line with a caret, the fix.
 *
 * @param file - The name to show.
 * @param source - The text that was read, for the excerpts. References are shown as written, not resolved;
 * secrets in words are masked.
 */
export const renderMistakes = (file: string, source: string, mistakes: readonly LocatedMistake[]): string => {
  const lines = maskSecrets(source).split(/\r?\n/)
  return mistakes
    .map((found) => {
      const where = showText(writePath(found.path))
      const head = `${file}:${found.line}:${found.column} ${found.code}${where ? ` ${where}` : ''}`
      const line = excerpt(lines[found.line - 1] ?? '', found)
      return `${head}\n  ${found.message}\n${line}\n  fix: ${found.fix}\n`
    })
    .join('\n')
}
