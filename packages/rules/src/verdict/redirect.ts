/**
 * Following a redirect, or not.
 *
 * @see {@link https://fetch.spec.whatwg.org/#http-redirect-fetch Fetch Standard, 4.5}
 */
import { excerpt } from '../http/excerpt.ts'
import { blocked, opaque, type Block } from './endings.ts'
import type { Answer } from './exchange.ts'
import type { Location } from './location.ts'
import { bodyHeaders, clientHints, type PageHeader } from './request-headers.ts'
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
    if (location.kind === 'bad' && differ(call, 'LOCATION-FIRST')) {
      return blocked(call, refuseText(location.text))
    }
    return call.redirect === 'manual' ? closed(call, answer) : refuseByMode(call, answer, goal)
  }
  const block = refuseLocation(call, location) ?? refuseCount(call)
  if (block !== undefined || goal === undefined) return block && blocked(call, block)
  const refusal = refuseUserinfo(call, goal) ?? refuseBody(call, answer)
  if (refusal !== undefined) return blocked(call, refusal)
  return follow(call, answer, goal)
}

/** Blocks a Location that is no URL. */
export function refuseText(text: string): Block {
  const shown = excerpt(text.replace(userinfo, '//...@').replace(query, '...'))
  return {
    step: 'R2',
    code: 'cors/redirect-not-followed',
    reason: `The answer's Location is no URL: '${shown}'.`,
  }
}

const userinfo = /\/\/[^/]*@/
const query = /[?#].*$/s

function refuseLocation(call: RunningCall, location: Location): Block | undefined {
  if (location.kind === 'bad') return refuseText(location.text)
  if (location.kind === 'none' || location.url.isHttp) return undefined
  const { scheme } = location.url
  const reason = `The answer redirects to a URL of scheme ${excerpt(scheme)} and only http: and https: are followed.`
  const isNamed = call.mode === 'cors' && !unnamed.has(scheme)
  const corsError = isNamed ? ({ name: 'CorsDisabledScheme', parameter: '' } as const) : undefined
  return { step: 'R3', code: 'cors/redirect-not-followed', reason, corsError }
}

/** Schemes for which Chromium only has a network error. */
const unnamed: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'chrome:',
  'chrome-extension:',
  'data:',
  'file:',
  'filesystem:',
  'view-source:',
  'ws:',
  'wss:',
])

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
  if (call.exchange.request.api === 'xhr' || !differ(call, 'LOCATION-USERINFO')) return undefined
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
    addNames(gone, bodyHeaders)
  }
  if (goal.origin !== from.origin) gone.add('authorization')
  const isHome = goal.origin === call.exchange.origin
  if (!isHome && call.headers.some(isClientHint) && differ(call, 'REDIRECT-CLIENT-HINTS'))
    addNames(gone, clientHints)
  takeOff(call, gone)
  taint(call, goal)
  call.url = goal
  call.hop++
  if (call.isTainted && isHome && differ(call, 'REDIRECT-HOME')) {
    const reason = `The call was redirected over ${from.origin} back to ${shownUrl(goal)}, and this browser does not follow.`
    return blocked(call, { step: 'R10', code: 'cors/tainted-origin', reason })
  }
  return undefined
}

function addNames(names: Set<string>, more: Iterable<string>): void {
  for (const name of more) names.add(name)
}

function isClientHint(header: PageHeader): boolean {
  return clientHints.has(header.name)
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return method === 'POST' && (status === 301 || status === 302)
}

function takeOff(call: RunningCall, gone: ReadonlySet<string>): void {
  const kept = call.headers.filter(({ name }) => !gone.has(name))
  const back = call.firstHeaders.filter((header) => !gone.has(header.name) && !kept.includes(header))
  if (kept.length === call.headers.length && back.length === 0) return
  const comeBack = back.length > 0 && differ(call, 'REDIRECT-HEADERS-BACK')
  call.headers = comeBack ? [...kept, ...back] : kept
  call.unsafeNames = unsafeNamesOf(call, call.headers)
  call.stripped = namesGone(call)
}

/** Names of the page's headers that are not on the request: those that it cannot set, those taken off. */
function namesGone({ stripped, firstHeaders, headers }: RunningCall): readonly string[] {
  const names = new Set([...stripped, ...firstHeaders.map(({ name }) => name)])
  for (const { name } of headers) names.delete(name)
  return [...names].sort()
}
