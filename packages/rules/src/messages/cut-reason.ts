import type { Reason } from './reason.ts'
import type { Squeezed } from './squeezed.ts'
import { isBegunBy } from './template.ts'

/** Shorter beginnings could be of anything; a longer text is no reason. */
const leastLetters = 16
const mostLetters = 4096

/** What people put where they leave the rest of a line out. */
const ellipsis = /(?:…|\.{3})\)?$/

/** A reason of which the line has the beginning. */
export interface CutReason {
  readonly reason: Reason
  /** Where its letters end, before the ellipsis. */
  readonly end: number
}

/**
 * The reason whose beginning stands at a letter, with an ellipsis behind it that ends the text. Undefined where
 * reasons of several problems begin like this.
 */
export function cutReason(rows: readonly Reason[], text: Squeezed, from: number): CutReason | undefined {
  const end = ellipsis.exec(text.letters.slice(-4))
  if (end === null) return undefined
  const until = text.letters.length - end[0].length
  if (until - from < leastLetters || until - from > mostLetters) return undefined
  const letters = text.letters.slice(from, until)
  const fitting = rows.filter(({ template }) => isBegunBy(template, letters))
  const [first] = fitting
  return first && fitting.every(({ code }) => code === first.code) ? { reason: first, end: until } : undefined
}
