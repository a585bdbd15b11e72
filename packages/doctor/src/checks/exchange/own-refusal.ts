import { excerpt } from '@clearway/rules/http'
import { catalogue, isProblemCode, problemInfo, type ProblemCode } from '@clearway/rules/problems'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, entriesOf, statusOf } from './entries.ts'
import { outcomeOf } from './outcome.ts'

/** The codes with which Clearway refuses. */
const codes = (Object.keys(catalogue) as ProblemCode[]).filter((code) => catalogue[code].status !== undefined)

/** Refusals that a Clearway gateway made and named in its `Clearway-Problem` header. */
export const ownRefusal = defineCause({
  name: 'refusals of a Clearway gateway',
  codes,
  of: ['refused', 'kept-back', 'not-told'],
  navigations: true,
  look: (exchange) => {
    for (const entry of entriesOf(exchange).toReversed()) {
      const code = answerHeader(entry, 'clearway-problem')?.trim()
      if (code === undefined || !isProblemCode(code)) continue
      const evidence = [
        ...citeStatus(entry),
        ...citeResponseHeaders(entry, 'clearway-problem', 'www-authenticate'),
      ]
      if (isClosedToOrigin(exchange, entry, code)) {
        return {
          code: 'cors/origin-not-allowed',
          cause: 'the policy of the gateway',
          summary:
            `${whoCalledWhat(exchange)}. Clearway answered ${statusOf(entry) ?? 'with a refusal'} (${code}) without CORS headers: ` +
            'its policy for this address does not let the page’s origin in, so the page can read nothing, this refusal included.',
          evidence,
        }
      }
      const detail = detailOf(entry)
      return {
        code,
        // Other refusals depend on the address.
        ...(/^(?:session|token)\//.test(code) && { cause: code }),
        // A no that the page can read is one that it can act on.
        ...(outcomeOf(exchange) === 'refused' && { severity: 'warning' as const }),
        summary:
          `${whoCalledWhat(exchange)}. Clearway answered ${statusOf(entry) ?? 'with a refusal'}: ` +
          (detail ?? `${problemInfo(code).title}.`),
        evidence,
      }
    }
    return undefined
  },
})

/** Clearway tells an allowed origin every no about sessions, tokens and access: without the header the origin is none. */
function isClosedToOrigin(exchange: RecordedExchange, entry: Entry, code: ProblemCode): boolean {
  return (
    exchange.kind === 'call' &&
    outcomeOf(exchange) === 'kept-back' &&
    /^(?:session|token|access)\//.test(code) &&
    answerHeader(entry, 'access-control-allow-origin') === undefined
  )
}

/** The `detail` of the refusal's body (RFC 9457), which holds no secrets. */
function detailOf({ response }: Entry): string | undefined {
  if (response?.body === undefined) return undefined
  try {
    const problem: unknown = JSON.parse(response.body)
    if (typeof problem !== 'object' || problem === null || !('detail' in problem)) return undefined
    return typeof problem.detail === 'string' ? excerpt(problem.detail, 300) : undefined
  } catch {
    return undefined
  }
}
