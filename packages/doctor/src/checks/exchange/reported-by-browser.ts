import { catalogue, type ProblemCode } from '@clearway/rules/problems'
import { problemOf } from '@clearway/rules/verdict'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { cite, citeRequest, citeResponseHeaders, citeStatus } from '../evidence.ts'
import type { Evidence } from '../../report.ts'
import { whoCalledWhat } from './call-words.ts'
import { serverWideProblems } from '../server-wide.ts'
import { circumstancesOf } from './circumstances.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry, entriesOf } from './entries.ts'

const codes = (Object.keys(catalogue) as ProblemCode[]).filter((code) => code.startsWith('cors/'))

/** What the browser itself named, in the console or a NetLog, where the capture holds too little to judge the call. */
export const reportedByBrowser = defineCause({
  name: 'reasons that the browser gave',
  codes,
  of: ['kept-back', 'no-answer'],
  look: (exchange) => {
    const said = byConsole(exchange) ?? byNetLog(exchange)
    if (!said) return undefined
    const called = calledEntry(exchange)
    return {
      code: said.code,
      ...(serverWideProblems.has(said.code) && { cause: said.reason }),
      summary: `${whoCalledWhat(exchange)}. The browser blocked it: ${said.reason}`,
      evidence: [
        citeRequest(called),
        ...citeStatus(called),
        ...citeResponseHeaders(called, 'access-control-allow-origin', 'access-control-allow-credentials'),
        ...said.evidence,
        ...circumstancesOf(exchange, called),
      ],
    }
  },
})

interface Said {
  readonly code: ProblemCode
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

function byConsole({ messages }: RecordedExchange): Said | undefined {
  for (const { at, message } of messages) {
    if (message.says !== 'blocked') continue
    return {
      code: message.code,
      reason: message.reason,
      evidence: [cite(at, 'console line', message.reason)],
    }
  }
  return undefined
}

function byNetLog(exchange: RecordedExchange): Said | undefined {
  for (const { at, corsError } of entriesOf(exchange)) {
    if (!corsError) continue
    const value = corsError.parameter === '' ? corsError.name : `${corsError.name} (${corsError.parameter})`
    return {
      code: problemOf(corsError.name),
      reason: `${value}.`,
      evidence: [cite(at, 'browser error', value)],
    }
  }
  return undefined
}
