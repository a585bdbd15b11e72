import type { Entry } from '../../material.ts'
import { addressOf } from '../address.ts'
import { citeRequest, citeRequestHeaders, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader } from './entries.ts'
import { findPreflightStop, targetOf } from './preflight-stop.ts'
import { signInPlace } from './sign-in-place.ts'

/** Services that ask for a sign-in before they pass a request on, by the host and by headers of their answers. */
const byHost: readonly (readonly [RegExp, string])[] = [
  [/\.msappproxy\.(?:net|us|cn)$/i, 'Microsoft Entra application proxy'],
  [/\.azure-api\.net$/i, 'Azure API Management'],
]
const byHeader: readonly (readonly [string, string])[] = [
  ['x-ms-middleware-request-id', 'the authentication of Azure App Service'],
  ['x-ms-proxy-app-id', 'Microsoft Entra application proxy'],
  ['cf-access-domain', 'Cloudflare Access'],
  ['cf-access-aud', 'Cloudflare Access'],
  ['x-goog-iap-generated-response', 'Google Identity-Aware Proxy'],
]

/** A preflight that met a sign-in: preflights carry no cookies and no token, so nothing can let them through. */
export const preflightBlocked = defineCause({
  name: 'preflights that meet pre-authentication',
  codes: ['proxy/preflight-blocked'],
  of: ['kept-back', 'no-answer', 'not-told'],
  look: (exchange) => {
    const stop = findPreflightStop(exchange)
    if (!stop) return undefined
    const target = targetOf(stop)
    const place = target === undefined ? undefined : signInPlace(target)
    const guard = guardOf(stop.entry)
    const asksForSignIn = stop.status === 401 || stop.status === 403 || stop.status === 407
    if (!place && !(asksForSignIn && (guard !== undefined || stop.status === 407))) return undefined
    const answer = place
      ? `${stop.status} to the sign-in page of ${place.owner} (${addressOf(target ?? '')})`
      : String(stop.status)
    return {
      code: 'proxy/preflight-blocked',
      cause: answer,
      summary:
        `${whoCalledWhat(exchange)}, which needs a preflight. ${guard ?? 'A server in front of the API'} answered the preflight with ${answer}. ` +
        'Browsers send preflights without cookies and without a token, so a sign-in in front of the API lets none through.',
      evidence: [
        citeRequest(stop.entry),
        ...citeRequestHeaders(
          stop.entry,
          'origin',
          'access-control-request-method',
          'access-control-request-headers',
        ),
        ...citeStatus(stop.entry),
        ...citeResponseHeaders(stop.entry, 'location', 'www-authenticate', 'server'),
      ],
    }
  },
})

function guardOf(entry: Entry): string | undefined {
  const host = URL.canParse(entry.request.url) ? new URL(entry.request.url).hostname : ''
  const known =
    byHost.find(([pattern]) => pattern.test(host)) ??
    byHeader.find(([name]) => answerHeader(entry, name) !== undefined)
  return known?.[1]
}
