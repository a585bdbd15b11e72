/**
 * Following a redirect, or not.
 *
 * @see {@link https://fetch.spec.whatwg.org/#http-redirect-fetch Fetch Standard, 4.5}
 */
import { excerpt } from '../http/excerpt.ts'
import { blocked, opaque, type Block } from './endings.ts'
import type { Answer } from './exchange.ts'
import type { Location } from './location.ts'
import { bodyHeaders, type PageHeader } from './request-headers.ts'
import { taint } from './request-origin.ts'
import { shownUrl, type RequestUrl } from './request-url.ts'
import { differ, type RunningCall } from './running-call.ts'
import { unsafeNamesOf } from './set-headers.ts'
import type { Verdict } from './verdict.ts'

const maxRedirects = 20

/**
 * Does what the call's redirect mode says about an answer with a redirect status. Moves the call on to the
 * next URL, and gives a verdict where it goes no further.
 */
export function redirect(call: RunningCall, answer: Answer, location: Location): Verdict | undefined {
  const goal = location.kind === 'url' ? location.url : undefined
  if (call.redirect !== 'follow') {
    const broken = refuseLocation(call, location)
    if (broken !== undefined && broken.corsError === undefined && differ(call, 'LOCATION-FIRST'))
      return blocked(call, broken)
    return call.redirect === 'manual' ? closed(call, answer) : refuseByMode(call, answer, goal)
  }
  const block = refuseLocation(call, location) ?? refuseCount(call)
  if (block !== undefined || goal === undefined) return block && blocked(call, block)
  const refusal = refuseUserinfo(call, goal) ?? refuseBody(call, answer)
  if (refusal !== undefined) return blocked(call, refusal)
  return follow(call, answer, goal)
}

/** Why a Location cannot be followed by anybody; undefined when it can. */
export function refuseLocation(call: RunningCall, location: Location): Block | undefined {
  if (location.kind === 'bad') {
    const reason = `The answer's Location is no URL: '${excerpt(location.text.replace(query, '?...'))}'.`
    return { step: 'R2', code: 'cors/redirect-not-followed', reason }
  }
  if (location.kind === 'url' && !location.url.isHttp) {
    const { scheme } = location.url
    const reason = `The answer redirects to a URL of scheme ${excerpt(scheme)} and only http: and https: are followed.`
    const isNamed = call.mode === 'cors' && !unsafeSchemes.has(scheme)
    const corsError = isNamed ? ({ name: 'CorsDisabledScheme', parameter: '' } as const) : undefined
    return { step: 'R3', code: 'cors/redirect-not-followed', reason, corsError }
  }
  return undefined
}

/** Schemes to which Chromium's network stack follows no redirect; of others the CORS code learns. */
const unsafeSchemes: ReadonlySet<string> = new Set(['about:', 'blob:', 'data:', 'file:', 'javascript:'])

const query = /\?.*$/s

function closed(call: RunningCall, answer: Answer): Verdict {
  const reason = `The answer is a redirect (${answer.status}) and the call has redirect mode manual: nothing of it can be read.`
  return opaque(call, 'H7', 'opaqueredirect', reason)
}

function refuseByMode(call: RunningCall, answer: Answer, goal: RequestUrl | undefined): Verdict {
  // Chromium looks at the user in the Location before it looks at the redirect mode.
  const corsError = goal === undefined ? undefined : refuseUserinfo(call, goal)?.corsError
  const reason = `The answer is a redirect (${answer.status}) and the call has redirect mode error.`
  return blocked(call, { step: 'H7', code: 'cors/redirect-not-followed', reason, corsError })
}

function refuseCount(call: RunningCall): Block | undefined {
  if (call.hop < maxRedirects) return undefined
  const reason = `The call was redirected ${maxRedirects} times already, and browsers follow no more.`
  return { step: 'R4', code: 'cors/redirect-not-followed', reason }
}

function refuseUserinfo(call: RunningCall, goal: RequestUrl): Block | undefined {
  if (!goal.hasUserinfo) return undefined
  const isToOtherOrigin = call.mode === 'cors' && goal.origin !== call.exchange.origin
  if (!isToOtherOrigin && call.tainting !== 'cors') return refuseAnyUserinfo(call, goal)
  return {
    step: isToOtherOrigin ? 'R5' : 'R6',
    code: 'cors/redirect-with-credentials',
    reason: `The answer redirects to ${goal.origin} with a user or password in the URL, which a call to another origin may not carry.`,
    corsError: { name: 'RedirectContainsCredentials', parameter: '' },
  }
}

function refuseAnyUserinfo(call: RunningCall, goal: RequestUrl): Block | undefined {
  if (!differ(call, 'LOCATION-USERINFO')) return undefined
  const reason = `The answer redirects to ${goal.origin} with a user or password in the URL, which this browser follows for no call.`
  return { step: 'R5', code: 'cors/redirect-with-credentials', reason }
}

function refuseBody(call: RunningCall, answer: Answer): Block | undefined {
  if (call.body !== 'stream' || answer.status === 303) return undefined
  const reason = `The call's body is a stream, which cannot be sent a second time, and the answer redirects with ${answer.status}.`
  return { step: 'R7', code: 'cors/redirect-not-followed', reason }
}

function follow(call: RunningCall, answer: Answer, goal: RequestUrl): Verdict | undefined {
  const from = call.url
  const gone = new Set<string>()
  if (becomesGet(call.method, answer.status)) {
    call.method = 'GET'
    call.body = 'none'
    for (const name of bodyHeaders) gone.add(name)
  }
  if (goal.origin !== from.origin) gone.add('authorization')
  takeOff(call, gone)
  taint(call, goal)
  call.url = goal
  call.hop++
  if (call.isTainted && goal.origin === call.exchange.origin && differ(call, 'REDIRECT-HOME')) {
    const reason = `The call was redirected over ${from.origin} back to ${shownUrl(goal)}, and this browser does not follow.`
    return blocked(call, { step: 'R10', code: 'cors/tainted-origin', reason })
  }
  return undefined
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return method === 'POST' && (status === 301 || status === 302)
}

function takeOff(call: RunningCall, names: ReadonlySet<string>): void {
  const isGone = (header: PageHeader): boolean => names.has(header.name)
  if (!call.headers.some(isGone)) return
  const gone = new Set([...call.stripped, ...call.headers.filter(isGone).map(({ name }) => name)])
  call.stripped = [...gone].sort()
  call.headers = call.headers.filter((header) => !isGone(header))
  call.unsafeNames = unsafeNamesOf(call, call.headers)
}
