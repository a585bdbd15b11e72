import { Lexer, LineCounter, parseDocument, Parser, type Document } from 'yaml'
import { checkNodes, quoteIt } from './check-nodes.ts'
import { mistake, type LocatedMistake, type TextMistake } from './mistake.ts'

const deepest = 64
const mostShown = 20

/** A file's text as YAML: its data, and the document that knows the place of each part. */
export type ParsedYaml =
  | { readonly ok: true; readonly data: unknown; readonly document: Document; readonly lines: LineCounter }
  | { readonly ok: false; readonly mistakes: readonly LocatedMistake[] }

/**
 * Where the nesting becomes too deep to be composed: the composer recurses, and V8 ends the whole process when the
 * stack runs out inside a regular expression. The parser keeps a stack of its own.
 */
const tooDeep = (text: string): TextMistake | undefined => {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) if (token.type === 'error') break
    if (parser.stack.length > deepest) {
      const start = Math.min(parser.offset, text.length)
      return { start, message: 'this is nested too deeply', fix: 'no configuration needs so many levels' }
    }
  }
  return undefined
}

/** The library counts lines itself, but misses some where the YAML is broken. */
const countLines = (text: string): LineCounter => {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
}

const anyFix = 'mend the YAML at this place: indentation, quotes, a colon with a space behind it'

/** The library's errors in our words where people meet them often. What they quote of the file is left out. */
const inOurWords = (error: Document['errors'][number]): TextMistake => {
  const [start] = error.pos
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return {
        start,
        end: start + 3,
        message: 'a second document begins here',
        fix: 'put everything into one: remove this line',
      }
    case 'TAB_AS_INDENT':
      return { start, message: 'a tab indents this line', fix: 'indent with spaces' }
    case 'TAG_RESOLVE_FAILED':
      return { start, message: 'this is no tag of YAML', fix: quoteIt }
    default:
      return { start, message: error.message.replace(/: .*$/s, ''), fix: anyFix }
  }
}

const located = (
  { start, end = start + 1, message, fix }: TextMistake,
  lines: LineCounter,
): LocatedMistake => {
  const { line, col } = lines.linePos(start)
  const width = Math.max(1, end - start)
  return { ...mistake('config/syntax', [], message, fix), line, column: col, width }
}

const dataOf = (document: Document): { readonly data: unknown } | TextMistake => {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) as unknown }
  } catch {
    return { start: 0, message: 'the aliases multiply each other', fix: 'write the values where they belong' }
  }
}

/**
 * Parses a text as one YAML 1.2 document; JSON is YAML too.
 *
 * Refused besides what is no YAML: more than 64 levels, tags (nothing reads them, so they would mean nothing),
 * YAML 1.1 (other words are other values there), keys that are no text, aliases that multiply or contain themselves.
 */
export const parseYaml = (text: string): ParsedYaml => {
  const lines = countLines(text)
  const refuse = (found: readonly TextMistake[]): ParsedYaml => ({
    ok: false,
    mistakes: found.slice(0, mostShown).map((each) => located(each, lines)),
  })
  const deep = tooDeep(text)
  if (deep) return refuse([deep])
  // Unique keys are `check-nodes.ts`'s to check: the library compares each key with each.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false })
  if (document.errors.length > 0) return refuse(document.errors.map(inOurWords))
  const odd = checkNodes(document)
  if (odd.length > 0) return refuse(odd)
  const made = dataOf(document)
  return 'data' in made ? { ok: true, data: made.data, document, lines } : refuse([made])
}
