import type { Secrecy } from './secret-names.ts'

/** Where a value begins, and what stood before it. */
export interface ValueStart {
  readonly text: string
  readonly nameStart: number
  readonly start: number
  /** As it stands there: `=`, `:`, `%3D`, or a longer one. */
  readonly separator: string
  /** The quote that opens the value, with its backslashes, or percent-encoded. */
  readonly opening: string | undefined
  readonly secrecy: Secrecy
}

const inAddress = /(?:[^\s&"<>#'\\`]|'(?![\s,;)\]}.]|$))*/y
const word = /[^\s"'`<>]*/y
const line = /(?:[^\r\n\\]|\\(?![nr]))*/y
const schemeAndToken = /(?:Bearer|Basic|DPoP|Negotiate|NTLM)\s{1,8}[^\s"'`<>]+/iy
const startsLine = /(?:^|[\r\n]|\\[nr])[\s>*-]{0,16}$/

/**
 * Finds where a value ends: at its closing quote, at the delimiter of the query, form or encoded text that it stands
 * in, or with its line. Where that is in doubt, too much is taken rather than too little.
 */
export function endOfValue(value: ValueStart): number {
  const { text, start, separator, opening } = value
  if (opening?.startsWith('%')) return encodedQuote(text, start, opening)
  if (opening !== undefined) return closingQuote(text, start, opening)
  if (separator.startsWith('%')) return encodedDelimiter(text, start, separator)
  if (separator === ':') return endInText(value)
  return /^\s/.test(separator) ? match(line, text, start) : match(inAddress, text, start)
}

/** A quote with no more backslashes than the opening one: inside JSON inside JSON, `\"` closes and `\\\"` does not. */
function closingQuote(text: string, start: number, opening: string): number {
  const quote = opening.slice(-1)
  for (let at = text.indexOf(quote, start); at !== -1; at = text.indexOf(quote, at + 1)) {
    let first = at
    while (first > start && text[first - 1] === '\\') first -= 1
    if (at - first <= opening.length - 1) return first
  }
  return text.length
}

function encodedQuote(text: string, start: number, opening: string): number {
  const backslash = `${opening.slice(0, -2)}5C`.toLowerCase()
  const stop = new RegExp(`${opening}|[\\s"'\`<>]`, 'gi')
  stop.lastIndex = start
  for (let found = stop.exec(text); found; found = stop.exec(text)) {
    const { index } = found
    const before = text.slice(Math.max(start, index - backslash.length), index).toLowerCase()
    if (found[0].length === 1 || before !== backslash) return index
  }
  return text.length
}

/** An encoded delimiter of the separator's own depth: behind `%253D` that is `%2526`, and `%26` another's. */
function encodedDelimiter(text: string, start: number, separator: string): number {
  const depth = (separator.length - 3) / 2
  const delimiter = new RegExp(`[\\s&"'<>#\`\\\\]|%(?:25){0,${depth}}(?:26|23|22|0A|0D|7D)`, 'gi')
  delimiter.lastIndex = start
  return delimiter.exec(text)?.index ?? text.length
}

function endInText({ text, nameStart, start, secrecy }: ValueStart): number {
  const before = text[nameStart - 1] ?? ''
  if (before !== '' && '"\'`'.includes(before)) {
    const closing = closingQuote(text, start, before)
    return start + match(line, text.slice(start, closing), 0)
  }
  const weak = secrecy === 'in-address' || secrecy === 'long'
  if (!weak && startsLine.test(text.slice(Math.max(0, nameStart - 18), nameStart)))
    return match(line, text, start)
  switch (secrecy) {
    case 'authorization': {
      const end = match(schemeAndToken, text, start)
      return end > start ? end : match(line, text, start)
    }
    case 'cookie':
    case 'set-cookie':
    case 'header':
      return match(line, text, start)
    case 'always':
    case 'in-address':
    case 'long':
      return match(word, text, start)
  }
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}
