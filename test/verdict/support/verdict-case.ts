import type { Exchange, StepId } from '@clearway/rules/verdict'

/** An exchange, or several in turn, on which the verdict engine and a real browser are to agree. */
export interface VerdictCase {
  readonly name: string
  /** What it is about; a generated case is about no step in particular. */
  readonly step?: StepId
  /** Calls of one page, one at once after the other; each finds the preflight cache as the one before left it. */
  readonly exchanges: readonly Exchange[]
}
