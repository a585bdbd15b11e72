import type { ProblemCode } from '@clearway/rules/problems'
import { catalogue } from '@clearway/rules/problems'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { serverWideProblems } from '../server-wide.ts'
import { citeAnswerer } from './answering-server.ts'
import { citeBlock, findBlock, type Block } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { statusOf } from './entries.ts'

const codes = (Object.keys(catalogue) as ProblemCode[]).filter(
  (code) => code.startsWith('cors/') || code === 'browser/not-cors' || code === 'request/malformed',
)

/** What the rule book says of a blocked call for which no nearer cause was found. */
export const blockedByRule = defineCause({
  name: 'calls that CORS blocks',
  codes,
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange)
    if (!block) return undefined
    const { verdict, entry } = block
    const cause = causeOf(block)
    return {
      code: verdict.code,
      ...(cause !== undefined && { cause }),
      summary: [
        `${whoCalledWhat(exchange)}.`,
        verdict.reason,
        ...hiddenStatus(block),
        ...assumedCredentials(exchange, block),
      ].join(' '),
      evidence: [...citeBlock(exchange, block), ...citeAnswerer(entry)],
    }
  },
})

function causeOf({ verdict, entry }: Block): string | undefined {
  const status = statusOf(entry)
  // A route that is missing is missing at this address.
  if (!serverWideProblems.has(verdict.code) || status === 404) return undefined
  return [verdict.at, status, verdict.corsError?.parameter].join(' ')
}

const reasons: Readonly<Record<number, string>> = {
  401: 'the call carried no token or session that the server accepts',
  403: 'the server does not let this caller in',
  404: 'nothing answers at this address',
}

/** The error behind a CORS error, which the page's code does not get to see. */
function hiddenStatus({ verdict, entry }: Block): readonly string[] {
  const status = statusOf(entry) ?? 0
  if (verdict.code !== 'cors/missing-allow-origin' || verdict.at !== 'call' || status < 400) return []
  const reason = reasons[status]
  return [
    `Behind the CORS error is a ${status}, which the page cannot see${reason === undefined ? '' : `: ${reason}`}.`,
    `Look into the ${status} first: many servers write CORS headers on good answers only.`,
  ]
}

/** The credentials mode is not recorded; where only one explains the failure, that is said. */
function assumedCredentials({ credentialsAssumed }: RecordedExchange, { verdict }: Block): readonly string[] {
  if (!credentialsAssumed) return []
  if (verdict.code !== 'cors/credentials-not-allowed' && verdict.code !== 'cors/wildcard-with-credentials')
    return []
  return [
    "The capture shows no cookie on the call; but without credentials these headers would do, so the page must have asked with credentials: 'include' (withCredentials).",
  ]
}
