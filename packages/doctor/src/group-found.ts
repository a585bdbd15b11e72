import type { Found } from './checks/check.ts'

/** What is found of one thing, as often as it was found. */
export type OfOneThing = readonly [Found, ...Found[]]

/** What makes one finding: one thing, or several that fail for one and the same cause. */
export type FoundGroup = readonly [OfOneThing, ...OfOneThing[]]

/**
 * Puts together what is one finding: first the same problem of the same subject, from whichever input; then
 * subjects that share page, called origin and cause.
 */
export function groupFound(found: readonly Found[]): readonly FoundGroup[] {
  const things = grouped(found, ({ code, subject, recovered }) => `${code} ${recovered ?? false} ${subject}`)
  return grouped(
    things,
    (thing) => causeOf(thing) ?? `${thing[0].code} ${thing[0].recovered ?? false} ${thing[0].subject}`,
  )
}

function causeOf(thing: OfOneThing): string | undefined {
  const told = thing.find(({ cause }) => cause !== undefined)
  if (told?.called === undefined) return undefined
  return JSON.stringify([told.code, told.recovered, told.page, told.called, told.cause])
}

const maxNamed = 3

/** What to add to a summary that tells of the first address; empty where there is no other. */
export function otherAddresses([, ...others]: FoundGroup): string {
  if (others.length === 0) return ''
  const named = others.slice(0, maxNamed).map(([{ subject }]) => subject.split(' ', 1)[0])
  const more = `${others.length} more address${others.length === 1 ? '' : 'es'}`
  const as = others.length > maxNamed ? ', such as' : ':'
  return ` The same holds for ${more}${as} ${named.join(', ')}.`
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly [Item, ...Item[]])[] {
  const groups = new Map<string, [Item, ...Item[]]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}
