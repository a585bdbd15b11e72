import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Case } from '../check.ts'
import { calledEntry, callsOf, entriesOf, statusOf } from '../exchange/entries.ts'
import { outcomeOf } from '../exchange/outcome.ts'
import { isPageLoad, renewedBy, type Renewed } from './renewing-call.ts'
import { isSameBody, keyOf } from './same-call.ts'

/** A page that goes on does so within this time, in milliseconds. */
const within = 120_000

/** What fails again so soon, in milliseconds, was not mended: a renewed token or session lasts longer. */
const soon = 30_000

/** As many successes are looked at behind a failure. */
const maxLater = 10

/** The same call, when it went through, and the renewals between the two. */
export interface Repeated {
  readonly exchange: RecordedExchange
  /** In the order of time. */
  readonly renewals: readonly { readonly of: Renewed; readonly entry: Entry }[]
  /** Whether it failed in the same way again soon after. */
  readonly failsAgain: boolean
}

/**
 * The times at which the same call of the same page went through after a failure, the nearest first: same method and
 * URL but for a cache buster and the order of its query, same body as far as it is recorded, within two minutes, and the
 * page not loaded anew in between.
 */
export function repeatsOf(failed: RecordedExchange, { exchanges }: Case): readonly Repeated[] {
  if (failed.kind !== 'call') return []
  let index = indexes.get(exchanges)
  if (!index) indexes.set(exchanges, (index = indexOf(exchanges)))
  const { places, answered, failures, renewals, loads } = index
  const place = places.get(failed) ?? 0
  const key = keyOf(failed)
  const own = answered.get(key) ?? []
  const failing = failures.get(key) ?? []
  const first = firstBehind(own, place)
  return own.slice(first, first + maxLater).flatMap((later) => {
    if (!isWithin(within, failed, later.exchange) || !isSameBody(failed, later.exchange)) return []
    const load = loads[firstBehind(loads, place)]
    if (load && load.place < later.place) return []
    const between = renewals.slice(firstBehind(renewals, place), firstBehind(renewals, later.place))
    const next = failing[firstBehind(failing, later.place)]?.exchange
    const failsAgain =
      next !== undefined && isWithin(soon, later.exchange, next) && endedWith(next) === endedWith(failed)
    return [{ exchange: later.exchange, renewals: between, failsAgain }]
  })
}

/** Something at a place in the order of the exchanges. */
interface Placed {
  readonly place: number
}

interface PlacedCall extends Placed {
  readonly exchange: RecordedExchange
}

interface Index {
  readonly places: ReadonlyMap<RecordedExchange, number>
  readonly answered: ReadonlyMap<string, readonly PlacedCall[]>
  readonly failures: ReadonlyMap<string, readonly PlacedCall[]>
  readonly renewals: readonly (Placed & { readonly of: Renewed; readonly entry: Entry })[]
  readonly loads: readonly Placed[]
}

const indexes = new WeakMap<Case['exchanges'], Index>()

function indexOf(exchanges: Case['exchanges']): Index {
  const places = new Map<RecordedExchange, number>()
  const answered = new Map<string, PlacedCall[]>()
  const failures = new Map<string, PlacedCall[]>()
  const renewals: (Placed & { of: Renewed; entry: Entry })[] = []
  const loads: Placed[] = []
  for (const [place, exchange] of exchanges.entries()) {
    places.set(exchange, place)
    if (isPageLoad(exchange)) loads.push({ place })
    const of = renewedBy(exchange)
    if (of !== undefined) renewals.push({ place, of, entry: calledEntry(exchange) })
    if (exchange.kind !== 'call') continue
    const calls = wentThrough(exchange) ? answered : failures
    const key = keyOf(exchange)
    const list = calls.get(key)
    if (list) list.push({ place, exchange })
    else calls.set(key, [{ place, exchange }])
  }
  return { places, answered, failures, renewals, loads }
}

/** The index of the first thing that stands behind a place. */
function firstBehind(list: readonly Placed[], place: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]!.place <= place) low = middle + 1
    else high = middle
  }
  return low
}

function wentThrough(exchange: RecordedExchange): boolean {
  // What the browser had kept from before tells nothing of the server.
  if (outcomeOf(exchange) !== 'answered' || callsOf(exchange)[0]?.answeredBy === 'cache') return false
  const status = statusOf(callsOf(exchange).at(-1)) ?? 0
  // The answer of a sign-in page to a call that was redirected is no success.
  return exchange.hops.length === 1 && ((status >= 200 && status < 300) || status === 304)
}

function isWithin(time: number, one: RecordedExchange, later: RecordedExchange): boolean {
  const [from, to] = [calledEntry(one).startedAt, calledEntry(later).startedAt]
  return from === undefined || to === undefined || to - from <= time
}

function endedWith(exchange: RecordedExchange): number | undefined {
  return entriesOf(exchange)
    .map(statusOf)
    .findLast((status) => status !== undefined)
}
