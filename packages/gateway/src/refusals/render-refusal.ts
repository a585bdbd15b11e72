import { parseOrigin } from '@clearway/rules/origins'
import type { FieldList } from '@clearway/rules/http'
import { page, type Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { ownHeader } from '../own-headers.ts'
import { ownUrl, problemUrl } from '../own-paths.ts'
import { nowhere } from '../routing/nowhere.ts'
import { startUrl } from '../routing/start-url.ts'
import { beginSignIn } from '../sign-in/begin-sign-in.ts'
import { longestReturn } from '../sign-in/return-to.ts'
import { problemDetails } from './problem-details.ts'
import { refusalPage } from './refusal-page.ts'
import type { Refusal } from './refusal.ts'

/**
 * Where a top-level navigation can sign in, leading back to the origin that called, when that is the application's.
 *
 * On this exchange's own origin: its session cookie may be valid nowhere else.
 */
const signInUrl = ({ gateway, request, segment }: Exchange): string | undefined => {
  if (!segment.acceptsSession) return undefined
  const caller = parseOrigin(request.headers.origin ?? '')
  const back = segment.application.segments.find(({ external }) => external.origin === caller)
  return ownUrl(gateway.plan, segment, 'sign-in', back ? { returnTo: startUrl(back.external) } : {})
}

const switchUrl = ({ gateway, segment }: Exchange): string =>
  ownUrl(gateway.plan, segment, 'sign-in', { returnTo: startUrl(segment.external), account: 'other' })

/** RFC 9110 11.6.1: a 401 names at least one challenge. A session has no scheme of its own in the registry. */
const challengeOf = ({ challenge, status }: Refusal): string | undefined =>
  status === 401 ? (challenge ?? 'Clearway-Session') : challenge

const fieldsOf = (refusal: Refusal): FieldList => {
  const challenge = challengeOf(refusal)
  return [
    ownHeader.problem,
    refusal.code,
    ...(challenge === undefined ? [] : ['WWW-Authenticate', challenge]),
    ...(refusal.retryAfter === undefined ? [] : ['Retry-After', String(refusal.retryAfter)]),
    ...(refusal.allow === undefined ? [] : ['Allow', refusal.allow]),
  ]
}

/** Nothing of the gateway's own is to be found on an origin that it does not publish. */
const explainedAt = ({ segment }: Exchange, { code }: Refusal): string | undefined =>
  segment === nowhere ? undefined : problemUrl(segment.external, code)

const asJson = (exchange: Exchange, refusal: Refusal): Answer => {
  const { status } = refusal
  const signIn = status === 401 ? signInUrl(exchange) : undefined
  return {
    status,
    fields: ['Content-Type', 'application/problem+json', 'Cache-Control', 'no-store', ...fieldsOf(refusal)],
    body: problemDetails(refusal, {
      type: explainedAt(exchange, refusal) ?? 'about:blank',
      instance: exchange.id,
      ...(signIn !== undefined && { signIn }),
    }),
  }
}

/** Starting again alone would lead back with the same account: who is signed in at the provider is not asked. */
const needsOtherAccount = ({ caller }: Exchange, { code }: Refusal): boolean =>
  code === 'sign-in/tenant-not-allowed' || (caller.by === 'session' && code === 'access/not-allowed')

const asPage = (exchange: Exchange, refusal: Refusal): Answer => {
  const { segment } = exchange
  const html = refusalPage(refusal, {
    requestId: exchange.id,
    explainedAt: explainedAt(exchange, refusal),
    startAt: segment === nowhere ? undefined : startUrl(segment.external),
    signInAt: refusal.status === 401 ? signInUrl(exchange) : undefined,
    switchAt: needsOtherAccount(exchange, refusal) ? switchUrl(exchange) : undefined,
  })
  return page(refusal.status, html, fieldsOf(refusal))
}

const isPage = ({ kind }: Exchange): boolean =>
  kind.kind === 'navigation' || kind.kind === 'provider-form-post'

const canSignInNow = ({ kind, method, segment }: Exchange, { status }: Refusal): boolean =>
  status === 401 &&
  kind.kind === 'navigation' &&
  segment.acceptsSession &&
  (method === 'GET' || method === 'HEAD')

const beginSignInFromHere = (exchange: Exchange): Promise<Answer | Refusal> => {
  const { external } = exchange.segment
  const here = external.origin + exchange.path + exchange.query
  // What is too long to travel in `state` would come back as a broken one.
  return beginSignIn(exchange, {
    returnTo: here.length <= longestReturn ? here : startUrl(external),
  })
}

/**
 * Renders a refusal, the only place that does: a redirect to sign-in or a page for navigations, problem details as
 * JSON for everything else.
 *
 * A navigation that sends something (a form) is not redirected: what it sent would be lost without a word.
 */
export const renderRefusal = async (exchange: Exchange, refusal: Refusal): Promise<Answer> => {
  const begun = canSignInNow(exchange, refusal) ? await beginSignInFromHere(exchange) : undefined
  const last = begun?.refused ? begun : refusal
  exchange.refused = last
  if (begun && !begun.refused) return begun
  return isPage(exchange) ? asPage(exchange, last) : asJson(exchange, last)
}
