import { providerOf } from '@clearway/rules/entra'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { askedHeader, calledEntry, callsOf, statusOf } from '../exchange/entries.ts'
import { signInPlace } from '../exchange/sign-in-place.ts'

/** What a page gets anew: an access token, or a session that cookies open. */
export type Renewed = 'token' | 'session'

/** Addresses at which gateways and applications renew a session or hand out the next token. */
const renewingPath =
  /\/(?:\.clearway\/renew|\.auth\/refresh|(?:refresh|renew)(?:[-_]?(?:token|session))?|token[-/_](?:refresh|renew))\/?$/i

const error = /[?#&]error=/

/**
 * Tells whether a request got a page a new token or session: one to a token endpoint, one to an address of that name,
 * or a sign-in in a frame that nobody sees. What was refused renews nothing.
 */
export function renewedBy(exchange: RecordedExchange): Renewed | undefined {
  const called = calledEntry(exchange)
  const last = callsOf(exchange).at(-1)
  const status = statusOf(last)
  if (!last || status === undefined || status >= 300 || exchange.ended === 'blocked') return undefined
  const { method, url, body } = called.request
  if (method === 'POST' && (providerOf(url)?.place === 'token' || /(?:^|&)grant_type=/.test(body ?? '')))
    return 'token'
  if (renewingPath.test(url.split(/[?#]/, 1)[0]!)) return 'session'
  const signedIn =
    exchange.kind === 'navigation' &&
    !isPageLoad(exchange) &&
    callsOf(exchange).some(({ request }) => signInPlace(request.url) !== undefined) &&
    signInPlace(last.request.url) === undefined &&
    !error.test(last.request.url)
  return signedIn ? 'session' : undefined
}

/**
 * Tells whether a page was left or loaded anew: a person stands behind that, and no code of the page goes on over it.
 * A frame is none; where the capture does not tell frames, `prompt=none` gives a hidden one away.
 */
export function isPageLoad(exchange: RecordedExchange): boolean {
  if (exchange.kind !== 'navigation') return false
  const destination = askedHeader(calledEntry(exchange), 'sec-fetch-dest')
  if (destination !== undefined) return destination === 'document'
  return !callsOf(exchange).some(({ request }) => /[?&]prompt=none(?:&|$)/.test(request.url))
}
