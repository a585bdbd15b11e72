import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { statusOf } from './entries.ts'
import { findTokenRequest } from './token-request.ts'

/** A page that redeems a code without `code_verifier`, and was refused. */
export const pkceMissing = defineCause({
  name: 'codes redeemed without PKCE',
  codes: ['idp/pkce-missing'],
  of: ['kept-back', 'refused'],
  look: (exchange) => {
    const found = findTokenRequest(exchange)
    if (found?.grant !== 'authorization_code' || found.parameters?.has('code_verifier')) return undefined
    const { entry } = found
    const status = statusOf(entry)
    if (status !== undefined && status < 400) return undefined
    return {
      code: 'idp/pkce-missing',
      summary:
        `${whoCalledWhat(exchange)} to redeem an authorization code, without a code_verifier. ` +
        'The provider redeems codes of pages only with PKCE.',
      evidence: [
        citeRequest(entry),
        cite(entry.at, 'request parameter grant_type', 'authorization_code'),
        cite(entry.at, 'request parameter code_verifier', 'absent'),
        ...citeStatus(entry),
      ],
    }
  },
})
