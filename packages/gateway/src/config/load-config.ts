import { dirname, resolve } from 'node:path'
import type { Plan } from '../plan.ts'
import { compilePlan } from './compile-plan.ts'
import { mistake, type LocatedMistake } from './mistake.ts'
import { largestFile, readConfig } from './read-config.ts'
import { readTextFile } from './read-text-file.ts'
import { renderMistakes } from './render-mistakes.ts'

/** A configuration file that was loaded, or everything that is wrong with it, also as text for a terminal. */
export type LoadedConfig =
  | { readonly ok: true; readonly plan: Plan }
  | {
      readonly ok: false
      readonly mistakes: readonly LocatedMistake[]
      readonly text: string
      /** There was no text to check: no file, none that can be read, or one that is too large. */
      readonly unreadable: boolean
    }

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'this process may not read it',
  EPERM: 'this process may not read it',
}

const unreadable = (file: string, reason: string): LoadedConfig => {
  const lost = mistake('config/syntax', [], reason, 'name a configuration: --config clearway.yaml')
  return {
    ok: false,
    unreadable: true,
    mistakes: [{ ...lost, line: 1, column: 1, width: 1 }],
    text: `${file}: ${reason}\n  fix: ${lost.fix}\n`,
  }
}

/**
 * Loads a configuration file of at most 1 MB and compiles it to a plan.
 *
 * @param file - Path; `${file:…}` and a relative `sessions.store` start at its folder.
 * @param env - Where `${env:…}` is looked up.
 */
export const loadConfig = (file: string, env: Readonly<Record<string, string | undefined>>): LoadedConfig => {
  let source: string | undefined
  try {
    source = readTextFile(file, largestFile)
  } catch (error) {
    return unreadable(file, reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'it cannot be read')
  }
  if (source === undefined) return unreadable(file, 'it is larger than 1 MB')
  return parseConfig(source, { name: file, folder: dirname(resolve(file)), env })
}

/** The same for a text that is already at hand. */
export const parseConfig = (
  source: string,
  from: {
    readonly name: string
    readonly folder: string
    readonly env: Readonly<Record<string, string | undefined>>
  },
): LoadedConfig => {
  const text = source.replace(/^\uFEFF/, '')
  const read = readConfig(text, { env: from.env, folder: from.folder })
  if (read.ok) return { ok: true, plan: compilePlan(read.config, from.folder) }
  return {
    ok: false,
    unreadable: false,
    mistakes: read.mistakes,
    text: renderMistakes(from.name, text, read.mistakes),
  }
}
