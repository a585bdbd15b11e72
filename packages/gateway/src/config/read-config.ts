import { readYaml, type ReadYaml, type TextLimit } from '@clearway/yaml'
import { checkCombinations } from './check-combinations.ts'
import { checkSchema } from './check-schema.ts'
import { resolveReferences, type ReferenceSources } from './references.ts'
import type { Config } from './schema.ts'
import { soundParts } from './sound-parts.ts'

/** How large a configuration may be. */
export const largestConfig: TextLimit = {
  bytes: 1_000_000,
  fix: 'keep certificates in files: ${file:path}',
}

/**
 * Reads a configuration's text: YAML, references, schema, combinations.
 *
 * Reports every mistake at once (500 at most), each with its place in the text. Does no network I/O: hosts are not looked up.
 *
 * @param text - The file's content; JSON is YAML too.
 */
export const readConfig = (text: string, sources: ReferenceSources): ReadYaml<Config> =>
  readYaml(text, largestConfig, (written) => {
    const { data, mistakes: unresolved, referring } = resolveReferences(written, sources)
    const unresolvedPaths = new Set(unresolved.map(({ path }) => JSON.stringify(path)))
    const mistakes = [
      ...unresolved,
      ...checkSchema(data, referring).filter(({ path }) => !unresolvedPaths.has(JSON.stringify(path))),
      ...checkCombinations(soundParts(data, referring)),
    ]
    return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, data: data as Config }
  })
