import type { ChainHop } from '../report.ts'

/** Hops that a drawing leaves out, by their number. */
export interface LeftOut {
  readonly leftOut: number
}

/** A hop with its number in the chain, from 0. */
export interface ShownHop {
  readonly hop: ChainHop
  readonly index: number
}

/** Longer chains are folded. */
const maxShown = 6
const atEachEnd = 2

/**
 * A chain as it is drawn: a long one, such as a circle of redirects, by its first two and its last two hops
 * and the one at which the browser stopped.
 */
export function foldChain(hops: readonly ChainHop[]): readonly (ShownHop | LeftOut)[] {
  if (hops.length <= maxShown) return hops.map((hop, index) => ({ hop, index }))
  const folded: (ShownHop | LeftOut)[] = []
  let leftOut = 0
  for (const [index, hop] of hops.entries()) {
    const isAtEnd = index < atEachEnd || index >= hops.length - atEachEnd
    if (!isAtEnd && !hop.stopped) {
      leftOut++
      continue
    }
    if (leftOut > 0) folded.push({ leftOut })
    leftOut = 0
    folded.push({ hop, index })
  }
  return folded
}

/** What stands in the place of the hops that are left out: `17 more`. */
export function leftOutWords({ leftOut }: LeftOut): string {
  return `${leftOut} more`
}
