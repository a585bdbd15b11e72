import { excerpt } from '@clearway/rules/http'
import { isSameSite, parseOrigin } from '@clearway/rules/origins'
import { judge, type CookieLeftOut, type StoredCookie } from '@clearway/rules/verdict'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import type { Case } from '../check.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken } from './carried.ts'
import { chromiumReason } from './chromium-cookie-reasons.ts'
import { cookiesSeenFor, type SeenCookie } from './cookie-store.ts'
import { defineCause } from './define-cause.ts'
import { callsOf, originOfAddress, statusOf } from './entries.ts'
import { cookiesOf } from './set-cookies.ts'
import { findSignInRedirect } from './sign-in-place.ts'

/**
 * A session cookie that the browser has and left out of a call, which was then turned away: by the reasons
 * that NetLog notes down, else by what the capture shows of the cookie being set.
 */
export const cookieNotSent = defineCause({
  name: 'cookies that stayed behind',
  codes: ['session/cookie-not-sent'],
  needs: ['cookies'],
  of: ['refused', 'kept-back', 'not-told'],
  look: (exchange, all) => {
    const call = callsOf(exchange)[0]
    if (!call || !isTurnedAway(exchange) || carriesToken(exchange, all)) return undefined
    const left = notedDown(call) ?? shownByCapture(exchange, call, all)
    if (!left) return undefined
    return {
      code: 'session/cookie-not-sent',
      summary:
        `${whoCalledWhat(exchange)} without the cookie ${excerpt(left.name, 80)}, and was turned away with ` +
        `${statusOf(call) ?? 'no answer'}. ${left.why}`,
      evidence: [citeRequest(call), ...citeStatus(call), ...left.evidence],
    }
  },
})

interface LeftOut {
  readonly name: string
  readonly why: string
  readonly evidence: readonly Evidence[]
}

function isTurnedAway(exchange: RecordedExchange): boolean {
  const status = statusOf(callsOf(exchange)[0])
  return status === 401 || status === 403 || findSignInRedirect(exchange) !== undefined
}

function notedDown({ at, cookiesLeftOut }: Entry): LeftOut | undefined {
  for (const { name, reasons } of cookiesLeftOut ?? []) {
    const why = reasons.map(chromiumReason).find((each) => each !== undefined)
    if (why === undefined) continue
    const evidence = cite(at, 'cookie left out', `${excerpt(name, 80)}: ${reasons.slice(0, 5).join(', ')}`)
    return { name, why, evidence: [evidence] }
  }
  return undefined
}

function shownByCapture(exchange: RecordedExchange, call: Entry, all: Case): LeftOut | undefined {
  if (exchange.lacks.has('cookies') || !exchange.exchange) return undefined
  const { hostname } = new URL(call.request.url)
  const sent = cookiesOf(call)
  const missing = cookiesSeenFor(hostname, exchange, all).filter(({ name }) => !sent.has(name))
  // Where some cookies went along the browser was willing; one that did not may simply be old.
  const [cookie] =
    sent.size === 0 ? missing : missing.filter(({ sameSite, secure }) => sameSite !== undefined || secure)
  if (!cookie) return undefined
  const why = whyLeftOut(exchange, call, cookie)
  if (why === undefined) return undefined
  return {
    name: cookie.name,
    why,
    evidence: [cite(cookie.setBy.at, 'response header set-cookie', wordsOf(cookie))],
  }
}

const whys: Readonly<Record<CookieLeftOut['reason'], string>> = {
  'credentials-mode':
    "The page did not ask for cookies: calls to another origin carry them only with credentials: 'include' (withCredentials).",
  'same-site-strict': 'It is SameSite=Strict, and the page is on another site.',
  'same-site-lax': 'It is SameSite=Lax, and such cookies do not go along with calls from another site.',
  'same-site-unspecified':
    'It names no SameSite, which counts as Lax, and such cookies do not go along with calls from another site.',
  'same-site-none-without-secure': 'It is SameSite=None without Secure, which browsers do not keep.',
  'not-secure': 'It is Secure, and the call went to plain http.',
  'third-party-blocked': 'The browser blocks cookies of other sites.',
  'other-partition': 'It is Partitioned, and was set under another page.',
}

function whyLeftOut(
  { exchange, profile, page }: RecordedExchange,
  { request }: Entry,
  cookie: SeenCookie,
): string | undefined {
  if (!exchange) return undefined
  const path = new URL(request.url).pathname
  if (!covers(cookie.path ?? '/', path))
    return `Its path is ${excerpt(cookie.path ?? '/', 80)}, which does not cover the address.`
  const { setBy: _, ...stored } = cookie
  const reason = reasonWith({ ...exchange, cookies: [stored satisfies StoredCookie] }, profile)
  if (reason !== undefined) return whys[reason]
  // With credentials it would have gone along, and it did not.
  const own = originOfAddress(request.url)
  if (page === undefined || own === undefined || own === page.origin) return undefined
  const [from, to] = [parseOrigin(page.origin), parseOrigin(own)]
  const crossSite = from === undefined || to === undefined || !isSameSite(from, to)
  return crossSite
    ? `${whys['credentials-mode']} Or the browser blocks cookies of other sites.`
    : whys['credentials-mode']
}

function reasonWith(
  exchange: NonNullable<RecordedExchange['exchange']>,
  profile: RecordedExchange['profile'],
): CookieLeftOut['reason'] | undefined {
  const verdict = judge({ ...exchange, request: { ...exchange.request, credentials: 'include' } }, profile)
  return verdict.legs.find(({ kind, hop }) => kind === 'call' && hop === 0)?.cookiesLeftOut[0]?.reason
}

/** RFC 6265, 5.1.4. */
function covers(cookiePath: string, path: string): boolean {
  if (!path.startsWith(cookiePath)) return false
  return cookiePath.endsWith('/') || path.length === cookiePath.length || path[cookiePath.length] === '/'
}

function wordsOf({ name, sameSite, secure, path, subdomains, host }: SeenCookie): string {
  const attributes = [
    ...(subdomains ? [`Domain=${host}`] : []),
    `Path=${path ?? '/'}`,
    ...(secure ? ['Secure'] : []),
    sameSite === undefined ? 'no SameSite' : `SameSite=${sameSite[0]!.toUpperCase()}${sameSite.slice(1)}`,
  ]
  return `${excerpt(name, 80)}; ${attributes.join('; ')}`
}
