import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Case } from '../check.ts'
import { citeAbsence, citeError, citeRequest, citeResponseHeaders } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { variesByOrigin } from './cached-without-vary.ts'
import { defineCause } from './define-cause.ts'
import { allowOriginOf } from './allow-origin.ts'
import { answerHeader, askedHeader, calledEntry } from './entries.ts'
import { neighboursOf } from './neighbours.ts'

/**
 * A call that failed without a request on the wire, after an element of the page had fetched the same URL without
 * an Origin: the browser took the copy in its cache, which has no CORS headers. Chromium’s captures show the call
 * without an answer.
 */
export const cachedForAnElement = defineCause({
  name: 'calls that got an element’s copy from the cache',
  codes: ['cors/cached-without-vary'],
  of: ['kept-back', 'no-answer'],
  look: (exchange, all) => {
    const called = calledEntry(exchange)
    if (exchange.ended !== 'blocked' || called.request.method !== 'GET' || called.response) return undefined
    if (exchange.hops.some(({ preflight }) => preflight)) return undefined
    const copy = copyBefore(exchange, called, all)
    if (!copy) return undefined
    return {
      code: 'cors/cached-without-vary',
      cause: 'no origin',
      severity: 'error',
      summary:
        `${whoCalledWhat(exchange)}, and nothing went over the wire: the browser had a copy in its cache that was ` +
        'fetched without an Origin, and so has no CORS headers. Without Vary: Origin the browser cannot know that the ' +
        'server would have answered this page differently.',
      evidence: [
        citeRequest(called),
        ...citeError(called),
        citeRequest(copy),
        citeAbsence(copy, 'access-control-allow-origin'),
        ...(answerHeader(copy, 'vary') === undefined
          ? [citeAbsence(copy, 'vary')]
          : citeResponseHeaders(copy, 'vary')),
        ...citeResponseHeaders(copy, 'cache-control', 'expires'),
      ],
    }
  },
})

function copyBefore(exchange: RecordedExchange, called: Entry, all: Case): Entry | undefined {
  return neighboursOf(exchange, all)
    .before.map(({ hops }) => hops[0]?.call)
    .findLast(
      (entry) =>
        entry?.request.url === called.request.url &&
        entry.response !== undefined &&
        askedHeader(entry, 'origin') === undefined &&
        allowOriginOf(entry) === undefined &&
        !variesByOrigin(answerHeader(entry, 'vary')) &&
        !/no-store/i.test(answerHeader(entry, 'cache-control') ?? ''),
    )
}
