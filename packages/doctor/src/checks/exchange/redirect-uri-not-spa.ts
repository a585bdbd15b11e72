import { cite, citeAbsence, citeRequest, citeRequestHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, statusOf } from './entries.ts'
import { findTokenRequest } from './token-request.ts'

/**
 * A page whose code or refresh token the token endpoint refuses with 400 and no CORS headers. Entra does so
 * when the redirect URI is not registered for the single-page application platform. Where the answer's body
 * is recorded, it says which; this is for captures without it.
 */
export const redirectUriNotSpa = defineCause({
  name: 'the platform of the redirect URI',
  codes: ['idp/redirect-uri-not-spa'],
  of: ['kept-back'],
  look: (exchange) => {
    const found = findTokenRequest(exchange)
    if (!found || statusOf(found.entry) !== 400) return undefined
    const { entry, grant } = found
    if (grant !== undefined && grant !== 'authorization_code' && grant !== 'refresh_token') return undefined
    if (answerHeader(entry, 'access-control-allow-origin') !== undefined) return undefined
    return {
      code: 'idp/redirect-uri-not-spa',
      summary:
        `${whoCalledWhat(exchange)}, a token endpoint${grant === undefined ? '' : `, with grant ${grant}`}. ` +
        'It answered 400 without CORS headers. Most often the redirect URI is registered as "Web" and not as ' +
        '"Single-page application"; the body of the answer, which this capture leaves out, would name it (AADSTS9002326).',
      evidence: [
        citeRequest(entry),
        ...citeRequestHeaders(entry, 'origin'),
        ...(grant === undefined ? [] : [cite(entry.at, 'request parameter grant_type', grant)]),
        ...citeStatus(entry),
        citeAbsence(entry, 'access-control-allow-origin'),
      ],
    }
  },
})
