import { fetchMetadata } from './fetch-metadata.ts'
import { guessedKind } from './guess.ts'
import { preflightSigns } from './preflight.ts'
import type { Classification, ClassifiableRequest } from './request-kind.ts'
import { bearerSign, formSign, isSpeculative, isWebSocket } from './signs.ts'

/**
 * Tells what kind of browser request this is, which decides how it is told no, and whether it may start a
 * sign-in.
 *
 * The first that applies decides:
 *
 * 1. OPTIONS is a preflight when it is one in full (Origin, Access-Control-Request-Method, and nothing that
 *    browsers never send with one: cookies, credentials, a body, a method override); else it is a background
 *    call.
 * 2. A WebSocket's handshake is a background call.
 * 3. A bearer token makes a background call: no browser puts one on a navigation.
 * 4. A speculative request (prefetch, prerender) is a background call: nobody has asked for the page yet, and
 *    a sign-in must not start.
 * 5. Sec-Fetch-Mode and Sec-Fetch-Dest: `navigate` to a document or a nested frame is a navigation, all else
 *    is a background call. Pages cannot forge these two.
 * 6. Without them (Safari before 16.4, plain http, programs): X-Requested-With, Authorization, method,
 *    Accept, Origin. Only a GET or a form's POST that accepts HTML by name is a navigation. When in doubt it
 *    is a background call: a person can reload a page, a page's code cannot read a sign-in page.
 *
 * A navigation that posts a form to the sign-in callback is the provider's answer, `provider-form-post`. It
 * comes from another site with an Origin, and is a navigation all the same.
 *
 * Origin alone decides nothing: a same-origin GET by a page's code has none, and every form's POST has one.
 * Does not check any header's truth: other programs than browsers send what they like, and gain nothing by
 * it.
 *
 * @param request - The request. `header` gets lower-case names. `isCallback`: the path is the sign-in
 * callback.
 * @see {@link https://www.w3.org/TR/fetch-metadata/ Fetch Metadata}
 */
export function classifyRequest(request: ClassifiableRequest): Classification {
  if (request.method === 'OPTIONS') return preflightSigns(request)
  if (isWebSocket(request)) return background('upgrade: websocket')
  const bearer = bearerSign(request)
  if (bearer !== undefined) return background(bearer)
  if (isSpeculative(request)) return background('speculative')
  const seen = fetchMetadata(request) ?? guessedKind(request)
  if (seen.kind === 'navigation' && request.isCallback && request.method === 'POST') {
    const form = formSign(request)
    if (form === 'content-type: urlencoded') {
      return { kind: 'provider-form-post', reasons: ['sign-in callback', form, ...seen.reasons] }
    }
  }
  return seen
}

function background(reason: string): Classification {
  return { kind: 'background', reasons: [reason] }
}
