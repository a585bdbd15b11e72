import { Composer, Document, Lexer, LineCounter, Parser, type CST, type YAMLError } from 'yaml'
import { checkNodes, quoteIt } from './check-nodes.ts'
import { mistake, type LocatedMistake, type TextMistake } from './mistake.ts'

const deepest = 64
const mostShown = 20

/** A file's text as YAML: its data, and the document that knows the place of each part. */
export type ParsedYaml =
  | { readonly ok: true; readonly data: unknown; readonly document: Document; readonly lines: LineCounter }
  | { readonly ok: false; readonly mistakes: readonly LocatedMistake[] }

/**
 * The tokens of a text, unless they are nested too deeply to be composed: the composer recurses, and V8 ends the whole
 * process when the stack runs out inside a regular expression. The parser keeps a stack of its own.
 */
const tokensOf = (text: string): readonly CST.Token[] | TextMistake => {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    if (parser.stack.length > deepest) {
      const start = Math.min(parser.offset, text.length)
      return { start, message: 'this is nested too deeply', fix: 'no configuration needs so many levels' }
    }
  }
  return [...tokens, ...parser.end()]
}

/** The library counts lines itself, but misses some where the YAML is broken. */
const countLines = (text: string): LineCounter => {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
}

const anyFix = 'mend the YAML at this place: indentation, quotes, a colon with a space behind it'

/** A bracket that is never closed; or pasted JSON, which YAML takes only when it is indented like all else. */
const openBracket = (start: number, [open, close]: readonly [string, string]): TextMistake => ({
  start,
  message: `the ${open} above is not closed, and this line is indented too little to belong to it`,
  fix: `close it with ${close}, or indent all that stands in it deeper than the line it begins in, with spaces`,
})

const openQuote = (start: number): TextMistake => ({
  start,
  message: 'a quotation is not closed anywhere before this',
  fix: 'close it with the quote that it begins with, on the line where it begins',
})

const noEntry = {
  message: 'between the entries of a list, this line is none',
  fix: 'indent it like the keys of the entry above it, or put a dash and a space before it',
}

/** The library's errors in our words where people meet them often. What they quote of the file is left out. */
const inOurWords = ({ code, message, pos: [start] }: YAMLError): TextMistake => {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { start, message: 'a tab indents this line', fix: 'indent with spaces' }
    case 'TAG_RESOLVE_FAILED':
      return { start, message: 'this is no tag of YAML', fix: quoteIt }
    case 'BAD_INDENT':
      if (message.startsWith('Flow map')) return openBracket(start, ['{', '}'])
      if (message.startsWith('Flow sequence')) return openBracket(start, ['[', ']'])
      return { start, message, fix: anyFix }
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        start,
        message: 'this line is no key with a value',
        fix: 'write a colon and a space behind the key',
      }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        start,
        message: 'another key follows where a value should end',
        fix: 'put a value that has a colon in it into quotes; otherwise indent the next line like this one',
      }
    case 'UNEXPECTED_TOKEN':
      return {
        start,
        message: 'this does not belong here',
        fix: 'before it, a comma or a colon is missing, a bracket or a quote is not closed, or the indentation differs',
      }
    case 'MISSING_CHAR':
      if (message.startsWith('Missing closing')) return openQuote(start)
      if (message.startsWith('Sequence item')) return { start, ...noEntry }
      return { start, message, fix: anyFix }
    default:
      return { start, message: message.replace(/: .*$/s, ''), fix: anyFix }
  }
}

/** Errors that are what they say wherever they stand. After any other the library stumbles over what follows. */
const isSure = ({ code }: YAMLError): boolean => code === 'TAB_AS_INDENT' || code === 'TAG_RESOLVE_FAILED'

/** What is wrong with a document as YAML: of errors that may follow from each other, the first. */
const toldOf = ({ errors }: Document): readonly TextMistake[] => {
  const first = errors.find((error) => !isSure(error))
  return errors.filter((error) => error === first || isSure(error)).map(inOurWords)
}

const secondDocument = ({ range }: Document.Parsed): TextMistake => ({
  start: range[0],
  end: range[0] + 3,
  message: 'a second document begins here',
  fix: 'put everything into one: remove this line',
})

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
  const tokens = tokensOf(text)
  if ('start' in tokens) return refuse([tokens])
  // Unique keys are `check-nodes.ts`'s to check: the library compares each key with each.
  const composer = new Composer({ uniqueKeys: false })
  const [document = new Document(null), second] = composer.compose(tokens, true, text.length)
  const wrong = [...toldOf(document), ...(second ? [secondDocument(second)] : [])]
  if (wrong.length > 0) return refuse(wrong)
  const odd = checkNodes(document)
  if (odd.length > 0) return refuse(odd)
  const made = dataOf(document)
  return 'data' in made ? { ok: true, data: made.data, document, lines } : refuse([made])
}
