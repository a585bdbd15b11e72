import { redirect, type Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { registeredUrl } from '../own-paths.ts'
import { refuse, type Refusal } from '../refusals/refusal.ts'
import { browserCookie, browserCookieLine, cookieValues } from '../sessions/cookies.ts'
import { beginAttempt, browserValueOf, sealAttempt } from './attempt.ts'
import { isFault, refuseForFault } from './provider-fault.ts'

/** What one sign-in chooses. */
export interface BeginOptions {
  /** Where it leads back to: checked already, or the navigation's own address. */
  readonly returnTo: string
  /** OpenID Connect Core 3.1.2.1. */
  readonly prompt?: 'select_account' | undefined
}

/**
 * Sends a navigation to the provider's sign-in page.
 *
 * Only navigations may begin a sign-in: a background call could not show the page, and each attempt would leave
 * a cookie behind.
 *
 * @throws TypeError for any other request.
 */
export const beginSignIn = async (exchange: Exchange, options: BeginOptions): Promise<Answer | Refusal> => {
  const { gateway, segment, request } = exchange
  if (exchange.kind.kind !== 'navigation') throw new TypeError('only a navigation begins a sign-in')
  const browser = browserValueOf(cookieValues(request.headers.cookie, browserCookie))
  if (gateway.loops.isLooping(browser, segment.application.name)) {
    return refuse(
      'sign-in/cookie-not-kept',
      'Sign-in succeeded several times in a row, but the browser does not send the session cookie back.',
    )
  }
  const attempt = beginAttempt(
    {
      application: segment.application.name,
      origin: segment.external.origin,
      returnTo: options.returnTo,
    },
    browser,
    gateway.now(),
  )
  const url = await gateway.provider.signInUrl({
    redirectUri: registeredUrl(segment.external, 'callback'),
    state: sealAttempt(gateway.attemptSealer, attempt),
    nonce: attempt.nonce,
    verifier: attempt.verifier,
    prompt: options.prompt,
  })
  if (isFault(url)) return refuseForFault(url)
  exchange.setCookies.push(browserCookieLine(browser, gateway.plan.identity.responseMode === 'form_post'))
  return redirect(url.href, 302)
}
