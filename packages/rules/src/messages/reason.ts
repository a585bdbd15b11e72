import type { ProblemCode } from '../problems/problem-code.ts'
import { problemOf, type CorsErrorName } from '../verdict/cors-error.ts'
import { template, type Template } from './template.ts'

/** One reason that an engine gives for blocking a call: a row of its table. */
export interface Reason {
  /** The engine's own name for it, or a name given here where it has none. */
  readonly id: string
  readonly template: Template
  readonly code: ProblemCode
  /** The same in Chromium's names; absent where the line does not tell which of several it is. */
  readonly corsError?: CorsErrorName
  /** Set when the words alone, without the engine's prefix around them, could mean something else. */
  readonly onlyAfterPrefix?: true
  /** Set when the engine does not write it any more. */
  readonly legacy?: true
}

/** A row whose problem follows from Chromium's error. */
export function means(
  corsError: CorsErrorName,
  text: string,
  more?: Pick<Reason, 'onlyAfterPrefix' | 'legacy'> & { readonly id?: string },
): Reason {
  return { id: corsError, template: template(text), code: problemOf(corsError), corsError, ...more }
}

/** A row that Chromium has no current name for. */
export function reason(
  id: string,
  code: ProblemCode,
  text: string,
  more?: Pick<Reason, 'onlyAfterPrefix' | 'legacy'>,
): Reason {
  return { id, template: template(text), code, ...more }
}
