import type { ProblemCode } from '../problems/problem-code.ts'
import type { ErrorSystem, KnownError } from './known-error.ts'

/** A row of a table: the code (or several codes, separated by blanks), the problem, what it means. */
export type ErrorRow = readonly [codes: string, problem: ProblemCode, means: string]

/** Spells a table of one system out, one error for each code. */
export function errorTable(
  system: ErrorSystem,
  prefix: string,
  rows: readonly ErrorRow[],
): readonly Omit<KnownError, 'values'>[] {
  return rows.flatMap(([codes, problem, means]) =>
    codes.split(' ').map((code) => ({ system, code: prefix + code, means, problem })),
  )
}

/** The same for texts that have no code: the code is the text's fixed part, with its blanks. */
export function textTable(
  system: ErrorSystem,
  rows: readonly ErrorRow[],
): readonly Omit<KnownError, 'values'>[] {
  return rows.map(([code, problem, means]) => ({ system, code, means, problem }))
}
