import { fieldValue } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Case } from '../check.ts'
import { calledEntry, calledMethod, callsOf, statusOf } from '../exchange/entries.ts'
import { outcomeOf } from '../exchange/outcome.ts'
import { withoutCacheBuster } from './cache-buster.ts'
import { isPageLoad, renewedBy, type Renewed } from './renewing-call.ts'

/** A page that goes on does so within this time, in milliseconds. */
const within = 120_000

/** As many successes are looked at behind a failure. */
const maxLater = 10

/** The same call, when it went through, and the renewals between the two. */
export interface Repeated {
  readonly exchange: RecordedExchange
  /** In the order of time. */
  readonly renewals: readonly { readonly of: Renewed; readonly entry: Entry }[]
}

/**
 * The times at which the same call of the same page went through after a failure, the nearest first: same method and
 * URL but for a cache buster, same body as far as it is recorded, within two minutes, and the page not loaded anew in between.
 */
export function repeatsOf(failed: RecordedExchange, { exchanges }: Case): readonly Repeated[] {
  if (failed.kind !== 'call') return []
  let index = indexes.get(exchanges)
  if (!index) indexes.set(exchanges, (index = indexOf(exchanges)))
  const { places, answered, renewals, loads } = index
  const place = places.get(failed) ?? 0
  const own = answered.get(keyOf(failed)) ?? []
  const first = firstBehind(own, place)
  return own.slice(first, first + maxLater).flatMap((later) => {
    if (!isNear(failed, later.exchange) || !isSameBody(failed, later.exchange)) return []
    const load = loads[firstBehind(loads, place)]
    if (load && load.place < later.place) return []
    const between = renewals.slice(firstBehind(renewals, place), firstBehind(renewals, later.place))
    return [{ exchange: later.exchange, renewals: between }]
  })
}

/** Something at a place in the order of the exchanges. */
interface Placed {
  readonly place: number
}

interface Index {
  readonly places: ReadonlyMap<RecordedExchange, number>
  readonly answered: ReadonlyMap<string, readonly (Placed & { readonly exchange: RecordedExchange })[]>
  readonly renewals: readonly (Placed & { readonly of: Renewed; readonly entry: Entry })[]
  readonly loads: readonly Placed[]
}

const indexes = new WeakMap<Case['exchanges'], Index>()

function indexOf(exchanges: Case['exchanges']): Index {
  const places = new Map<RecordedExchange, number>()
  const answered = new Map<string, (Placed & { exchange: RecordedExchange })[]>()
  const renewals: (Placed & { of: Renewed; entry: Entry })[] = []
  const loads: Placed[] = []
  for (const [place, exchange] of exchanges.entries()) {
    places.set(exchange, place)
    if (isPageLoad(exchange)) loads.push({ place })
    const of = renewedBy(exchange)
    if (of !== undefined) renewals.push({ place, of, entry: calledEntry(exchange) })
    if (!wentThrough(exchange)) continue
    const key = keyOf(exchange)
    const list = answered.get(key)
    if (list) list.push({ place, exchange })
    else answered.set(key, [{ place, exchange }])
  }
  return { places, answered, renewals, loads }
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
  if (exchange.kind !== 'call' || outcomeOf(exchange) !== 'answered') return false
  const status = statusOf(callsOf(exchange).at(-1)) ?? 0
  // The answer of a sign-in page to a call that was redirected is no success.
  return exchange.hops.length === 1 && ((status >= 200 && status < 300) || status === 304)
}

function keyOf(exchange: RecordedExchange): string {
  const { at, request } = calledEntry(exchange)
  const url = withoutCacheBuster(request.url.split('#', 1)[0]!)
  return [at.input, calledMethod(exchange), exchange.page?.origin ?? '', url].join(' ')
}

function isNear(failed: RecordedExchange, later: RecordedExchange): boolean {
  const [from, to] = [calledEntry(failed).startedAt, calledEntry(later).startedAt]
  return from === undefined || to === undefined || to - from <= within
}

/** Another body at the same address is another thing: what was not saved the first time is lost. */
function isSameBody(failed: RecordedExchange, later: RecordedExchange): boolean {
  const [one, other] = [callsOf(failed)[0]?.request, callsOf(later)[0]?.request]
  // A token is asked for in another way the second time.
  if (renewedBy(later) === 'token') return true
  // A preflight without its call does not tell of the body.
  if (!one || !other) return /^(?:GET|HEAD)$/.test(calledMethod(failed))
  return (
    one.body === other.body &&
    fieldValue(one.headers, 'content-length') === fieldValue(other.headers, 'content-length')
  )
}
