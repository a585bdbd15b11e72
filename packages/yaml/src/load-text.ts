import { mistake, type LocatedMistake } from './mistake.ts'
import { writeLimit, type TextLimit } from './read-yaml.ts'
import { readTextFile } from './read-text-file.ts'

/** A file's text, or why there is none, as a mistake and as text for a terminal. */
export type LoadedText =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly mistakes: readonly LocatedMistake[]; readonly text: string }

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'this process may not read it',
  EPERM: 'this process may not read it',
}

/**
 * Loads the text of a file that people write; a byte order mark is left out.
 *
 * @param nameOne - What to do where it cannot be read: how to name another file.
 */
export const loadText = (file: string, limit: TextLimit, nameOne: string): LoadedText => {
  const unreadable = (reason: string): LoadedText => ({
    ok: false,
    mistakes: [{ ...mistake('config/syntax', [], reason, nameOne), line: 1, column: 1, width: 1 }],
    text: `${file}: ${reason}\n  fix: ${nameOne}\n`,
  })
  try {
    const source = readTextFile(file, limit.bytes)
    if (source === undefined) return unreadable(`it is larger than ${writeLimit(limit)}`)
    return { ok: true, source: source.replace(/^\uFEFF/, '') }
  } catch (error) {
    return unreadable(reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'it cannot be read')
  }
}
