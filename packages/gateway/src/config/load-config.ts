import { dirname, resolve } from 'node:path'
import { loadText, renderMistakes, type LocatedMistake } from '@clearway/yaml'
import type { Plan } from '../plan.ts'
import { compilePlan } from './compile-plan.ts'
import { largestConfig, readConfig } from './read-config.ts'

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

/**
 * Loads a configuration file of at most 1 MB and compiles it to a plan.
 *
 * @param file - Path; `${file:…}` and a relative `sessions.store` start at its folder.
 * @param env - Where `${env:…}` is looked up.
 */
export const loadConfig = (file: string, env: Readonly<Record<string, string | undefined>>): LoadedConfig => {
  const loaded = loadText(file, largestConfig, 'name a configuration: --config clearway.yaml')
  if (!loaded.ok) return { ...loaded, unreadable: true }
  return parseConfig(loaded.source, { name: file, folder: dirname(resolve(file)), env })
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
  if (read.ok) return { ok: true, plan: compilePlan(read.data, from.folder) }
  return {
    ok: false,
    unreadable: false,
    mistakes: read.mistakes,
    text: renderMistakes(from.name, text, read.mistakes),
  }
}
