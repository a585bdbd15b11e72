// oxlint-disable-next-line no-control-regex -- colours of terminals begin with the control character ESC
const colours = /\u001B\[[0-9;?]{0,24}[A-Za-z]/g
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFFC]/g
const wideSpaces = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/g
const quoting = /^(?: {0,40}(?:>|\/\/(?![^ /])|[#*|])){1,8} ?/
const escapes = /\\u([0-9a-fA-F]{4})|'\\''|\\(["'])|\\r\\n/g
const entities = /&(?:#39|#x27|apos|quot|lt|gt|amp);/g
const entityTexts: Readonly<Record<string, string>> = {
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
}
const notPlain = /[^\x20-\x7E]/

/**
 * A line freed of what its way here has added: colours of a terminal, the quoting marks of mail, Markdown and
 * comments, invisible characters, curly quotes, escapes of JSON, JavaScript and HTML. White space at both ends
 * goes too.
 */
export function cleanLine(text: string): string {
  let cleaned = text
  if (notPlain.test(cleaned)) {
    cleaned = cleaned
      .replaceAll(colours, '')
      .replaceAll(invisible, '')
      .replaceAll(wideSpaces, ' ')
      .replaceAll(/[‘’‚‛]/g, "'")
      .replaceAll(/[“”„‟]/g, '"')
  }
  if (cleaned.includes('\\')) cleaned = cleaned.replaceAll(escapes, unescape)
  if (cleaned.includes('&')) cleaned = cleaned.replaceAll(entities, (entity) => entityTexts[entity] ?? entity)
  return cleaned.replace(quoting, '').trim()
}

function unescape(escape: string, hex: string | undefined, quote: string | undefined): string {
  if (escape === '\\r\\n') return ' '
  if (hex === undefined) return quote ?? "'"
  const code = Number.parseInt(hex, 16)
  if (code < 0x20 || code === 0xa0) return ' '
  if (code === 0x2018 || code === 0x2019) return "'"
  if (code === 0x201c || code === 0x201d) return '"'
  return code >= 0x200b && code <= 0x200f ? '' : String.fromCharCode(code)
}
