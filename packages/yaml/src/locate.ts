import { isMap, isNode, isPair, isSeq, type Document, type LineCounter } from 'yaml'
import type { Mistake, LocatedMistake } from './mistake.ts'

interface Span {
  readonly start: number
  readonly end: number
}

const spanOf = (node: unknown): Span | undefined =>
  isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : undefined

/** Of a mapping its first key: the whole of it would be many lines. */
const placeOf = (node: unknown): Span | undefined =>
  (isMap(node) ? spanOf(node.items[0]?.key) : undefined) ?? spanOf(node)

/** The place of a path in the document: the deepest part of it that is there. */
const find = (document: Document, found: Mistake): Span => {
  let node: unknown = document.contents
  let span = placeOf(node) ?? { start: 0, end: 1 }
  for (const [depth, part] of found.path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(part))
      if (!pair) break
      const key = spanOf(pair.key)
      node = pair.value
      const last = depth === found.path.length - 1
      const inside = spanOf(node)
      const empty = inside === undefined || inside.start === inside.end
      span = (last && found.atKey) || empty || isMap(node) || isSeq(node) ? (key ?? span) : inside
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      span = placeOf(node) ?? span
    } else break
  }
  return span
}

/** Finds the place of each mistake in the file. What is missing is shown at the key it is missing from. */
export const locate = (
  mistakes: readonly Mistake[],
  document: Document,
  lines: LineCounter,
): LocatedMistake[] =>
  mistakes
    .map((found) => {
      const span = find(document, found)
      const { line, col } = lines.linePos(span.start)
      const end = lines.linePos(span.end)
      return { ...found, line, column: col, width: end.line === line ? Math.max(1, end.col - col) : 1 }
    })
    .sort((a, b) => a.line - b.line || a.column - b.column)
