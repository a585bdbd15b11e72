import { page, redirect, type StepResult } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { escapeHtml, htmlPage } from '../html.ts'
import { ownUrl, registeredUrl } from '../own-paths.ts'
import { startUrl } from '../routing/start-url.ts'
import { forgetSessionCookie } from '../sessions/cookies.ts'
import { findSession } from '../sessions/find-session.ts'
import type { Endpoint } from './endpoint.ts'

const askPage = (address: string): string =>
  htmlPage(
    'Sign out?',
    `<h1>Sign out?</h1>
<p>A link from another site led here.</p>
<p><a class="button" href="${escapeHtml(address)}">Sign out</a></p>`,
  )

/** An image or a link on another site signs nobody out. */
const isAsked = ({ kind, request }: Exchange): boolean =>
  kind.kind === 'navigation' && request.headers['sec-fetch-site'] !== 'cross-site'

const end = async (exchange: Exchange): Promise<StepResult> => {
  const { gateway, segment } = exchange
  const after = ownUrl(gateway.plan, segment, 'signed-out')
  const found = findSession(exchange, false)
  if (found.state === 'live') await gateway.sessions.end(found.live.key)
  exchange.setCookies.push(forgetSessionCookie(segment.application.cookie))
  if (found.state !== 'live') return redirect(after, 303)
  gateway.metrics.signedOut()
  const registered = registeredUrl(segment.external, 'signed-out')
  const url = await gateway.provider.signOutUrl(found.live.session.tokens.id, registered)
  return redirect(url?.href ?? after, 303)
}

/**
 * `/.clearway/sign-out`: ends the session here, then at the provider (OpenID Connect RP-Initiated Logout 1.0).
 *
 * For whoever comes from another site the page asks first.
 */
export const signOut: Endpoint = {
  methods: ['GET', 'POST'],
  answer: (exchange) =>
    isAsked(exchange)
      ? end(exchange)
      : page(200, askPage(ownUrl(exchange.gateway.plan, exchange.segment, 'sign-out'))),
}

/** `/.clearway/signed-out`: where signing out ends; to be registered at the provider as post-logout address. */
export const signedOut: Endpoint = {
  methods: ['GET', 'HEAD'],
  answer: ({ segment }) =>
    page(
      200,
      htmlPage(
        'Signed out',
        `<h1>You are signed out</h1>
<p>The session has ended.</p>
<p><a class="button" href="${escapeHtml(startUrl(segment.external))}">Sign in again</a></p>`,
      ),
    ),
}
