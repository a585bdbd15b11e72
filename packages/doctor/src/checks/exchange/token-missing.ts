import { cite, citeRequest, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken } from './carried.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, askedHeader, callsOf, statusOf } from './entries.ts'

/**
 * A call without a token to an API that asks for one. The API’s challenge tells also where the capture was saved without
 * Authorization: one without an error answers a request that had no credentials (RFC 6750, section 3.1).
 */
export const tokenMissing = defineCause({
  name: 'calls without a token',
  codes: ['token/missing'],
  of: ['refused', 'kept-back', 'not-told'],
  look: (exchange, all) => {
    const call = callsOf(exchange).at(-1)
    if (!call || statusOf(call) !== 401 || !isBareChallenge(answerHeader(call, 'www-authenticate')))
      return undefined
    if (askedHeader(call, 'authorization') !== undefined || carriesToken(exchange, all)) return undefined
    return {
      code: 'token/missing',
      summary:
        `${whoCalledWhat(exchange)} without a token. The API answered 401 and asks for a bearer token; its challenge names ` +
        'no error, which says that there was nothing to check.',
      evidence: [
        citeRequest(call),
        cite(call.at, 'request header authorization', 'absent'),
        ...citeStatus(call),
        ...citeResponseHeaders(call, 'www-authenticate'),
      ],
    }
  },
})

/** Asks for a bearer token, and for nothing else, and names no error. */
function isBareChallenge(challenge: string | undefined): boolean {
  return /^\s*bearer\b/i.test(challenge ?? '') && !/\berror\s*=/i.test(challenge ?? '')
}
