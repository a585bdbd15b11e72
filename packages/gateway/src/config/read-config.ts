import { checkCombinations } from './check-combinations.ts'
import { checkSchema } from './check-schema.ts'
import { locate } from './locate.ts'
import { mistake, mostMistakes, type LocatedMistake } from './mistake.ts'
import { parseYaml } from './parse-yaml.ts'
import { resolveReferences, type ReferenceSources } from './references.ts'
import type { Config } from './schema.ts'
import { soundParts } from './sound-parts.ts'

/** Bytes that a configuration may have. */
export const largestFile: number = 1_000_000

/** A configuration that was read, or everything that is wrong with it. */
export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly mistakes: readonly LocatedMistake[] }

const tooLarge: LocatedMistake = {
  ...mistake('config/syntax', [], 'the text is larger than 1 MB', 'keep certificates in files: ${file:path}'),
  line: 1,
  column: 1,
  width: 1,
}

/**
 * Reads a configuration's text: YAML, references, schema, combinations.
 *
 * Reports every mistake at once (500 at most), each with its place in the text. Does no network I/O: hosts are not looked up.
 *
 * @param text - The file's content; JSON is YAML too.
 */
export const readConfig = (text: string, sources: ReferenceSources): ReadConfig => {
  if (Buffer.byteLength(text) > largestFile) return { ok: false, mistakes: [tooLarge] }
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const { data, mistakes: unresolved, referring } = resolveReferences(parsed.data, sources)
  const unresolvedPaths = new Set(unresolved.map(({ path }) => JSON.stringify(path)))
  const mistakes = [
    ...unresolved,
    ...checkSchema(data, referring).filter(({ path }) => !unresolvedPaths.has(JSON.stringify(path))),
    ...checkCombinations(soundParts(data, referring)),
  ]
  if (mistakes.length > 0) {
    const told = mistakes.slice(0, mostMistakes)
    return { ok: false, mistakes: locate(told, parsed.document, parsed.lines) }
  }
  return { ok: true, config: data as Config }
}
