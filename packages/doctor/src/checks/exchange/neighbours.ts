import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Case } from '../check.ts'
import { calledEntry, calledUrl } from './entries.ts'
import { originOfUrl } from '../../exchanges/page-origin.ts'

/** As many are looked at before a call, and as many after it. */
const maxEachSide = 40

/** Calls to one origin around one of them, in the order of time. */
export interface Neighbours {
  readonly before: readonly RecordedExchange[]
  readonly after: readonly RecordedExchange[]
}

interface Index {
  readonly byOrigin: ReadonlyMap<string, readonly RecordedExchange[]>
  readonly places: ReadonlyMap<RecordedExchange, number>
}

const indexes = new WeakMap<readonly RecordedExchange[], Index>()

/**
 * The calls to the same origin that were recorded around a call, the call itself left out: at most 40 before
 * and 40 after.
 *
 * @param within - Milliseconds before and after; calls without a time always count as near.
 */
export function neighboursOf(
  exchange: RecordedExchange,
  { exchanges }: Case,
  within: number = Number.POSITIVE_INFINITY,
): Neighbours {
  let index = indexes.get(exchanges)
  if (!index) indexes.set(exchanges, (index = indexOf(exchanges)))
  const list = index.byOrigin.get(originOfUrl(calledUrl(exchange)) ?? '') ?? []
  const place = index.places.get(exchange)
  if (place === undefined) return { before: [], after: [] }
  const time = calledEntry(exchange).startedAt
  const isNear = (other: RecordedExchange): boolean => {
    const otherTime = calledEntry(other).startedAt
    return time === undefined || otherTime === undefined || Math.abs(otherTime - time) <= within
  }
  return {
    before: list.slice(Math.max(0, place - maxEachSide), place).filter(isNear),
    after: list.slice(place + 1, place + 1 + maxEachSide).filter(isNear),
  }
}

function indexOf(exchanges: readonly RecordedExchange[]): Index {
  const byOrigin = new Map<string, RecordedExchange[]>()
  const places = new Map<RecordedExchange, number>()
  for (const each of exchanges) {
    const origin = originOfUrl(calledUrl(each))
    if (origin === undefined) continue
    const list = byOrigin.get(origin)
    places.set(each, list?.length ?? 0)
    if (list) list.push(each)
    else byOrigin.set(origin, [each])
  }
  return { byOrigin, places }
}
