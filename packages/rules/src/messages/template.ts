import { endOfWord, spanOf, squeeze, type Squeezed } from './squeezed.ts'

/**
 * A message as an engine words it: literals with holes between, `Method {method} is not allowed by …`, and
 * perhaps an ending in square brackets that not every version of the engine writes.
 */
export interface Template {
  /** As it was written down. */
  readonly text: string
  readonly body: Pieces
  readonly ending?: Pieces
}

/** Literals, squeezed, and the names of the holes between them: one literal more than holes. */
interface Pieces {
  readonly literals: readonly string[]
  readonly holes: readonly string[]
  /** The index of the longest literal: it is looked for first. */
  readonly anchor: number
}

/** A template found in a text. */
export interface Found {
  readonly values: Readonly<Record<string, string>>
  /** In squeezed letters. */
  readonly start: number
  readonly end: number
}

/** Longer values are no value of a message. */
const maxValue = 4096

/** How many places of the longest literal are looked at, so that a long text cannot make the search slow. */
const maxTries = 4

/** Makes a template ready for reading and writing. A template begins with a literal. */
export function template(text: string): Template {
  const [body = '', ending] = text.split(/[[\]]/)
  return ending === undefined
    ? { text, body: piecesOf(body) }
    : { text, body: piecesOf(body), ending: piecesOf(ending) }
}

function piecesOf(text: string): Pieces {
  const parts = text.split(/[{}]/)
  const literals = parts.filter((_, index) => index % 2 === 0).map((literal) => squeeze(literal).letters)
  const holes = parts.filter((_, index) => index % 2 === 1)
  const longest = Math.max(...literals.map((literal) => literal.length))
  return { literals, holes, anchor: literals.findIndex((literal) => literal.length === longest) }
}

/**
 * Finds a template anywhere in a text, from a letter on. White space, line breaks and the kind of quotes do
 * not count. The time is linear in the text's length.
 */
export function find(wanted: Template, text: Squeezed, from: number = 0): Found | undefined {
  const { literals, anchor } = wanted.body
  const rare = literals[anchor] ?? ''
  let at = text.letters.indexOf(rare, from)
  for (let tries = 0; at !== -1 && tries < maxTries; tries++) {
    const start = startOf(wanted.body, text, at, from)
    const found = start === undefined ? undefined : matchAt(wanted, text, start)
    if (found !== undefined) return found
    at = text.letters.indexOf(rare, at + 1)
  }
  return undefined
}

/** Goes from the longest literal back to the nearest place where the template can begin. */
function startOf(pieces: Pieces, text: Squeezed, anchorAt: number, from: number): number | undefined {
  let at = anchorAt
  for (let index = pieces.anchor - 1; index >= 0; index--) {
    const literal = pieces.literals[index] ?? ''
    const room = at - literal.length
    if (room < from) return undefined
    const near = text.letters.slice(Math.max(from, room - maxValue), at).lastIndexOf(literal)
    if (near === -1) return undefined
    at = Math.max(from, room - maxValue) + near
  }
  return at
}

/** Matches a template that begins exactly at a letter. */
export function matchAt(wanted: Template, text: Squeezed, start: number): Found | undefined {
  const values: Record<string, string> = {}
  const end = matchPieces(wanted.body, text, start, values)
  if (end === undefined) return undefined
  const more: Record<string, string> = {}
  const ending = wanted.ending === undefined ? undefined : matchPieces(wanted.ending, text, end, more)
  return ending === undefined
    ? { values, start, end }
    : { values: { ...values, ...more }, start, end: ending }
}

/** Tells whether letters that break off somewhere are the beginning of a template, its ending left aside. */
export function isBegunBy({ body: { literals } }: Template, letters: string): boolean {
  const [first = '', ...others] = literals
  if (first.length >= letters.length) return first.startsWith(letters)
  if (!letters.startsWith(first)) return false
  let at = first.length
  for (const literal of others) {
    const found = letters.indexOf(literal, at)
    // It breaks off within the value, or in the words behind it.
    if (found === -1) return true
    at = found + literal.length
  }
  return at === letters.length
}

function matchPieces(
  { literals, holes }: Pieces,
  text: Squeezed,
  start: number,
  values: Record<string, string>,
): number | undefined {
  const first = literals[0] ?? ''
  if (!text.letters.startsWith(first, start)) return undefined
  let at = start + first.length
  for (const [index, hole] of holes.entries()) {
    const next = literals[index + 1] ?? ''
    const end = endOfHole(hole, next, text, at)
    if (end === undefined) return undefined
    values[hole] = valueOf(hole, text, at, end, next === '')
    at = end + next.length
  }
  return at
}

function valueOf(hole: string, text: Squeezed, start: number, end: number, last: boolean): string {
  if (hole === 'value') return spanOf(text, start, end)
  const letters = text.letters.slice(start, end)
  return last ? letters.replace(/[.,:;)]{1,3}$/, '') : letters
}

const status = /(?:\d{1,3}|\(null\))/y

function endOfHole(hole: string, next: string, text: Squeezed, at: number): number | undefined {
  if (hole === 'status') {
    status.lastIndex = at
    const end = at + (status.exec(text.letters)?.[0].length ?? 0)
    return end > at && text.letters.startsWith(next, end) ? end : undefined
  }
  if (next === '') return at < text.letters.length ? Math.min(endOfWord(text, at), at + maxValue) : undefined
  const near = text.letters.slice(at, at + maxValue + next.length).indexOf(next)
  return near === -1 ? undefined : at + near
}

/**
 * Writes a template with values in its holes. The ending is written when all its holes have values;
 * undefined when a value of the body is missing.
 */
export function write(
  wanted: Template,
  values: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const [body = '', ending = ''] = wanted.text.split(/[[\]]/)
  const written = fill(body, values)
  return written === undefined ? undefined : written + (fill(ending, values) ?? '')
}

function fill(text: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  const parts = text.split(/[{}]/).map((part, index) => (index % 2 === 0 ? part : values[part]))
  return parts.includes(undefined) ? undefined : parts.join('')
}
