import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Case } from '../check.ts'
import { addressOf } from '../address.ts'
import { citeError, citeRequest, citeRequestHeaders, citeResponseHeaders, citeStatus } from '../evidence.ts'
import type { Evidence } from '../../report.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken, expiryOf } from './carried.ts'
import { defineCause, type Explanation } from './define-cause.ts'
import { askedHeader, statusOf } from './entries.ts'
import { findSignInRedirect, type SignInRedirect } from './sign-in-place.ts'

/**
 * A background call of a signed-in page that was answered with a redirect to a sign-in page, because the
 * session had ended: the browser cannot show that page inside a call, and the provider has no CORS on it.
 */
export const redirectedToSignIn = defineCause({
  name: 'background calls sent to sign-in',
  codes: ['session/redirected-to-sign-in'],
  of: ['kept-back', 'not-told', 'refused', 'no-answer'],
  look: (exchange, all) => {
    const redirect = findSignInRedirect(exchange)
    if (!redirect || carriesToken(exchange, all)) return undefined
    const cookies = askedHeader(redirect.entry, 'cookie') !== undefined
    return explain(exchange, all, redirect, {
      code: 'session/redirected-to-sign-in',
      says: cookies
        ? 'The cookies that went along opened no session any more. '
        : 'The call opened no session. ',
    })
  },
})

/** An API that answers a call with a bearer token by a redirect to sign-in, where a 401 belongs. */
export const redirectsInsteadOf401 = defineCause({
  name: 'APIs that redirect calls with a token',
  codes: ['api/redirects-instead-of-401'],
  of: ['kept-back', 'not-told', 'refused', 'no-answer'],
  look: (exchange, all) => {
    const redirect = findSignInRedirect(exchange)
    if (!redirect || !carriesToken(exchange, all)) return undefined
    const expiry = expiryOf(exchange, all)
    const why =
      expiry !== undefined && expiry.secondsPast >= 0
        ? 'The call carried a token that had expired. '
        : 'The call carried a bearer token that the API did not accept. '
    return explain(exchange, all, redirect, {
      code: 'api/redirects-instead-of-401',
      says: `${why}It challenges with OpenID Connect, which is for people, instead of answering 401. `,
    })
  },
})

function explain(
  exchange: RecordedExchange,
  all: Case,
  { entry, target, place }: SignInRedirect,
  { code, says }: Pick<Explanation, 'code'> & { readonly says: string },
): Explanation {
  const expiry = expiryOf(exchange, all)
  return {
    code,
    cause: addressOf(target),
    summary:
      `${whoCalledWhat(exchange)} in the background. ${says}` +
      `The server answered ${statusOf(entry) ?? 'a redirect'} to the sign-in page of ${place.owner} (${addressOf(target)}), ` +
      (place.ofProvider
        ? 'which has no CORS, so the page got an error instead of a 401.'
        : 'which is made for people, so the page got no 401 that its code could act on.'),
    evidence: [
      citeRequest(entry),
      ...citeRequestHeaders(entry, 'sec-fetch-mode', 'x-requested-with'),
      ...citeStatus(entry),
      ...citeResponseHeaders(entry, 'location'),
      ...beyond(exchange, entry),
      ...(expiry ? [expiry.evidence] : []),
    ],
  }
}

/** The sign-in page's own answer, where the browser went on to it. */
function beyond({ hops }: RecordedExchange, redirecting: SignInRedirect['entry']): readonly Evidence[] {
  const last = hops.at(-1)?.call
  if (!last || last === redirecting) return []
  return [citeRequest(last), ...citeStatus(last), ...citeError(last)]
}
