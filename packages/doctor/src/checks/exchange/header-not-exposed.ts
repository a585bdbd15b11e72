import { excerpt } from '@clearway/rules/http'
import { cite, citeAbsence, citeRequest, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf, statusOf } from './entries.ts'

/** Headers of a refusal that a page has to read to act on it, by status. */
const needed: Readonly<Record<number, string>> = {
  401: 'www-authenticate',
  429: 'retry-after',
  503: 'retry-after',
}

/** A refusal that the page may read, but for the header that says what to do. */
export const headerNotExposed = defineCause({
  name: 'headers of refusals that pages cannot read',
  codes: ['cors/header-not-exposed'],
  adds: true,
  of: ['refused'],
  look: (exchange) => {
    const { verdict } = exchange
    const call = callsOf(exchange).at(-1)
    const status = statusOf(call)
    const name = status === undefined ? undefined : needed[status]
    if (!call || name === undefined || verdict?.outcome !== 'readable' || verdict.responseType !== 'cors')
      return undefined
    const value = answerHeader(call, name)
    if (value === undefined || verdict.exposed.includes(name)) return undefined
    const isChallenge = /\bclaims\s*=|insufficient_claims/i.test(value)
    const exposed = answerHeader(call, 'access-control-expose-headers')
    return {
      code: 'cors/header-not-exposed',
      cause: `${status} ${name}`,
      severity: isChallenge ? 'warning' : 'info',
      summary:
        `${whoCalledWhat(exchange)} and may read the ${status}, but not its ${titleOf(name)}: the answer does not list it in Access-Control-Expose-Headers. ` +
        (isChallenge
          ? 'It holds a claims challenge, which the page has to pass on to sign-in; without it the same token comes again.'
          : 'The page cannot see why, or how long to wait.'),
      evidence: [
        citeRequest(call),
        ...citeStatus(call),
        cite(call.at, `response header ${name}`, excerpt(value, 160)),
        ...(exposed === undefined
          ? [citeAbsence(call, 'access-control-expose-headers')]
          : citeResponseHeaders(call, 'access-control-expose-headers')),
      ],
    }
  },
})

function titleOf(lowerName: string): string {
  return lowerName === 'www-authenticate' ? 'WWW-Authenticate' : 'Retry-After'
}
