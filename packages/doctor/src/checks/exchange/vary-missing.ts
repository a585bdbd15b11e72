import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Case } from '../check.ts'
import { subjectOf } from '../address.ts'
import { cite, citeRequest, citeResponseHeaders, citeAbsence } from '../evidence.ts'
import { allowOriginOf } from './allow-origin.ts'
import { variesByOrigin } from './cached-without-vary.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf, statusOf } from './entries.ts'

/**
 * An address whose answers allow different origins, or sometimes none, and do not say so with `Vary: Origin`:
 * a cache may give one page's answer to another.
 */
export const varyMissing = defineCause({
  name: 'answers that differ by origin without Vary',
  codes: ['cors/cached-without-vary'],
  adds: true,
  of: ['answered'],
  look: (exchange, all) => {
    const call = callsOf(exchange).at(-1)
    if (!call || !isCacheable(call)) return undefined
    const own = allowOriginOf(call)
    if (own === undefined || own === '*' || variesByOrigin(answerHeader(call, 'vary'))) return undefined
    const other = answersBy(call.request.url, all).find((each) => allowOriginOf(each) !== own)
    if (!other) return undefined
    const others = allowOriginOf(other)
    return {
      code: 'cors/cached-without-vary',
      cause: `${own} or ${others}`,
      severity: 'warning',
      subject: subjectOf(call.request.url),
      summary:
        `Answers of ${subjectOf(call.request.url)} allow ${excerpt(own, 100)} at one time and ${others === undefined ? 'no origin' : excerpt(others, 100)} ` +
        'at another, may be cached, and lack Vary: Origin. A cache may give the one where the other is needed, and the browser then blocks it.',
      evidence: [
        citeRequest(call),
        ...citeResponseHeaders(call, 'access-control-allow-origin', 'cache-control'),
        answerHeader(call, 'vary') === undefined
          ? citeAbsence(call, 'vary')
          : cite(call.at, 'response header vary', answerHeader(call, 'vary') ?? ''),
        ...(others === undefined
          ? [citeAbsence(other, 'access-control-allow-origin')]
          : citeResponseHeaders(other, 'access-control-allow-origin')),
      ],
    }
  },
})

function isCacheable(call: Entry): boolean {
  if (call.request.method !== 'GET' || statusOf(call) !== 200) return false
  return !/\b(?:no-store|private)\b/i.test(answerHeader(call, 'cache-control') ?? '')
}

const maxPerUrl = 20
const indexes = new WeakMap<readonly RecordedExchange[], ReadonlyMap<string, readonly Entry[]>>()

function answersBy(url: string, { exchanges }: Case): readonly Entry[] {
  let index = indexes.get(exchanges)
  if (!index) indexes.set(exchanges, (index = indexOf(exchanges)))
  return index.get(url) ?? []
}

function indexOf(exchanges: readonly RecordedExchange[]): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>()
  for (const call of exchanges.flatMap(callsOf)) {
    if (!isCacheable(call)) continue
    const list = index.get(call.request.url)
    if (!list) index.set(call.request.url, [call])
    else if (list.length < maxPerUrl) list.push(call)
  }
  return index
}
