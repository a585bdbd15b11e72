import { isWeak, type Secrecy } from './secret-names.ts'

/** Where a value begins, and what stood before it. */
export interface ValueStart {
  readonly text: string
  readonly nameStart: number
  readonly start: number
  /** As it stands there: `=`, `:`, `%3D`, `=>`, or a longer one. */
  readonly separator: string
  /** The quote that opens the value, with its backslashes, or percent-encoded. */
  readonly opening: string
  readonly secrecy: Secrecy
}

/** A character that was written as an escape, and is no delimiter. */
const escape = String.raw`\\u(?:\{[0-9a-f]{1,6}\}|(?!00(?:[01][0-9a-f]|2[02367]|3[ce]|5c|60))[0-9a-f]{4})`
const inAddress = new RegExp(String.raw`(?:[^\s&"<>#'\\\x60]|'(?![\s,;)\]}.]|$)|${escape})*`, 'iy')
const word = /[^\s"'`<>]*/y
const line = /(?:[^\r\n\\]|\\(?![nr]|u000[ad]))*/y
/** A line that goes on in the next (RFC 9112, section 5.2; a text of YAML): the break and the indentation. */
const fold = /(?:\r?\n|\\r\\n|\\n)([ \t]{1,32})(?=\S)/y
const schemeAndToken = /(?:Bearer|Basic|DPoP|Negotiate|NTLM)\s{1,8}[^\s"'`<>]+/iy
const startsLine = /(?:^|[\r\n]|\\[nr]|\\u000[ad])([\s>*-]{0,16})$/
const closing: Readonly<Record<string, string>> = { '“': '”', '‘': '’' }

/**
 * Finds where a value ends: at its closing quote, at the delimiter of the query, form or encoded text that it stands
 * in, or with its line. Where that is in doubt, too much is taken rather than too little.
 */
export function endOfValue(value: ValueStart): number {
  const { text, start, separator, opening } = value
  if (opening.startsWith('%')) return encodedQuote(text, start, opening)
  if (opening.startsWith('&')) return endBefore(text, start, [opening, '"', '<'])
  if (closing[opening] !== undefined) return endBefore(text, start, [closing[opening], '\n'])
  if (opening !== '') return closingQuote(text, start, opening)
  if (separator.startsWith('%')) return encodedDelimiter(text, start, separator)
  if ('[{'.includes(text[start] ?? ' ') && separator === ':' && value.secrecy !== 'long')
    return endOfList(text, start)
  if (separator === '=' || separator.startsWith('&') || separator.startsWith('\\'))
    return match(inAddress, text, start)
  return /^\r?\n/.test(separator) ? match(line, text, start) : endInText(value)
}

/** No secret between such quotes is longer. */
const maxQuoted = 1024

function endBefore(text: string, start: number, ends: readonly string[]): number {
  const near = text.slice(start, start + maxQuoted)
  return start + Math.min(...ends.map((end) => near.indexOf(end)).map((at) => (at === -1 ? near.length : at)))
}

const listToken = /(?<!\\)\\*["'][^"'\\]*\\*["']|[[\]{}]/g

/** The end of the list or object of JSON that begins here, or of the text. */
function endOfList(text: string, start: number): number {
  let depth = 0
  listToken.lastIndex = start
  for (let found = listToken.exec(text); found; found = listToken.exec(text)) {
    if ('[{'.includes(found[0])) depth += 1
    else if (']}'.includes(found[0])) depth -= 1
    if (depth === 0) return listToken.lastIndex
  }
  return text.length
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
  const indented = startsLine.exec(text.slice(Math.max(0, nameStart - 18), nameStart))?.[1]
  if (indented !== undefined && !isWeak(secrecy)) return foldedLine(text, start, indented.length)
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
    case 'code':
    case 'long':
      return match(word, text, start)
  }
}

/** A line and those after it that are indented deeper. */
function foldedLine(text: string, start: number, indented: number): number {
  let end = match(line, text, start)
  fold.lastIndex = end
  for (let found = fold.exec(text); found && found[1]!.length > indented; found = fold.exec(text)) {
    end = match(line, text, fold.lastIndex)
    fold.lastIndex = end
  }
  return end
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}
