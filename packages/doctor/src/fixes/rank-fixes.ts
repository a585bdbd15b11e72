import type { Fix, Stack } from '@clearway/rules/problems'

/**
 * Puts first, of the fixes for one or another software, those for the software that answered; Clearway's come
 * last where it is not Clearway that did. Leaves none out. Fixes that are made elsewhere (in the page, at the
 * provider, by looking) keep their places, and so does the order among equals.
 *
 * @param answeredBy - What the answers tell of the software, the likeliest first; may be empty.
 */
export function rankFixes(fixes: readonly Fix[], answeredBy: readonly Stack[]): readonly Fix[] {
  const ranked = fixes
    .filter(({ stack }) => stack !== undefined)
    .toSorted((one, other) => rankOf(one, answeredBy) - rankOf(other, answeredBy))
    .values()
  return fixes.map((fix) => (fix.stack === undefined ? fix : (ranked.next().value ?? fix)))
}

function rankOf({ stack }: Fix, answeredBy: readonly Stack[]): number {
  const at = stack === undefined ? -1 : answeredBy.indexOf(stack)
  if (at !== -1) return at
  return answeredBy.length + (stack === 'clearway' ? 1 : 0)
}
