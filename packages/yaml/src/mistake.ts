import type { ProblemCode } from '@clearway/rules/problems'

/** The problem codes that a file can have. */
export type MistakeCode = Extract<ProblemCode, `config/${string}`>

/** How many mistakes are told at once; nobody reads more, and finding the place of each takes time. */
export const mostMistakes: number = 500

/** Where in a file's data: keys and list positions from the top. */
export type DataPath = readonly (string | number)[]

/** One mistake in a file's data, before its place in the file is known. */
export interface Mistake {
  readonly code: MistakeCode
  readonly path: DataPath
  /** What is wrong, with the value at fault. Never a secret. */
  readonly message: string
  /** What to write instead. */
  readonly fix: string
  /** True when the key is at fault, not its value: the caret goes there. */
  readonly atKey?: boolean
}

/** A mistake with its place in the file; lines and columns count from 1. */
export interface LocatedMistake extends Mistake {
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
export const writePath = (path: DataPath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )

/** A mistake made of a path and texts; keeps call sites to one line. */
export const mistake = (code: MistakeCode, path: DataPath, message: string, fix: string): Mistake => ({
  code,
  path,
  message,
  fix,
})
