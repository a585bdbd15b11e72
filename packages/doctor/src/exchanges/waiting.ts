/** Something with a place in an order. */
interface Placed {
  readonly place: number
}

/** Things that wait to be taken, by key, each list in order. */
export interface Waiting<Item extends Placed> {
  /** Adds a thing; its place must be behind all of its key. */
  add(key: string, item: Item): void
  /** What waits around a place, the place itself left out; the nearest first, at most 40 on either side. */
  around(key: string, place: number): { readonly before: readonly Item[]; readonly after: readonly Item[] }
  /** Takes a thing away, so that it waits no longer. */
  take(key: string, item: Item): void
}

const maxEachSide = 40

/**
 * Makes an empty collection. A thousand requests to one URL are common; looking around one of them does not
 * cost more for it.
 */
export function createWaiting<Item extends Placed>(): Waiting<Item> {
  const lists = new Map<string, Item[]>()
  return {
    add(key, item) {
      const list = lists.get(key)
      if (list) list.push(item)
      else lists.set(key, [item])
    },
    around(key, place) {
      const list = lists.get(key) ?? []
      const at = firstFrom(list, place)
      const own = list[at]?.place === place ? 1 : 0
      return {
        before: list.slice(Math.max(0, at - maxEachSide), at).toReversed(),
        after: list.slice(at + own, at + own + maxEachSide),
      }
    },
    take(key, item) {
      const list = lists.get(key) ?? []
      const at = firstFrom(list, item.place)
      if (list[at] === item) list.splice(at, 1)
    },
  }
}

/** The index of the first thing that does not stand before a place. */
function firstFrom(list: readonly Placed[], place: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]!.place < place) low = middle + 1
    else high = middle
  }
  return low
}
