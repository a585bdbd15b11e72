/** The longest text that is looked at, in characters. */
const maxLength = 16 * 1024

/**
 * A text without its white space and with plain quotes: what is left of a message when mail, chat programs
 * and terminals have wrapped it, indented it and made its quotes curly. Texts are compared in this form.
 */
export interface Squeezed {
  readonly letters: string
  /** The text as it was. */
  readonly source: string
  /** Where each letter stands in `source`. */
  readonly at: Uint32Array
}

/** Squeezes the first 16 kB of a text. */
export function squeeze(source: string): Squeezed {
  const length = Math.min(source.length, maxLength)
  const at = new Uint32Array(length)
  let letters = ''
  for (let index = 0; index < length; index++) {
    const code = source.charCodeAt(index)
    if (isBlank(code)) continue
    at[letters.length] = index
    letters += code < 0x80 && code !== 0x60 ? source[index] : plainQuote(code)
  }
  return { letters, source, at }
}

/** White space, and what takes no room: control characters, soft hyphens, zero-width and direction marks, the mark that chat programs leave for an icon. */
function isBlank(code: number): boolean {
  if (code <= 0x20) return true
  if (code < 0x7f) return false
  return (
    code <= 0xa0 ||
    code === 0xad ||
    code === 0x1680 ||
    code === 0x180e ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff ||
    code === 0xfffc
  )
}

function plainQuote(code: number): string {
  if (code === 0x60 || code === 0xb4 || (code >= 0x2018 && code <= 0x201b) || code === 0x2032) return "'"
  return code >= 0x201c && code <= 0x201f ? '"' : String.fromCharCode(code)
}

const brokenScheme = /h\s*t\s*t\s*p\s*s?\s*:\s*\/\s*\//g
const brokenAddress = /(https?:\/\/[^\s,]{0,2048})\s{0,40}\n\s{0,40}(?!https?:|['"])(?=[^\s,])/g

/** The letters of a span, in the wording of the source with single spaces, and with none where a terminal has broken an address. */
export function spanOf(text: Squeezed, start: number, end: number): string {
  if (end <= start) return ''
  const source = text.source.slice(text.at[start], (text.at[end - 1] ?? 0) + 1)
  return withWholeAddresses(source).replaceAll(/\s+/g, ' ').trim()
}

/** Takes the line breaks out of addresses. */
function withWholeAddresses(source: string): string {
  if (!source.includes('\n')) return source
  return source
    .replaceAll(brokenScheme, (scheme) => scheme.replaceAll(/\s/g, ''))
    .replaceAll(brokenAddress, '$1')
}

/** Where the run of letters that begins at a letter ends: at the next white space of the source. */
export function endOfWord(text: Squeezed, start: number): number {
  let end = start
  while (end < text.letters.length && (end === start || text.at[end] === (text.at[end - 1] ?? 0) + 1)) end++
  return end
}
