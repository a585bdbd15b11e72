import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Plan } from '../plan.ts'
import { compilePlan } from './compile-plan.ts'
import { mistake, type LocatedMistake } from './mistake.ts'
import { readConfig } from './read-config.ts'
import { renderMistakes } from './render-mistakes.ts'

/** A configuration file that was loaded, or everything that is wrong with it, also as text for a terminal. */
export type LoadedConfig =
  | { readonly ok: true; readonly plan: Plan }
  | {
      readonly ok: false
      readonly mistakes: readonly LocatedMistake[]
      readonly text: string
      /** There was no file to check. */ readonly unreadable: boolean
    }

/**
 * Loads a configuration file and compiles it to a plan.
 *
 * @param file - Path; `${file:…}` and a relative `sessions.store` start at its folder.
 * @param env - Where `${env:…}` is looked up.
 */
export const loadConfig = (file: string, env: Readonly<Record<string, string | undefined>>): LoadedConfig => {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read'
    const lost = {
      ...mistake('config/syntax', [], reason, 'name the configuration with --config <file>'),
      line: 1,
      column: 1,
      width: 1,
    }
    return { ok: false, unreadable: true, mistakes: [lost], text: `${file}: ${reason}\n  fix: ${lost.fix}\n` }
  }
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
  const read = readConfig(source, { env: from.env, folder: from.folder })
  if (read.ok) return { ok: true, plan: compilePlan(read.config, from.folder) }
  return {
    ok: false,
    unreadable: false,
    mistakes: read.mistakes,
    text: renderMistakes(from.name, source, read.mistakes),
  }
}
