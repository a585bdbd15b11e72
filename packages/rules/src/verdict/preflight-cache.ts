/**
 * What a browser remembers of preflight answers.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-cache Fetch Standard, 4.9}
 */
import type { FieldList } from '../http/fields.ts'
import { answerField } from './answer-field.ts'
import type { CachedPreflight, Call, PreflightCache } from './exchange.ts'
import { isSafelistedMethod } from './methods.ts'
import { serialisedOrigin } from './request-origin.ts'
import { differ, differInCache, type RunningCall } from './running-call.ts'

/** A browser keeps no more. */
const maxEntries = 1024

/** What a preflight's answer allowed. */
export interface Allowance {
  readonly methods: readonly string[]
  readonly headers: readonly string[]
}

/** Tells whether a remembered answer saves the preflight. */
export function isRemembered(call: RunningCall, names: readonly string[]): boolean {
  if (call.cache.length === 0) return false
  const own = call.cache.filter((entry) => isForUrl(call, entry))
  if (own.length === 0 || (serialisedOrigin(call) === 'null' && !differ(call, 'CACHE-NULL-ORIGIN')))
    return false
  const mode = cacheMode(call)
  if (bypassing.has(mode) && differ(call, 'CACHE-BYPASS').includes(mode)) return false
  const now = call.exchange.now ?? 0
  const live = own.filter((entry) => entry.until > now && isForCredentials(call, entry))
  const suffices =
    allowsMethodAtAll(call, live) &&
    names.every((name) => live.some((entry) => allowsHeader(call, entry, name)))
  if (!suffices && differ(call, 'CACHE-DROP-INSUFFICIENT')) forget(call)
  return suffices
}

function allowsMethodAtAll(call: RunningCall, live: PreflightCache): boolean {
  const isSafelisted = isSafelistedMethod(call.method)
  if (isSafelisted && !call.mustAsk) return true
  if (live.some((entry) => allowsMethod(call, entry))) return true
  return isSafelisted && live.length > 0 && differ(call, 'CACHE-SAFELISTED')
}

/** Remembers a preflight's answer that let its call through. */
export function remember(call: RunningCall, allowance: Allowance, headers: FieldList): void {
  const seconds = secondsToKeep(call, headers)
  const { length } = cacheUrl(call)
  if (serialisedOrigin(call) === 'null' && !differInCache(call, 'CACHE-NULL-ORIGIN')) return
  if (cacheMode(call) === 'no-store' && !differInCache(call, 'CACHE-NO-STORE')) return
  if (length >= shortestLongUrl && length >= differInCache(call, 'CACHE-LONG-URL')) return
  const now = call.exchange.now ?? 0
  const fresh = entriesFor(call, allowance, now + seconds)
  const kept = call.cache.length === 0 ? none : stillValid(call, fresh, now)
  call.cache = seconds > 0 ? [...kept, ...fresh].slice(-maxEntries) : kept
}

function stillValid(call: RunningCall, fresh: PreflightCache, now: number): PreflightCache {
  const isReplaced = call.cache.some((old) => isForUrl(call, old)) && differInCache(call, 'CACHE-REPLACE')
  return call.cache.filter((old) => {
    if (old.until <= now) return false
    return !isForUrl(call, old) || !(isReplaced || fresh.some((entry) => isSame(entry, old)))
  })
}

const none: PreflightCache = []

/** Forgets what was remembered of a URL for which a call failed after it had asked. */
export function forgetAfterFailure(call: RunningCall): void {
  if (!call.hasAsked || call.cache.length === 0) return
  if (call.cache.some((entry) => isForUrl(call, entry)) && !differ(call, 'CACHE-NO-CLEAR')) forget(call)
}

function forget(call: RunningCall): void {
  call.cache = call.cache.filter((entry) => !isForUrl(call, entry))
}

const bypassing: ReadonlySet<string> = new Set(['no-store', 'reload', 'no-cache'])

function cacheMode(call: RunningCall): NonNullable<Call['cache']> {
  const { cache = 'default' } = call.exchange.request
  if (cache !== 'default' || !call.headers.some(({ name }) => conditional.has(name))) return cache
  return differInCache(call, 'CACHE-CONDITIONAL')[call.exchange.request.api ?? 'fetch']
}

const conditional: ReadonlySet<string> = new Set([
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
])

/** Characters of a URL from which on some browser remembers nothing. */
const shortestLongUrl = 1024

/** Seconds up to which all browsers keep an answer. */
const shortestCap = 600

/** Seconds for which an answer is kept that does not say. */
const defaultSeconds = 5

const integer = /^-?\d+$/

function secondsToKeep(call: RunningCall, headers: FieldList): number {
  const maxAge = answerField(headers, 'access-control-max-age')
  if (maxAge === null || maxAge === '') return defaultSeconds
  if (!integer.test(maxAge)) return differInCache(call, 'CACHE-BAD-MAX-AGE')
  const seconds = Number(maxAge)
  if (seconds < 0) return differInCache(call, 'CACHE-NEGATIVE-MAX-AGE')
  return seconds <= shortestCap ? seconds : Math.min(seconds, differInCache(call, 'CACHE-CAP'))
}

function entriesFor(call: RunningCall, allowance: Allowance, until: number): readonly CachedPreflight[] {
  const entry = (allows: CachedPreflight['allows']): CachedPreflight => ({
    origin: serialisedOrigin(call),
    url: cacheUrl(call),
    credentials: call.credentials === 'include',
    until,
    allows,
  })
  const entries: CachedPreflight[] = []
  for (const method of allowance.methods.slice(0, maxEntries)) entries.push(entry({ method }))
  for (const header of allowance.headers.slice(0, maxEntries)) {
    entries.push(entry({ header: header.toLowerCase() }))
  }
  return entries
}

function isForUrl(call: RunningCall, entry: CachedPreflight): boolean {
  return entry.url === cacheUrl(call) && entry.origin === serialisedOrigin(call)
}

function cacheUrl({ url }: RunningCall): string {
  return url.href + url.fragment
}

function isForCredentials(call: RunningCall, entry: CachedPreflight): boolean {
  if (call.credentials === 'include') return entry.credentials
  return !entry.credentials || differ(call, 'CACHE-OMIT-AFTER-INCLUDE')
}

function allowsMethod(call: RunningCall, { allows, credentials }: CachedPreflight): boolean {
  if (!('method' in allows)) return false
  return allows.method === call.method || (allows.method === '*' && isWildcard(call, credentials))
}

function allowsHeader(call: RunningCall, { allows, credentials }: CachedPreflight, name: string): boolean {
  if (!('header' in allows)) return false
  if (allows.header === name) return true
  return allows.header === '*' && name !== 'authorization' && isWildcard(call, credentials)
}

function isWildcard(call: RunningCall, credentials: boolean): boolean {
  return differ(call, credentials ? 'CACHE-STAR-INCLUDE' : 'CACHE-STAR')
}

function isSame(a: CachedPreflight, b: CachedPreflight): boolean {
  if (a.credentials !== b.credentials) return false
  if ('method' in a.allows) return 'method' in b.allows && a.allows.method === b.allows.method
  return 'header' in b.allows && a.allows.header === b.allows.header
}
