import { redirect, type Answer, type StepResult } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { callbackPath } from '../own-paths.ts'
import type { IdentityPlan } from '../plan.ts'
import { refuse, type Refusal } from '../refusals/refusal.ts'
import { browserCookie, cookieValues, sessionCookie } from '../sessions/cookies.ts'
import { findSession } from '../sessions/find-session.ts'
import { attemptLifetime, browserValueOf, openAttempt, type Attempt } from './attempt.ts'
import { describeOAuthError, isFault, refuseForFault } from './provider-fault.ts'

/** The provider's answer, read from the query or the form that carries it. */
interface ProviderAnswer {
  readonly state: string
  readonly said:
    | { readonly code: string }
    | { readonly error: string; readonly description: string | undefined }
}

/** RFC 6749 3.1: parameters must not be included more than once. */
const readAnswer = (parameters: URLSearchParams): ProviderAnswer | Refusal => {
  const names = [...parameters.keys()]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    const detail = `The provider's answer has a parameter more than once: ${twice.replaceAll(/[^\w-]/g, '?').slice(0, 40)}.`
    return refuse('sign-in/response-malformed', detail)
  }
  const state = parameters.get('state')
  if (!state) return refuse('sign-in/state-missing', 'The provider’s answer has no state.')
  const error = parameters.get('error')
  if (error) return { state, said: { error, description: parameters.get('error_description') ?? undefined } }
  const code = parameters.get('code')
  return code
    ? { state, said: { code } }
    : refuse('sign-in/response-malformed', 'The provider’s answer has neither a code nor an error.')
}

const refuseState = (because: 'foreign' | 'other-browser' | 'expired'): Refusal => {
  switch (because) {
    case 'expired':
      return refuse('sign-in/state-expired', 'This sign-in was begun more than an hour ago.')
    case 'foreign':
      return refuse('sign-in/state-invalid', 'This sign-in was not begun here.')
    case 'other-browser':
      return refuse(
        'sign-in/state-invalid',
        'This sign-in was begun in another browser, or the browser did not keep the cookie of the one that began it.',
      )
  }
}

const isTenantAllowed = ({ tenants }: IdentityPlan, tenant: unknown): boolean =>
  tenants === undefined || (typeof tenant === 'string' && tenants.includes(tenant))

/** The callback as openid-client reads it: on the registered address, parameters in the query. */
const callbackUrl = (attempt: Attempt, parameters: URLSearchParams): URL => {
  const url = new URL(callbackPath, attempt.origin)
  url.search = parameters.toString()
  return url
}

const redeem = async (
  exchange: Exchange,
  attempt: Attempt,
  answer: ProviderAnswer,
  parameters: URLSearchParams,
): Promise<StepResult> => {
  const { gateway, segment } = exchange
  const redeemed = await gateway.provider.redeem(callbackUrl(attempt, parameters), {
    nonce: attempt.nonce,
    state: answer.state,
    verifier: attempt.verifier,
  })
  if (isFault(redeemed)) {
    return redeemed.fault === 'refused'
      ? refuse(
          'sign-in/code-rejected',
          `The provider did not accept the code of this sign-in: ${redeemed.detail}`,
          { forLog: redeemed.detail },
        )
      : refuseForFault(redeemed)
  }
  if (!isTenantAllowed(gateway.plan.identity, redeemed.claims['tid'])) {
    return refuse(
      'sign-in/tenant-not-allowed',
      'Your account belongs to an organization that may not sign in here.',
    )
  }
  const now = gateway.now()
  const id = await gateway.sessions.create({
    application: attempt.application,
    claims: redeemed.claims,
    tokens: redeemed.tokens,
    createdAt: now,
    endsAt: now + gateway.plan.sessions.lifetime,
  })
  exchange.setCookies.push(sessionCookie(segment.application.cookie, id))
  gateway.metrics.signIn('completed')
  return redirect(attempt.returnTo, 303)
}

/**
 * Takes the provider's answer: checks the state, redeems the code, makes the session, leads back.
 *
 * A fresh session with a fresh id is made each time; one that the browser already had is ended, not taken over.
 * A callback that comes late to a browser which is signed in by another tab's answer just leads back.
 */
export const finishSignIn = async (exchange: Exchange, parameters: URLSearchParams): Promise<StepResult> => {
  const { gateway } = exchange
  const answer = readAnswer(parameters)
  if ('refused' in answer) return answer
  const browsers = cookieValues(exchange.request.headers.cookie, browserCookie)
  const opened = openAttempt(gateway.attemptSealer, answer.state, {
    origin: exchange.segment.external.origin,
    browsers,
    now: gateway.now(),
  })
  if (opened.attempt === undefined) return refuseState(opened.because)
  const { attempt } = opened
  const segment = gateway.plan.segments
    .onHost(exchange.segment.external.host)
    .find(({ application }) => application.name === attempt.application)
  if (!segment) return refuseState('foreign')
  exchange.segment = segment

  const existing = findSession(exchange, false)
  const unlessSignedIn = (refusal: Refusal): Answer | Refusal =>
    existing.state === 'live' ? redirect(attempt.returnTo, 303) : refusal
  if (!opened.valid) return unlessSignedIn(refuseState(opened.because))
  const firstUse = await gateway.store.useOnce(attempt.id, gateway.now(), attempt.begunAt + attemptLifetime)
  if (!firstUse) {
    return unlessSignedIn(refuse('sign-in/state-used', 'This sign-in has already been completed once.'))
  }
  if ('error' in answer.said) {
    gateway.metrics.signIn('refused')
    const { error, description } = answer.said
    const said = describeOAuthError(error, description, [answer.state, parameters.get('code') ?? ''])
    return refuse('sign-in/provider-refused', `The sign-in provider refused: ${said}`, { forLog: said })
  }
  const result = await redeem(exchange, attempt, answer, parameters)
  if (result !== undefined && result !== 'delivered' && !result.refused) {
    if (existing.state === 'live') await gateway.sessions.end(existing.live.key)
    gateway.loops.signedIn(browserValueOf(browsers), attempt.application)
  } else gateway.metrics.signIn('refused')
  return result
}
