import { fieldValue } from '@clearway/rules/http'
import type { Entry } from '../material.ts'
import type { RecordedHop } from './recorded-exchange.ts'
import { createWaiting } from './waiting.ts'

/** Requests of one call are made within this time, in milliseconds, however slow the servers are. */
const together = 120_000

/** A browser gives up at the twenty-first redirect (Fetch, "HTTP-redirect fetch", step 6). */
export const maxHops = 21

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
  const preflights = createWaiting<Timed>()
  const calls = createWaiting<Timed>()
  const isCall = ({ entry }: Timed): boolean => preflightFor(entry) === undefined
  for (const each of ordered) {
    const method = preflightFor(each.entry)
    if (method === undefined) calls.add(beginning(withoutFragment(each.entry.request.url)), each)
    else preflights.add(`${method} ${withoutFragment(each.entry.request.url)}`, each)
  }

  // A chain's later hops are taken by the chain before they could begin one of their own.
  const followers = new Map<Timed, Timed>()
  const taken = new Set<Timed>()
  for (const each of ordered.filter(isCall)) {
    const target = redirectTarget(each.entry)
    if (target === undefined) continue
    const key = beginning(target)
    const { before, after } = calls.around(key, each.place)
    const next = [...after, ...before].find((other) => follows(each, other))
    if (!next) continue
    calls.take(key, next)
    taken.add(next)
    followers.set(each, next)
  }

  const takePreflight = (key: string, call: Timed): Entry | undefined => {
    const { before, after } = preflights.around(key, call.place)
    const found = nearest([...before, ...after], call)
    if (!found) return undefined
    preflights.take(key, found)
    taken.add(found)
    return found.entry
  }
  const preflightOf = (call: Timed): Entry | undefined => {
    const { method, url } = call.entry.request
    return takePreflight(`${method} ${withoutFragment(url)}`, call)
  }
  /** A redirect whose target was asked by a preflight, and never called: the preflight was refused. */
  const preflightBehind = (call: Timed): Entry | undefined => {
    const target = redirectTarget(call.entry)
    return target === undefined ? undefined : takePreflight(`${methodBehind(call.entry)} ${target}`, call)
  }
  const chains: { readonly place: number; readonly hops: readonly RecordedHop[] }[] = []
  const placed = new Set<Timed>()
  const addChain = (first: Timed): void => {
    const hops: RecordedHop[] = []
    let last = first
    for (
      let hop: Timed | undefined = first;
      hop && !placed.has(hop) && hops.length < maxHops;
      hop = followers.get(hop)
    ) {
      placed.add(hop)
      const preflight = preflightOf(hop)
      hops.push({ ...(preflight && { preflight }), call: hop.entry })
      last = hop
    }
    const behind = followers.has(last) ? undefined : preflightBehind(last)
    if (behind) hops.push({ preflight: behind })
    chains.push({ place: first.place, hops })
  }
  for (const each of ordered) if (isCall(each) && !taken.has(each)) addChain(each)
  // What is left goes in a circle, where each follows another, or on behind more hops than a browser makes.
  for (const each of ordered) if (isCall(each) && !placed.has(each)) addChain(each)
  for (const each of ordered) {
    if (isCall(each) || taken.has(each)) continue
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

/** The method with which a redirect is followed (Fetch, "HTTP-redirect fetch", step 12). */
function methodBehind({ request: { method }, response }: Entry): string {
  const status = response?.status
  const becomesGet =
    ((status === 301 || status === 302) && method === 'POST') ||
    (status === 303 && method !== 'GET' && method !== 'HEAD')
  return becomesGet ? 'GET' : method
}

function follows(before: Timed, after: Timed): boolean {
  if (after.place < before.place && before.entry.startedAt !== after.entry.startedAt) return false
  const kinds = [before.entry.type, after.entry.type]
  if (kinds[0] !== undefined && kinds[1] !== undefined && kinds[0] !== kinds[1]) return false
  return distance(before, after) <= together
}

function nearest(candidates: readonly Timed[], to: Timed): Timed | undefined {
  const near = candidates.filter((each) => distance(each, to) <= together)
  return near.sort((one, other) => compare(one, other, to))[0]
}

function compare(one: Timed, other: Timed, to: Timed): number {
  const byTime = distance(one, to) - distance(other, to)
  return byTime !== 0 ? byTime : Math.abs(one.place - to.place) - Math.abs(other.place - to.place)
}

function distance(one: Timed, other: Timed): number {
  const [a, b] = [one.entry.startedAt, other.entry.startedAt]
  return a === undefined || b === undefined ? 0 : Math.abs(a - b)
}

/** By its beginning a very long address is known: the rest may have been cut, of a Location at another place. */
function beginning(url: string): string {
  return url.slice(0, 4000)
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}
