import { isSameSite, parseOrigin, partsOf } from '@clearway/rules/origins'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { cite, citeRequest } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken } from './carried.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry, originOfAddress } from './entries.ts'
import { differingParts } from './origin-parts.ts'
import { findPreflightStop, targetOf } from './preflight-stop.ts'
import { findSignInRedirect, signInPlace } from './sign-in-place.ts'

const publishedByEntra = /\.msappproxy\.(?:net|us|cn)$/

/**
 * Page and API published apart, on origins of their own, so that the page's calls became cross-origin: both
 * by Entra application proxy, or on hosts of one site of which the called one asks for a sign-in by session.
 */
export const appsOnDifferentOrigins = defineCause({
  name: 'applications published apart',
  codes: ['proxy/apps-on-different-origins'],
  adds: true,
  of: ['kept-back', 'not-told'],
  look: (exchange, all) => {
    const called = calledEntry(exchange)
    const page = parseOrigin(exchange.page?.origin ?? '')
    const api = parseOrigin(originOfAddress(called.request.url) ?? '')
    if (page === undefined || api === undefined || page === api || exchange.kind !== 'call') return undefined
    const byEntra = [page, api].every((origin) => publishedByEntra.test(partsOf(origin).host))
    if (!byEntra && !(isSameSite(page, api) && meetsSignIn(exchange) && !carriesToken(exchange, all)))
      return undefined
    const parts = differingParts(page, api).join(', ')
    return {
      code: 'proxy/apps-on-different-origins',
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
