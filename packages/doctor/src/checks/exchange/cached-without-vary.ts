import { citeAbsence, citeRequest, citeResponseHeaders } from '../evidence.ts'
import { allowOriginOf, findClosedAnswer } from './allow-origin.ts'
import { whoCalledWhat } from './call-words.ts'
import { circumstancesOf } from './circumstances.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader } from './entries.ts'
import { findBlock } from './block.ts'

/** A cross-origin call answered from the browser's cache by a copy that was made for somebody else. */
export const cachedWithoutVary = defineCause({
  name: 'answers from the cache without CORS headers',
  codes: ['cors/cached-without-vary'],
  of: ['kept-back'],
  look: (exchange) => {
    const closed = findClosedAnswer(exchange) ?? findBlock(exchange, 'cors/origin-not-allowed')?.entry
    if (!closed || closed.answeredBy !== 'cache' || variesByOrigin(answerHeader(closed, 'vary')))
      return undefined
    const allowed = allowOriginOf(closed)
    return {
      code: 'cors/cached-without-vary',
      cause: allowed ?? 'no origin',
      severity: 'error',
      summary:
        `${whoCalledWhat(exchange)}, and the browser answered from its cache: with a copy that was fetched ` +
        `${allowed === undefined ? 'without an Origin, and so has no CORS headers' : 'for another origin'}. ` +
        'Without Vary: Origin the browser cannot know that the server would have answered this page differently.',
      evidence: [
        citeRequest(closed),
        ...(allowed === undefined
          ? [citeAbsence(closed, 'access-control-allow-origin')]
          : citeResponseHeaders(closed, 'access-control-allow-origin')),
        ...(answerHeader(closed, 'vary') === undefined
          ? [citeAbsence(closed, 'vary')]
          : citeResponseHeaders(closed, 'vary')),
        ...citeResponseHeaders(closed, 'cache-control', 'age'),
        ...circumstancesOf(exchange, closed),
      ],
    }
  },
})

/** Tells whether a Vary header keeps answers for different origins apart. */
export function variesByOrigin(vary: string | undefined): boolean {
  return (vary ?? '').split(',', 50).some((name) => /^(?:origin|\*)$/i.test(name.trim()))
}
