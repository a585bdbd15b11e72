import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import type { Case } from '../check.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken } from './carried.ts'
import { chromiumCookieReason, cookieReasonWords } from './cookie-reasons.ts'
import { cookiesSeenFor, type SeenCookie } from './cookie-store.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf, statusOf } from './entries.ts'
import { cookiesOf } from './set-cookies.ts'
import { findSignInRedirect } from './sign-in-place.ts'
import { whyLeftOut } from './why-left-out.ts'

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
    if (!call || !isTurnedAway(exchange) || wantsToken(call) || carriesToken(exchange, all)) return undefined
    const left = notedDown(call) ?? shownByCapture(exchange, call, all)
    if (!left) return undefined
    return {
      code: 'session/cookie-not-sent',
      cause: `${left.name}: ${left.why}`,
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

/** An API that asks for a token does not look at cookies. */
function wantsToken(call: Entry): boolean {
  return /^\s*(?:bearer|dpop)\b/i.test(answerHeader(call, 'www-authenticate') ?? '')
}

function notedDown({ at, cookiesLeftOut }: Entry): LeftOut | undefined {
  for (const { name, reasons } of likeliestFirst(cookiesLeftOut ?? [])) {
    const why = reasons.map(chromiumCookieReason).find((each) => each !== undefined)
    if (why === undefined) continue
    const evidence = cite(at, 'cookie left out', `${excerpt(name, 80)}: ${reasons.slice(0, 5).join(', ')}`)
    return { name, why: cookieReasonWords[why], evidence: [evidence] }
  }
  return undefined
}

/** Among trackers and preferences what sounds like a session; a cookie of one sign-in only is none. */
function likeliestFirst<Cookie extends { readonly name: string }>(
  cookies: readonly Cookie[],
): readonly Cookie[] {
  const rankOf = ({ name }: Cookie): number =>
    isOfOneSignIn(name) ? 2 : sessionNames.test(name.slice(0, maxName)) ? 0 : 1
  return cookies.toSorted((one, other) => rankOf(one) - rankOf(other))
}

function shownByCapture(exchange: RecordedExchange, call: Entry, all: Case): LeftOut | undefined {
  if (exchange.lacks.has('cookies') || !URL.canParse(call.request.url)) return undefined
  const sent = cookiesOf(call)
  const missing = cookiesSeenFor(new URL(call.request.url).hostname, exchange, all)
    .filter((each) => !sent.has(each.name) && opensSession(each))
    .slice(0, maxCookies)
  for (const cookie of missing) {
    const { setBy, httpOnly: _, ...stored } = cookie
    const why = whyLeftOut(exchange, call, stored, sent.size > 0)
    if (why === undefined) continue
    return {
      name: cookie.name,
      why,
      evidence: [cite(setBy.at, 'cookie as it was set', wordsOf(cookie))],
    }
  }
  return undefined
}

const maxCookies = 10
const maxName = 200
const signInNames = /nonce|correlation|state|csrf|xsrf|antiforgery|pkce|verifier/i
const sessionNames = /sess|sid\b|auth|identity|aspnet|aspx|token|jwt|login/i

/** Many cookies have nothing to do with who is signed in; some belong to one sign-in and its callback only. */
export function opensSession({ name, httpOnly }: Pick<SeenCookie, 'name' | 'httpOnly'>): boolean {
  return !isOfOneSignIn(name) && (httpOnly || sessionNames.test(name.slice(0, maxName)))
}

function isOfOneSignIn(name: string): boolean {
  return signInNames.test(name.slice(0, maxName))
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
