import { explainOrigins, partsOf } from '@clearway/rules/origins'
import type { Fix, Stack } from '@clearway/rules/problems'
import { rankWays, type PublishingFacts, type Way } from '@clearway/rules/publishing'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { stacksOf } from '../../fixes/answering-stacks.ts'
import { rankFixes } from '../../fixes/rank-fixes.ts'
import { cite, citeRequest } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesCookies, carriesToken } from './carried.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry } from './entries.ts'
import { findPreflightStop, targetOf } from './preflight-stop.ts'
import { findSignInRedirect, signInPlace } from './sign-in-place.ts'

const publishedByEntra = /\.msappproxy\.(?:net|us|cn)$/

/**
 * Page and API published apart, on origins of their own, so that the page's calls became cross-origin: both
 * by Entra application proxy, or on hosts of one site of which the called one asks for a sign-in by session.
 * The fixes are the ways to bring them together, ranked for the case.
 */
export const appsOnDifferentOrigins = defineCause({
  name: 'applications published apart',
  codes: ['proxy/apps-on-different-origins'],
  adds: true,
  of: ['kept-back', 'not-told'],
  look: (exchange, all) => {
    const called = calledEntry(exchange)
    const origins = explainOrigins(exchange.page?.origin ?? '', called.request.url)
    if (exchange.kind !== 'call' || !origins || origins.sameOrigin) return undefined
    const { page, called: api, sameSite } = origins
    const byEntra = [page, api].every((origin) => publishedByEntra.test(partsOf(origin).host))
    const sharesSession = sameSite && !carriesToken(exchange, all) && meetsSignIn(exchange)
    if (!byEntra && !sharesSession) return undefined
    const parts = origins.differences.map((each) => `${each.part} ${each.page} and ${each.called}`).join(', ')
    return {
      code: 'proxy/apps-on-different-origins',
      cause: parts,
      ...(!byEntra && { severity: 'info' as const }),
      summary:
        `${whoCalledWhat(exchange)}. Page and API are published apart: they differ in ${parts}, so the browser treats every call as cross-origin. ` +
        (byEntra
          ? 'Entra application proxy gives each application a host of its own; on one host the calls need no CORS.'
          : 'Published on one origin, or as one application, the calls would need no CORS and share one sign-in.'),
      evidence: [
        cite(called.at, 'page origin', page),
        citeRequest(called),
        cite(called.at, 'origins differ in', parts),
      ],
      fixes: rankWays(page, api, factsOf(exchange))
        .filter(({ fits }) => fits !== 'not')
        .map((way) => asFix(way, byEntra ? ['app-proxy'] : stacksOf(exchange))),
    }
  },
})

function meetsSignIn(exchange: RecordedExchange): boolean {
  const stop = findPreflightStop(exchange)
  const target = stop && targetOf(stop)
  return (
    findSignInRedirect(exchange) !== undefined || (target !== undefined && signInPlace(target) !== undefined)
  )
}

function factsOf(exchange: RecordedExchange): PublishingFacts {
  return {
    redirectedToSignIn: findSignInRedirect(exchange) !== undefined,
    preflightBlocked: findPreflightStop(exchange) !== undefined,
    withCookies: carriesCookies(exchange) === true,
  }
}

/** A way with the one change, of those that make it, that fits what answered. */
function asFix({ title, why, limits, changes }: Way, answeredBy: readonly Stack[]): Fix {
  const [change] = rankFixes(changes, answeredBy)
  const { language, text } = change ?? {}
  return {
    title,
    steps: [why, ...(change ? [`${change.title}. ${change.steps}`] : []), limits].join(' '),
    ...(language !== undefined && text !== undefined && { language, text }),
  }
}
