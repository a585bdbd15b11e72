import type { Exchange, StepId } from '@clearway/rules/verdict'

/** An exchange, or several in turn, for the verdict engine and real browsers to agree on. */
export interface VerdictCase {
  readonly name: string
  /** What it is about; a generated case is about no step in particular. */
  readonly step?: StepId
  readonly exchange: Exchange
  /** Further calls of the same page at once after it; each finds the preflight cache as the one before left it. */
  readonly then?: readonly Exchange[]
}
