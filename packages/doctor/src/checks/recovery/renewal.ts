import type { DecodedToken } from '@clearway/rules/token'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Evidence } from '../../report.ts'
import type { Case } from '../check.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { carriesToken, expiryOf, tokenOf } from '../exchange/carried.ts'
import { opensSession } from '../exchange/cookie-not-sent.ts'
import { cookiesSeenFor, type SeenCookie } from '../exchange/cookie-store.ts'
import { calledEntry, callsOf, entriesOf } from '../exchange/entries.ts'
import { cookiesOf } from '../exchange/set-cookies.ts'
import type { Repeated } from './repeated-calls.ts'
import { renewedBy, type Renewed } from './renewing-call.ts'

/** What a page had got anew when it repeated a call, and what shows it. */
export interface Renewal {
  readonly of: Renewed
  readonly evidence: readonly Evidence[]
}

/**
 * Tells what was renewed before a refused call was repeated: by the token that it then carried, by the request that got
 * one, or by the cookie that an answer in between had set. Without the tokens, only where it did not fail anew. That the call then went through is no proof: of several
 * servers one may refuse it.
 */
export function renewalBefore(
  { exchange: repeated, renewals, failsAgain }: Repeated,
  refused: RecordedExchange,
  all: Case,
): Renewal | undefined {
  // The next attempt to get a token, which succeeded.
  if (renewedBy(repeated) === 'token') return { of: 'token', evidence: [] }
  const token = newToken(refused, repeated, all)
  if (token === 'none' || (token === undefined && failsAgain)) return undefined
  const request = renewals.findLast(({ of }) => of === 'token' || token === undefined)
  const asked = request ? [citeRequest(request.entry), ...citeStatus(request.entry)] : []
  if (token) return { of: 'token', evidence: [...asked, ...token] }
  if (request) return { of: request.of, evidence: asked }
  const cookie = newCookie(refused, repeated, all)
  return cookie && { of: 'session', evidence: [cookie] }
}

/**
 * That the repeated call carried a later token of the same person, or one at all; undefined where the tokens cannot be
 * compared.
 */
function newToken(
  refused: RecordedExchange,
  repeated: RecordedExchange,
  all: Case,
): readonly Evidence[] | 'none' | undefined {
  const [old, later] = [tokenOf(refused, all), tokenOf(repeated, all)]
  const hadToken = carriesToken(refused, all)
  if (hadToken && !repeated.lacks.has('authorization') && !carriesToken(repeated, all)) return 'none'
  if (!later || (!old && hadToken)) return undefined
  if (old && (!isLater(later.claims['exp'], old.claims['exp']) || isOfAnother(later, old))) return 'none'
  const expiry = expiryOf(repeated, all)
  return expiry ? [expiry.evidence] : []
}

function isOfAnother({ claims: one }: DecodedToken, { claims: other }: DecodedToken): boolean {
  return typeof one['oid'] === 'string' && typeof other['oid'] === 'string' && one['oid'] !== other['oid']
}

function isLater(one: unknown, other: unknown): boolean {
  return typeof one === 'number' && typeof other === 'number' && one > other
}

/** A session's cookie that the repeated call had and the refused one had not. */
function newCookie(refused: RecordedExchange, repeated: RecordedExchange, all: Case): Evidence | undefined {
  const call = callsOf(repeated)[0]
  const { url } = calledEntry(repeated).request
  if (!call || !URL.canParse(url)) return undefined
  const { hostname } = new URL(url)
  const sent = cookiesOf(call)
  const before = new Set(cookiesSeenFor(hostname, refused, all).map(({ setBy }) => setBy))
  const own = new Set(entriesOf(refused))
  const isNew = (cookie: SeenCookie): boolean =>
    sent.has(cookie.name) && opensSession(cookie) && !before.has(cookie.setBy) && !own.has(cookie.setBy)
  const found = cookiesSeenFor(hostname, repeated, all).find(isNew)
  return found && cite(found.setBy.at, 'new cookie', found.name)
}
