import { redirectTarget } from '../../exchanges/link-entries.ts'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { addressOf, subjectOf } from '../address.ts'
import { cite, citeError, citeRequest, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry, callsOf } from './entries.ts'

/** As many redirects browsers follow (Fetch, "HTTP-redirect fetch", step 6). */
const most = 20

/**
 * Redirects that lead back to where they came from, or on and on, until the browser gives up; of a capture that ends
 * before that, a circle that was gone round.
 */
export const redirectCircle = defineCause({
  name: 'redirects without an end',
  codes: ['cors/redirect-not-followed'],
  of: ['kept-back', 'no-answer', 'not-told'],
  navigations: true,
  look: (exchange) => {
    const calls = callsOf(exchange)
    const last = calls.at(-1)
    const target = last && redirectTarget(last)
    if (!last || target === undefined || calls.length !== exchange.hops.length) return undefined
    const gaveUp = calls.length > most || /TOO_MANY_REDIRECTS|REDIRECT_LOOP/.test(last.error ?? '')
    const circle = circleIn(calls, target)
    if (!gaveUp && circle.length === 0) return undefined
    return {
      code: 'cors/redirect-not-followed',
      subject: circle.map(({ request }) => subjectOf(request.url)).toSorted()[0] ?? subjectOfFirst(exchange),
      summary: `${whoCalledWhat(exchange)}. ${wayWords(circle, calls.length)} ${endWords(gaveUp, calls.length)}`,
      evidence: [
        citeRequest(calls[0] ?? last),
        ...(circle.length > 0 ? circle.slice(0, 3) : [last]).flatMap((call) =>
          citeStatus(call).concat(citeResponseHeaders(call, 'location')),
        ),
        cite(last.at, 'redirects in a row', String(calls.length)),
        ...citeError(last),
      ],
    }
  },
})

/** The first way round: the calls from an address up to where it comes up again; empty where none does. */
function circleIn(calls: readonly Entry[], target: string): readonly Entry[] {
  const places = new Map<string, number>()
  for (const [place, url] of [
    ...calls.map(({ request }) => request.url.split('#', 1)[0]!),
    target,
  ].entries()) {
    const before = places.get(url)
    if (before !== undefined) return calls.slice(before, place)
    places.set(url, place)
  }
  return []
}

function subjectOfFirst(exchange: RecordedExchange): string {
  return subjectOf(calledEntry(exchange).request.url)
}

const maxNamed = 3

function wayWords(circle: readonly Entry[], hops: number): string {
  const named = [...new Set(circle.map(({ request }) => addressOf(request.url)))]
  if (named.length === 0) return `Each of ${hops} answers in a row was a redirect to yet another address.`
  if (named.length === 1) return `${named[0]} redirects to itself.`
  const others = named.length > maxNamed ? ` over ${named.length - maxNamed} more` : ''
  return `The redirects go in a circle: ${named.slice(0, maxNamed).join(' to ')}${others}, and back.`
}

function endWords(gaveUp: boolean, hops: number): string {
  return gaveUp
    ? `After ${most} redirects browsers give up, and nobody gets an answer.`
    : `The capture ends after ${hops} of them; after ${most} browsers give up.`
}
