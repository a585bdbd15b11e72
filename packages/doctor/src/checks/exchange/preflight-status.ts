import { citeAnswerer, answererOf } from './answering-server.ts'
import { citeRequest, citeRequestHeaders, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { findPreflightStop } from './preflight-stop.ts'

/** What a status says when it answers a preflight. */
const meanings: Readonly<Record<number, string>> = {
  400: 'The server took the preflight for a broken request; a server without CORS, or a check of the Host header, does that.',
  401: 'Authentication runs before CORS: preflights carry no token and no cookies, so they must be answered first.',
  403: 'Something refuses OPTIONS, or the CORS software does not know this origin: authorization, a firewall rule, or the CORS list itself.',
  404: 'No route answers OPTIONS at this address: CORS is not set up for it, or the address is wrong.',
  405: 'The server knows the address and does not allow OPTIONS there: CORS is not set up for it.',
  406: 'The server chose by Accept, which is */* on preflights.',
  411: 'The server wants a Content-Length, which preflights do not have.',
  415: 'The server looked for a body, which preflights do not have.',
  429: 'A rate limit counts preflights as calls.',
  501: 'The server does not implement OPTIONS.',
}

/** A preflight that was answered with a status other than 2xx. */
export const preflightStatus = defineCause({
  name: 'preflights answered with an error',
  codes: ['cors/preflight-status'],
  of: ['kept-back', 'no-answer', 'not-told'],
  look: (exchange) => {
    const stop = findPreflightStop(exchange)
    if (!stop || (stop.status >= 300 && stop.status < 400 && stop.status !== 304)) return undefined
    const { entry, status } = stop
    const answerer = answererOf(entry)
    return {
      code: 'cors/preflight-status',
      // A route that is missing is missing at this address.
      ...(status !== 404 && { cause: String(status) }),
      summary:
        `${whoCalledWhat(exchange)}. Its preflight was answered with ${status}` +
        `${answerer === undefined ? '' : ` by ${answerer}`}, and browsers go on only after a status of 200 to 299. ` +
        meaningOf(status),
      evidence: [
        citeRequest(entry),
        ...citeRequestHeaders(
          entry,
          'origin',
          'access-control-request-method',
          'access-control-request-headers',
        ),
        ...citeStatus(entry),
        ...citeResponseHeaders(entry, 'access-control-allow-origin', 'www-authenticate', 'allow'),
        ...citeAnswerer(entry),
      ],
    }
  },
})

function meaningOf(status: number): string {
  const known = meanings[status]
  if (known !== undefined) return known
  return status >= 500
    ? 'The server, or what stands before it, failed; the cause is in its log and not in its CORS settings.'
    : 'The server does not treat it as a preflight.'
}
