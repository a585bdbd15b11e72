import type { Reason } from './reason.ts'
import type { Squeezed } from './squeezed.ts'
import { find, matchAt, type Found } from './template.ts'

/** A row of an engine's table, found in a text. */
export interface FoundReason extends Found {
  readonly reason: Reason
}

/**
 * The reason that stands first from a letter on; of two that begin together, the one that the table has first.
 *
 * @param afterPrefix Whether the engine's prefix ends at `from`.
 */
export function firstReason(
  rows: readonly Reason[],
  text: Squeezed,
  from: number,
  afterPrefix: boolean,
): FoundReason | undefined {
  let first: FoundReason | undefined
  for (const reason of rows) {
    const found = reason.onlyAfterPrefix
      ? afterPrefix
        ? matchAt(reason.template, text, from)
        : undefined
      : find(reason.template, text, from)
    if (found === undefined) continue
    if (first === undefined || found.start < first.start) first = { ...found, reason }
  }
  return first
}
