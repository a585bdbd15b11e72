import { empty, redirect, type Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { callbackPath } from '../own-paths.ts'
import { refuse, type Refusal } from '../refusals/refusal.ts'
import { browserCookie, browserCookieLine, cookieValues } from '../sessions/cookies.ts'
import { beginAttempt, browserValueOf, sealAttempt } from './attempt.ts'
import type { ProviderFault } from './provider-fault.ts'
import { isFault } from './provider.ts'

/** The refusal that a fault of the provider comes to. */
export const refuseFor = (fault: ProviderFault): Refusal => {
  switch (fault.fault) {
    case 'unreachable':
      return refuse('sign-in/provider-unreachable', 'The sign-in provider cannot be reached at the moment.', {
        retryAfter: 10,
        forLog: fault.detail,
      })
    case 'refused':
      return refuse('sign-in/provider-refused', `The sign-in provider refused: ${fault.detail}`)
    case 'invalid':
      return refuse('sign-in/provider-answer-invalid', 'The answer of the sign-in provider is not valid.', {
        forLog: fault.detail,
      })
  }
}

export interface BeginOptions {
  readonly returnTo: string
  readonly prompt?: string | undefined
}

/**
 * Sends a navigation to the provider's sign-in page.
 *
 * Only navigations may begin a sign-in: a background call could not show the page, and each attempt would leave
 * a cookie behind.
 */
export const beginSignIn = async (exchange: Exchange, options: BeginOptions): Promise<Answer | Refusal> => {
  const { gateway, segment, request } = exchange
  if (exchange.kind.kind !== 'navigation') return empty(400)
  const browser = browserValueOf(cookieValues(request.headers.cookie, browserCookie))
  if (gateway.loops.isLooping(browser, segment.application.name)) {
    return refuse(
      'sign-in/cookie-not-kept',
      'Sign-in succeeded several times in a row, but the browser does not send the session cookie back.',
    )
  }
  const { origin } = segment.external
  const { application } = segment
  const attempt = beginAttempt(
    { application: application.name, origin, returnTo: options.returnTo },
    browser,
    gateway.now(),
  )
  const url = await gateway.provider.signInUrl({
    redirectUri: `${origin}${callbackPath}`,
    state: sealAttempt(gateway.attemptSealer, attempt),
    nonce: attempt.nonce,
    verifier: attempt.verifier,
    prompt: options.prompt,
  })
  if (isFault(url)) return refuseFor(url)
  exchange.setCookies.push(browserCookieLine(browser, gateway.plan.identity.responseMode === 'form_post'))
  return redirect(url.href)
}
