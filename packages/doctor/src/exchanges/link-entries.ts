import { fieldValue } from '@clearway/rules/http'
import type { Entry } from '../material.ts'
import type { RecordedHop } from './recorded-exchange.ts'

/** Requests of one call are made within this time, in milliseconds, however slow the servers are. */
const together = 120_000

/**
 * Joins the entries of one input into chains: a call, its preflights, the redirects that it followed.
 *
 * Captures do not say what belongs together (their ids are not exported), and not all are in order: a
 * preflight is the OPTIONS request to the same URL for the same method, nearest in time before or after; a
 * redirect is followed by the next request to its Location.
 *
 * @param entries - Of one input, in any order.
 * @returns The chains in the order of time.
 */
export function linkEntries(entries: readonly Entry[]): readonly (readonly RecordedHop[])[] {
  const ordered = inOrderOfTime(entries)
  const preflights = new Map<string, Timed[]>()
  const calls = new Map<string, Timed[]>()
  for (const each of ordered) {
    const method = preflightFor(each.entry)
    if (method === undefined) put(calls, beginning(withoutFragment(each.entry.request.url)), each)
    else put(preflights, `${method} ${withoutFragment(each.entry.request.url)}`, each)
  }

  const taken = new Set<Timed>()
  const takePreflight = (call: Timed): Entry | undefined => {
    const { method, url } = call.entry.request
    const found = nearest(preflights.get(`${method} ${withoutFragment(url)}`) ?? [], call, taken)
    if (found) taken.add(found)
    return found?.entry
  }
  // A chain's later hops are taken by the chain before they could begin one of their own.
  const followers = new Map<Timed, Timed>()
  for (const each of ordered) {
    if (preflightFor(each.entry) !== undefined) continue
    const target = redirectTarget(each.entry)
    if (target === undefined) continue
    const next = (calls.get(beginning(target)) ?? []).find(
      (other) => other !== each && !taken.has(other) && follows(each, other),
    )
    if (!next) continue
    taken.add(next)
    followers.set(each, next)
  }

  const chains: { readonly place: number; readonly hops: readonly RecordedHop[] }[] = []
  for (const each of ordered) {
    if (taken.has(each) || preflightFor(each.entry) !== undefined) continue
    const hops: RecordedHop[] = []
    const seen = new Set<Timed>()
    for (let hop: Timed | undefined = each; hop && !seen.has(hop); hop = followers.get(hop)) {
      seen.add(hop)
      const preflight = takePreflight(hop)
      hops.push({ ...(preflight && { preflight }), call: hop.entry })
    }
    chains.push({ place: each.place, hops })
  }
  for (const each of ordered) {
    if (taken.has(each) || preflightFor(each.entry) === undefined) continue
    chains.push({ place: each.place, hops: [{ preflight: each.entry }] })
  }
  return chains.sort((a, b) => a.place - b.place).map(({ hops }) => hops)
}

/** An entry and its place in the order of time. */
interface Timed {
  readonly entry: Entry
  readonly place: number
}

function inOrderOfTime(entries: readonly Entry[]): readonly Timed[] {
  let latest = 0
  return entries
    .map((entry, index) => {
      // An entry without a time stands where it was recorded.
      latest = entry.startedAt ?? latest
      return { entry, index, time: latest }
    })
    .sort((a, b) => a.time - b.time || a.index - b.index)
    .map(({ entry }, place) => ({ entry, place }))
}

/** The method that a preflight asks for; undefined when the entry is none. */
export function preflightFor({ type, request }: Entry): string | undefined {
  if (request.method !== 'OPTIONS') return undefined
  const asked = fieldValue(request.headers, 'access-control-request-method')
  return asked ?? (type === 'preflight' ? '' : undefined)
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Where an entry's answer sends the browser, without the fragment; undefined when it does not. */
export function redirectTarget({ request, response }: Entry): string | undefined {
  if (!response || !redirects.has(response.status)) return undefined
  const location = fieldValue(response.headers, 'location')
  if (location === undefined || location === '' || !URL.canParse(location, request.url)) return undefined
  return withoutFragment(new URL(location, request.url).href)
}

function follows(before: Timed, after: Timed): boolean {
  if (after.place < before.place && before.entry.startedAt !== after.entry.startedAt) return false
  const kinds = [before.entry.type, after.entry.type]
  if (kinds[0] !== undefined && kinds[1] !== undefined && kinds[0] !== kinds[1]) return false
  return distance(before, after) <= together
}

function nearest(candidates: readonly Timed[], to: Timed, taken: ReadonlySet<Timed>): Timed | undefined {
  let best: Timed | undefined
  for (const each of candidates) {
    if (taken.has(each) || distance(each, to) > together) continue
    if (!best || compare(each, best, to) < 0) best = each
  }
  return best
}

function compare(one: Timed, other: Timed, to: Timed): number {
  const byTime = distance(one, to) - distance(other, to)
  return byTime !== 0 ? byTime : Math.abs(one.place - to.place) - Math.abs(other.place - to.place)
}

function distance(one: Timed, other: Timed): number {
  const [a, b] = [one.entry.startedAt, other.entry.startedAt]
  return a === undefined || b === undefined ? 0 : Math.abs(a - b)
}

function put(lists: Map<string, Timed[]>, key: string, each: Timed): void {
  const list = lists.get(key)
  if (list) list.push(each)
  else lists.set(key, [each])
}

/** By its beginning a very long address is known: the rest may have been cut, of a Location at another place. */
function beginning(url: string): string {
  return url.slice(0, 4000)
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}
