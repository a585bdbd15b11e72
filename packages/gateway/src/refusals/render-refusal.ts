import { problemInfo } from '@clearway/rules/problems'
import { parseOrigin } from '@clearway/rules/origins'
import type { FieldList } from '@clearway/rules/http'
import { page, type Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { ownUrl } from '../own-paths.ts'
import { beginSignIn } from '../sign-in/begin-sign-in.ts'
import { longestReturn } from '../sign-in/return-to.ts'
import { refusalPage } from './refusal-page.ts'
import type { Refusal } from './refusal.ts'

const onHost = ({
  gateway,
  segment,
}: Exchange): ReturnType<Exchange['gateway']['plan']['segments']['onHost']> =>
  gateway.plan.segments.onHost(segment.external.host)

/**
 * Where a top-level navigation can sign in, leading back to the origin that called, when that is the application's.
 *
 * On this exchange's own origin: its session cookie may be valid nowhere else.
 */
const signInUrl = (exchange: Exchange): string | undefined => {
  const { request, segment } = exchange
  if (!segment.acceptsSession) return undefined
  const caller = parseOrigin(request.headers.origin ?? '')
  const external = segment.application.segments.find((each) => each.external.origin === caller)?.external
  const returnTo = external && external.origin + external.prefix
  return ownUrl(segment, onHost(exchange), 'sign-in', returnTo === undefined ? {} : { returnTo })
}

const switchUrl = (exchange: Exchange): string => {
  const { external } = exchange.segment
  return ownUrl(exchange.segment, onHost(exchange), 'sign-in', {
    returnTo: external.origin + external.prefix,
    account: 'other',
  })
}

/** RFC 9110 11.6.1: a 401 names at least one challenge. A session has no scheme of its own in the registry. */
const challengeOf = ({ challenge, status }: Refusal): string | undefined =>
  status === 401 ? (challenge ?? 'Clearway-Session') : challenge

const fieldsOf = (refusal: Refusal): FieldList => {
  const challenge = challengeOf(refusal)
  return [
    'Clearway-Problem',
    refusal.code,
    ...(challenge === undefined ? [] : ['WWW-Authenticate', challenge]),
    ...(refusal.retryAfter === undefined ? [] : ['Retry-After', String(refusal.retryAfter)]),
    ...(refusal.allow === undefined ? [] : ['Allow', refusal.allow]),
  ]
}

/** RFC 9457. `type` is the problem's page on this very gateway. */
const asJson = (exchange: Exchange, refusal: Refusal): Answer => {
  const { code, detail, status } = refusal
  const signIn = status === 401 ? signInUrl(exchange) : undefined
  const known = exchange.segment.internal.length > 0
  return {
    status,
    fields: ['Content-Type', 'application/problem+json', 'Cache-Control', 'no-store', ...fieldsOf(refusal)],
    body: JSON.stringify({
      type: known ? ownUrl(exchange.segment, [], `problems/${code}`) : 'about:blank',
      title: problemInfo(code).title,
      status,
      detail,
      code,
      instance: exchange.id,
      ...(signIn !== undefined && { signIn }),
    }),
  }
}

const asPage = (exchange: Exchange, refusal: Refusal): Answer => {
  const { segment } = exchange
  const known = segment.internal.length > 0
  const html = refusalPage(refusal, {
    requestId: exchange.id,
    explainedAt: known ? ownUrl(segment, [], `problems/${refusal.code}`) : undefined,
    startAt: known ? segment.external.origin + segment.external.prefix : undefined,
    signInAt: refusal.status === 401 ? signInUrl(exchange) : undefined,
    switchAt:
      exchange.caller.by === 'session' && refusal.code === 'access/not-allowed'
        ? switchUrl(exchange)
        : undefined,
  })
  return page(refusal.status, html, fieldsOf(refusal))
}

const isPage = ({ kind }: Exchange): boolean =>
  kind.kind === 'navigation' || kind.kind === 'provider-form-post'

const leadsToSignIn = ({ kind, method, segment }: Exchange, { status }: Refusal): boolean =>
  status === 401 &&
  kind.kind === 'navigation' &&
  segment.acceptsSession &&
  (method === 'GET' || method === 'HEAD')

const leadToSignIn = (exchange: Exchange): Promise<Answer | Refusal> => {
  const { external } = exchange.segment
  const here = external.origin + exchange.path + exchange.query
  // What is too long to travel in `state` would come back as a broken one.
  return beginSignIn(exchange, {
    returnTo: here.length <= longestReturn ? here : external.origin + external.prefix,
  })
}

const note = (exchange: Exchange, { code, forLog }: Refusal): void => {
  exchange.refusedAs = code
  exchange.forLog = forLog
  exchange.gateway.metrics.refused(code)
}

/**
 * Renders a refusal, the only place that does: a redirect to sign-in or a page for navigations, problem details as
 * JSON for everything else.
 *
 * A navigation that sends something (a form) is not redirected: what it sent would be lost without a word.
 */
export const renderRefusal = async (exchange: Exchange, refusal: Refusal): Promise<Answer> => {
  const begun = leadsToSignIn(exchange, refusal) ? await leadToSignIn(exchange) : undefined
  const last = begun?.refused ? begun : refusal
  note(exchange, last)
  if (begun && !begun.refused) return begun
  return isPage(exchange) ? asPage(exchange, last) : asJson(exchange, last)
}
