import type { ProblemCode } from '@clearway/rules/problems'

/** The problem codes that a configuration can have. */
export type ConfigProblemCode = Extract<ProblemCode, `config/${string}`>

/** How many mistakes are told at once; nobody reads more, and finding the place of each takes time. */
export const mostMistakes: number = 500

/** Where in the configuration: keys and list positions from the top. */
export type ConfigPath = readonly (string | number)[]

/** One mistake in a configuration, before its place in the file is known. */
export interface ConfigMistake {
  readonly code: ConfigProblemCode
  readonly path: ConfigPath
  /** What is wrong, with the value at fault. Never a secret. */
  readonly message: string
  /** What to write instead. */
  readonly fix: string
  /** True when the key is at fault, not its value: the caret goes there. */
  readonly atKey?: boolean
}

/** A mistake with its place in the file; lines and columns count from 1. */
export interface LocatedMistake extends ConfigMistake {
  readonly line: number
  readonly column: number
  /** How many characters the caret line marks. */
  readonly width: number
}

/** What is wrong with the text itself, before it is data; offsets count characters from 0. */
export interface TextMistake {
  readonly start: number
  readonly end?: number
  readonly message: string
  readonly fix: string
}

/** A path as people write it: `applications[0].segments[1].external`. */
export const writePath = (path: ConfigPath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )

/** A mistake made of a path and texts; keeps call sites to one line. */
export const mistake = (
  code: ConfigProblemCode,
  path: ConfigPath,
  message: string,
  fix: string,
): ConfigMistake => ({ code, path, message, fix })
