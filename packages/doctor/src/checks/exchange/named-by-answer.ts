import { knownErrors } from '@clearway/rules/entra'
import type { ProblemCode } from '@clearway/rules/problems'
import { citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { findServerFlow } from './flow-not-for-browsers.ts'
import { codeWords, readKnownErrors } from './known-error.ts'
import { outcomeOf } from './outcome.ts'

/** The person only has to act: clients try silently first and expect these. */
const askForThePerson: ReadonlySet<ProblemCode> = new Set([
  'idp/interaction-required',
  'idp/silent-sign-in-failed',
  'idp/consent-missing',
])

const codes: readonly ProblemCode[] = [...new Set(knownErrors.map(({ problem }) => problem))]

/** Causes that an answer itself names: an AADSTS number, a library's code, the words of a validator. */
export const namedByAnswer = defineCause({
  name: 'errors that answers name',
  codes,
  // The provider shows a page with status 200 when it cannot send the browser back.
  of: ['kept-back', 'refused', 'not-told', 'answered'],
  navigations: true,
  look: (exchange) => {
    if (outcomeOf(exchange) === 'answered' && exchange.kind !== 'navigation') return undefined
    const errors = readKnownErrors(exchange)
    // OAuth's general word often stands beside Entra's exact number.
    const first = errors.find(({ error }) => error.system === 'entra') ?? errors[0]
    if (!first) return undefined
    const { error, entry, evidence } = first
    // One number, AADSTS9002326, stands for two causes: which of them it is, is in the request.
    if (error.problem === 'idp/redirect-uri-not-spa' && findServerFlow(exchange)) return undefined
    // As where the token's own exp shows it: that this page did not go on is as grave, whoever tells the cause.
    const isRefusedToken = error.problem === 'token/expired' && exchange.kind === 'call'
    const toBeExpected = exchange.kind === 'navigation' && askForThePerson.has(error.problem)
    return {
      code: error.problem,
      ...(error.problem.startsWith('token/') && { cause: codeWords(error) }),
      ...(isRefusedToken && { severity: 'error' as const }),
      ...(toBeExpected && { severity: 'warning' as const }),
      summary: `${whoCalledWhat(exchange)}. The answer names ${codeWords(error)}: ${error.means}`,
      evidence: [citeRequest(entry), ...citeStatus(entry), evidence],
    }
  },
})
