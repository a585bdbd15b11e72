import type { KnownError } from '@clearway/rules/entra'
import { cutText } from '../../cut-text.ts'
import { redact } from '../../redact/redact.ts'

/** How many texts of a JSON answer are taken, and how deep it may nest. */
const maxTexts = 100
const maxDepth = 8

/**
 * An answer’s body as a person reads it: of JSON each text on a line of its own behind its name, of all else the text,
 * with the escapes of JSON and HTML undone. A body that was cut is read as text.
 */
export function readableBody(body: string): string {
  return jsonLines(body) ?? unescaped(body)
}

function jsonLines(body: string): string | undefined {
  if (!/^\s{0,100}[{[]/.test(body)) return undefined
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  const lines: string[] = []
  addLines(value, undefined, lines, maxDepth)
  return lines.join('\n')
}

function addLines(value: unknown, name: string | undefined, lines: string[], depth: number): void {
  if (lines.length >= maxTexts || depth === 0) return
  if (typeof value === 'string' || typeof value === 'number')
    lines.push(`${name === undefined ? '' : `${name}: `}${String(value).replaceAll(/\s+/g, ' ')}`)
  else if (Array.isArray(value)) for (const each of value) addLines(each, name, lines, depth - 1)
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) addLines(each, key, lines, depth - 1)
}

const escapes =
  /\\(?:u([0-9a-fA-F]{4})|r\\n|([nrt"'\\/]))|&(?:#(\d{1,6})|#x([0-9a-fA-F]{1,5})|(quot|apos|lt|gt|amp));/g
const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' }

function unescaped(text: string): string {
  return text.replaceAll(
    escapes,
    (escape: string, unit?: string, letter?: string, decimal?: string, hex?: string, entity?: string) => {
      if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16))
      if (decimal !== undefined) return character(Number.parseInt(decimal, 10)) ?? escape
      if (hex !== undefined) return character(Number.parseInt(hex, 16)) ?? escape
      if (entity !== undefined) return entities[entity] ?? escape
      return letter === undefined || /[nrt]/.test(letter) ? ' ' : letter
    },
  )
}

function character(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

const maxMessage = 500

/**
 * The words of a text around an error that it names, from the error on to the end of its sentence or line: redacted as
 * it is read, then cut. Undefined where the text has no words but the error’s name.
 *
 * @param text - Readable: a body by {@link readableBody}.
 */
export function messageOf(text: string, { code }: Pick<KnownError, 'code'>): string | undefined {
  const at = text.indexOf(code.split(/ ?'?\{/, 1)[0]!)
  if (at === -1) return undefined
  const message = /^[^\n<]*?(?=\n|<|"\s*[,}\]]|$)/.exec(text.slice(at))?.[0].trim() ?? ''
  if (!/\s/.test(message)) return undefined
  const safe = redact(withoutClosingQuote(message))
  return cutText(safe, maxMessage)
}

/** The quote around a message stands before its beginning and at its end. */
function withoutClosingQuote(message: string): string {
  const isOdd = message.split('"').length % 2 === 0
  return isOdd && message.endsWith('"') ? message.slice(0, -1) : message
}
