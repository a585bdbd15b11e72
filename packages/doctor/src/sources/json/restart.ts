/** Knows how the elements of an array begin, and finds the next one after a damage. */
export interface Restart {
  readonly known: boolean
  /** How many bytes before a place may belong to the beginning of an element. */
  readonly reach: number
  /** The first element's bracket stands behind these bytes. */
  learnIndent(before: Buffer): void
  /** The first element's first member has this name. */
  learnName(name: string): void
  /** The place of the bracket of the first element in these bytes, or -1. */
  find(bytes: Buffer): number
}

/** No deeper indent is believed. */
export const maxIndent = 64

/**
 * What is printed with line breaks has an element's bracket alone behind one indent, at which nothing deeper
 * can begin; what is printed without has the same first name in each element. Neither can stand in a string,
 * where line breaks and quotes are escaped.
 */
export function createRestart(): Restart {
  let sign: Buffer | undefined
  let bracket = 0
  return {
    get known() {
      return sign !== undefined
    },
    get reach() {
      return sign === undefined ? 0 : sign.length - 1
    },
    learnIndent(before) {
      const indent = /\n[ \t]*$/.exec(before.toString('latin1'))?.[0]
      if (indent === undefined) return
      sign = Buffer.from(`${indent}{`, 'latin1')
      bracket = indent.length
    },
    learnName(name) {
      sign ??= Buffer.from(`{"${name}":`, 'latin1')
    },
    find(bytes) {
      const found = sign === undefined ? -1 : bytes.indexOf(sign)
      return found < 0 ? -1 : found + bracket
    },
  }
}
