import { hideValue } from './hide-value.ts'
import { isWeak, secrecyOf, type Secrecy } from './secret-names.ts'
import { endOfValue } from './value-end.ts'

/** A letter, dash or underscore that is written as an escape. */
const escapedLetter = String.raw`(?:%(?:25){0,4}|\\u00)(?:[46][1-9a-f]|[57][0-9a]|5f|2d)`

const quote = String.raw`(?:\\*["'\`]|&(?:quot|apos|#34|#39|#x22|#x27);)`
const encodedQuote = String.raw`%(?:25){0,4}2[27]`
const openingQuote = String.raw`((?:${quote}|${encodedQuote}|[“‘])?)`

/** What may stand before a name: nothing of a name, or the escape of a delimiter, or the dashes of an option. */
const prefix = String.raw`((?<![\w.$-])-{0,2}|%(?:25){0,4}[0-9a-f]{2}|\\u00[0-9a-f]{2}|\\[nrt])`

const name = String.raw`((?:[A-Za-z_.$]|${escapedLetter})(?:[\w.$-]|${escapedLetter}){0,63})(?!\w|${escapedLetter})`

/** `tokens[]`, `token[0]`, `auth[token]`, `headers['token']`. */
const index = String.raw`(?:\[\w{0,16}\]|%5B\w{0,16}%5D|\]|%5D)?`

/** `=` and `:` and how encodings and programs write them. */
const separator = String.raw`(=>|:=|=|:|->|→|%(?:25){0,4}3[AD]|\\[ux](?:00)?3[ad]|&(?:equals|colon|#61|#58|#x3[ad]);)`

/** `"name": "…", "path": "/", "value": "…"` as in HAR. */
const member = String.raw`\s{0,8},\s{0,8}\\*"[\w-]{1,32}\\*"\s{0,8}:\s{0,8}(?:\\*"[^"\\]{0,100}\\*"|[\w.-]{1,32})`
/** `name="…" type="hidden" value="…"` as in the forms that answer with form_post. */
const attribute = String.raw`\s{1,8}(?!value|content)[\w:-]{1,32}=(?:\\*"[^"\\<>]{0,100}\\*"|'[^'<>]{0,100}')`

const apart = [
  String.raw`(?:${member}){0,6}?\s{0,8},\s{0,8}\\*"value\\*"\s{0,8}:`,
  String.raw`(?:${attribute}){0,6}?\s{1,8}(?:value|content)=`,
  // The body of a part of multipart/form-data.
  String.raw`\r?\n\r?\n`,
  // The next item of a list, the next argument of a call.
  String.raw`\s{0,8},(?=\s{0,8}\\*["'\`])`,
].join('|')

const named = new RegExp(
  prefix +
    name +
    `(?:${index}(?:${quote}|${encodedQuote})?${index}(?:` +
    String.raw`[ \t]{0,8}${separator}|(?<=["'\`])\s{1,8}(=>|=|:)(?=\s{0,8}["'\`\d]))(?:(?<=["'\`]\s{0,8}:)\s{0,32}(?=["']))?` +
    String.raw`|\\*["'\`](${apart}))[ \t]{0,8}${openingQuote}`,
  'gi',
)

/** So many characters tell a secret from a sentence or an address. */
const enoughToTell = 256

/**
 * Hides the values behind names that announce a secret: behind `=` or `:`, with quotes around either, the same
 * percent-encoded (several times over) or escaped; as name and value of a form's field or of a member of HAR; in
 * multipart bodies and in lists of pairs.
 */
export function hideNamedValues(text: string): string {
  const pieces: string[] = []
  let done = 0
  named.lastIndex = 0
  for (let match = named.exec(text); match; match = named.exec(text)) {
    const [all, before = '', written = '', plain, spaced, away, opening = ''] = match
    const start = match.index + all.length
    const nameStart = match.index + before.length
    const between = plain ?? spaced ?? away ?? ''
    const secrecy = secrecyBehind(written, between)
    if (secrecy === undefined || (secrecy === 'in-address' && namesAnother(text, start))) {
      // What follows is looked at again: it may be a name itself, as in `next=code=…`.
      named.lastIndex = nameStart + written.length
      continue
    }
    const place = /^(?:=$|%.*D$|\\.*d$|&(?:equals|#61|#x3d);$)/i.test(between) ? 'address' : 'elsewhere'
    const found = { nameStart, start, separator: between, opening, secrecy }
    const weak = isWeak(secrecy)
    // The beginning tells whether it is a secret: a long text that names many is not read anew behind each.
    const near = weak ? text.slice(0, start + enoughToTell) : text
    const nearEnd = endOfValue({ text: near, ...found })
    const value = text.slice(start, nearEnd)
    const shown = hideValue(value, secrecy, place)
    if (shown === value) {
      // A sentence or an address stays, but for what it names itself.
      named.lastIndex = weak ? start : nearEnd
      continue
    }
    pieces.push(text.slice(done, start), shown)
    const end = nearEnd < near.length ? nearEnd : endOfValue({ text, ...found })
    done = end
    named.lastIndex = end
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}

/** What follows a name in a list may be another name: it has to look like a secret. */
function secrecyBehind(written: string, between: string): Secrecy | undefined {
  const secrecy = secrecyOf(unescaped(written))
  return secrecy !== undefined && /^\s*,$/.test(between) ? 'in-address' : secrecy
}

/** `key="ClientSecret" value="…"`: what stands behind the name is a name. */
function namesAnother(text: string, start: number): boolean {
  const value = /^[A-Za-z][\w.-]{2,63}(?=\\*["'] )/.exec(text.slice(start, start + 70))?.[0]
  return value !== undefined && secrecyOf(value) !== undefined
}

function unescaped(written: string): string {
  return written.replaceAll(/(?:%(?:25){0,4}|\\u00)([0-9a-f]{2})/gi, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
