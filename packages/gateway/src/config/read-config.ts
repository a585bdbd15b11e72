import { LineCounter, parseDocument } from 'yaml'
import { checkCombinations } from './check-combinations.ts'
import { checkSchema } from './check-schema.ts'
import { locate } from './locate.ts'
import { mistake, type LocatedMistake } from './mistake.ts'
import { resolveReferences, type ReferenceSources } from './references.ts'
import type { Config } from './schema.ts'
import { soundParts } from './sound-parts.ts'

const largestFile = 1_000_000

/** A configuration that was read, or everything that is wrong with it. */
export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly mistakes: readonly LocatedMistake[] }

const syntaxMistake = (message: string, line = 1, column = 1): LocatedMistake => ({
  ...mistake(
    'config/syntax',
    [],
    message,
    'mend the YAML at this place: indentation, quotes, a colon with a space behind it',
  ),
  line,
  column,
  width: 1,
})

/**
 * Reads a configuration's text: YAML, references, schema, combinations.
 *
 * Reports every mistake at once, each with its place in the text. Does no network I/O: hosts are not looked up.
 *
 * @param text - The file's content; JSON is YAML too.
 */
export const readConfig = (text: string, sources: ReferenceSources): ReadConfig => {
  if (text.length > largestFile)
    return { ok: false, mistakes: [syntaxMistake('the file is larger than 1 MB')] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  if (document.errors.length > 0) {
    const mistakes = document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0])
      return syntaxMistake(error.message, line, col)
    })
    return { ok: false, mistakes }
  }
  const {
    data,
    mistakes: unresolved,
    secret,
  } = resolveReferences(document.toJS({ maxAliasCount: 50 }), sources)
  const unresolvedPaths = new Set(unresolved.map(({ path }) => JSON.stringify(path)))
  const mistakes = [
    ...unresolved,
    ...checkSchema(data, secret).filter(({ path }) => !unresolvedPaths.has(JSON.stringify(path))),
    ...checkCombinations(soundParts(data)),
  ]
  if (mistakes.length > 0) return { ok: false, mistakes: locate(mistakes, document, lines) }
  return { ok: true, config: data as Config }
}
