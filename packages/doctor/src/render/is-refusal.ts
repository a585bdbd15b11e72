import type { ChainHop } from '../report.ts'

/** Whether an answer says no. Drawings mark the last answer of a chain that does, where the page got it. */
export function isRefusal({ status = 0 }: ChainHop): boolean {
  return status >= 400
}
