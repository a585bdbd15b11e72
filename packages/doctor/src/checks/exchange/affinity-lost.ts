import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken } from './carried.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf, statusOf } from './entries.ts'
import { neighboursOf } from './neighbours.ts'
import { cookiesOf, isAffinityCookie, setCookiesOf } from './set-cookies.ts'
import { findSignInRedirect } from './sign-in-place.ts'

const within = 120_000

/** Headers in which servers of a farm name themselves. */
const instanceNames = [
  'x-served-by',
  'x-backend-server',
  'x-instance',
  'x-instance-id',
  'x-server',
  'x-upstream',
  'x-pod-name',
  'x-node',
  'server',
] as const

/**
 * A session that one server of several knows and another does not: calls to one application are answered and
 * refused by turns within two minutes, and the answers come from different servers.
 */
export const affinityLost = defineCause({
  name: 'sessions that only one of several servers knows',
  codes: ['session/affinity-lost'],
  of: ['refused', 'kept-back', 'not-told'],
  look: (exchange, all) => {
    const call = callsOf(exchange)[0]
    if (!call || !isTurnedAway(exchange) || carriesToken(exchange, all)) return undefined
    const { before, after } = neighboursOf(exchange, all, within)
    const isWitness = (other: RecordedExchange): boolean =>
      isServed(other) && sameSession(call, other) && !carriesToken(other, all)
    const servedBefore = callOf(before.findLast(isWitness))
    const servedAfter = callOf(after.find(isWitness))
    if (!servedBefore || !servedAfter) return undefined
    const moved = movedBetween(servedBefore, call) ?? movedBetween(servedAfter, call)
    if (!moved) return undefined
    return {
      code: 'session/affinity-lost',
      cause: 'the load balancer',
      summary:
        `${whoCalledWhat(exchange)} and was turned away with ${statusOf(call) ?? 'no answer'}; calls to the same application just before and after ` +
        'were answered. Another server gave this answer: the session is known to one server only, and the load balancer did not stay with it.',
      evidence: [
        citeRequest(call),
        ...citeStatus(call),
        ...moved,
        ...[servedBefore, servedAfter].flatMap((served) => [citeRequest(served)].concat(citeStatus(served))),
      ],
    }
  },
})

function callOf(exchange: RecordedExchange | undefined): Entry | undefined {
  return exchange && callsOf(exchange)[0]
}

function isTurnedAway(exchange: RecordedExchange): boolean {
  const first = callsOf(exchange)[0]
  return statusOf(first) === 401 || findSignInRedirect(exchange) !== undefined
}

function isServed(exchange: RecordedExchange): boolean {
  const status = statusOf(callsOf(exchange).at(-1)) ?? 0
  return status >= 200 && status < 300 && findSignInRedirect(exchange) === undefined
}

/** A person who signed in anew in between has other cookies, the load balancer's aside. */
function sameSession(call: Entry, other: RecordedExchange): boolean {
  const otherCall = callsOf(other)[0]
  if (!otherCall) return false
  const [own, others] = [cookiesOf(call), cookiesOf(otherCall)]
  return [...own].every(
    ([name, tag]) => isAffinityCookie(name) || !others.has(name) || others.get(name) === tag,
  )
}

/** What shows that two answers came from different servers. */
function movedBetween(served: Entry, turnedAway: Entry): readonly Evidence[] | undefined {
  const sent = cookiesOf(served)
  for (const { name, tag } of setCookiesOf(turnedAway)) {
    if (!isAffinityCookie(name)) continue
    const earlier = sent.get(name) ?? setCookiesOf(served).find((each) => each.name === name)?.tag
    if (earlier !== undefined && earlier !== tag)
      return [cite(turnedAway.at, 'response header set-cookie', `${excerpt(name, 80)} with another value`)]
  }
  for (const name of instanceNames) {
    const [one, other] = [answerHeader(served, name), answerHeader(turnedAway, name)]
    if (one === undefined || other === undefined || one === other) continue
    return [
      cite(served.at, `response header ${name}`, one),
      cite(turnedAway.at, `response header ${name}`, other),
    ]
  }
  return undefined
}
