import { locate } from './locate.ts'
import { mistake, mostMistakes, type LocatedMistake, type Mistake } from './mistake.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'

/** A text that was read, or everything that is wrong with it. */
export type ReadYaml<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly mistakes: readonly LocatedMistake[] }

/** What a check makes of parsed data: what the caller wants of it, or mistakes. */
export type Checked<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** How large a text may be, and what is said where it is larger. */
export interface TextLimit {
  readonly bytes: number
  readonly fix: string
}

/** A limit in words: `1 MB`. */
export const writeLimit = ({ bytes }: TextLimit): string => `${bytes / 1_000_000} MB`

/** Parses a text and checks its data. Tells every mistake at once (500 at most), each with its place in the text. */
export const readYaml = <Data>(
  text: string,
  limit: TextLimit,
  check: (data: unknown) => Checked<Data>,
): ReadYaml<Data> => {
  if (Buffer.byteLength(text) > limit.bytes) {
    const tooLarge = mistake('config/syntax', [], `the text is larger than ${writeLimit(limit)}`, limit.fix)
    return { ok: false, mistakes: [{ ...tooLarge, line: 1, column: 1, width: 1 }] }
  }
  // Only YAML's parser knows places, and they are asked for where something is wrong.
  const json = parseJson(text)
  const sound = json && check(json.data)
  if (sound?.ok) return sound
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const checked = check(parsed.data)
  if (checked.ok) return checked
  const told = checked.mistakes.slice(0, mostMistakes)
  return { ok: false, mistakes: locate(told, parsed.document, parsed.lines) }
}
