import { corsCheck, type CorsCheck } from './cors-check.ts'
import { blocked, opaque, readable, undecided } from './endings.ts'
import type { Answer } from './exchange.ts'
import { sendCall } from './legs.ts'
import { locationOf, type Location } from './location.ts'
import { redirect, refuseText } from './redirect.ts'
import { serialisedOrigin } from './request-origin.ts'
import { refusePolicy } from './resource-policy.ts'
import { currentHop, differ, type RunningCall } from './running-call.ts'
import type { StepId } from './steps.ts'
import type { Verdict } from './verdict.ts'

/**
 * Sends the request itself.
 *
 * @see {@link https://fetch.spec.whatwg.org/#http-network-or-cache-fetch Fetch Standard, 4.6}
 */
export function send(call: RunningCall): Verdict | undefined {
  sendCall(call, hasCredentials(call))
  return currentHop(call).answer === undefined ? undecided(call, 'H3', 'call') : undefined
}

function hasCredentials(call: RunningCall): boolean {
  if (call.credentials !== 'same-origin') return call.credentials === 'include'
  if (call.tainting === 'basic') return true
  const beganAtHome = call.tainting === 'opaque' && call.firstOrigin === call.exchange.origin
  return beganAtHome && differ(call, 'NO-CORS-CREDENTIALS')
}

/**
 * Looks at the answer: may the page read it, is it a redirect. Gives no verdict when the call goes on to
 * another URL.
 *
 * Every answer is checked, also a 304: whether the browser revalidated a stored answer with it, and what
 * that one's headers were, an exchange does not tell.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-http-fetch Fetch Standard, 4.3}
 */
export function receive(call: RunningCall): Verdict | undefined {
  const answer = currentHop(call).answer
  if (answer === undefined) return undefined
  const location = locationOf(call, answer)
  const check = call.tainting === 'cors' ? checkAccess(call, answer) : undefined
  if (check?.passed === false) return refuseAccess(call, check, location)
  const refusal = call.tainting === 'opaque' ? refusePolicy(call, answer) : undefined
  if (refusal !== undefined) return blocked(call, refusal)
  if (location !== undefined && isRedirect(call, location)) return redirect(call, answer, location)
  return deliver(call, answer, location === undefined ? check?.step : 'R1')
}

function checkAccess(call: RunningCall, answer: Answer): CorsCheck {
  return corsCheck(answer.headers, {
    origin: serialisedOrigin(call),
    isTainted: call.isTainted,
    withCredentials: call.credentials === 'include',
  })
}

function refuseAccess(
  call: RunningCall,
  check: Extract<CorsCheck, { passed: false }>,
  location: Location | undefined,
): Verdict {
  if (location?.kind === 'bad' && differ(call, 'LOCATION-FIRST'))
    return blocked(call, refuseText(location.text))
  const reason = `The page may not read the answer: ${check.reason}.`
  return blocked(call, { step: check.step, code: check.code, corsError: check.error, reason })
}

function isRedirect(call: RunningCall, location: Location): boolean {
  if (location.kind !== 'none' || call.redirect === 'manual') return true
  return call.redirect === 'error' && !differ(call, 'LOCATION-MISSING')
}

function deliver(call: RunningCall, answer: Answer, step: StepId = 'M1'): Verdict {
  if (call.tainting === 'opaque') {
    return opaque(call, 'OP', 'opaque', 'The call has mode no-cors: nothing of the answer can be read.')
  }
  return readable(call, answer, step, reasons[step] ?? '')
}

const reasons: Readonly<Partial<Record<StepId, string>>> = {
  M1: 'The URL is of the page’s own origin.',
  R1: 'The answer has a redirect’s status and no Location: it is the answer itself.',
  C2: 'Access-Control-Allow-Origin is * and the call has no credentials.',
  C4: 'Access-Control-Allow-Origin names the origin that asked, and the call has no credentials.',
  C5: 'Access-Control-Allow-Origin names the origin that asked, and Access-Control-Allow-Credentials is true.',
}
