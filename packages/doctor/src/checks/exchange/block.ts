import type { ProblemCode } from '@clearway/rules/problems'
import type { KeptVerdict, RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import {
  citeAbsence,
  citeError,
  citeRequest,
  citeRequestHeaders,
  citeResponseHeaders,
  citeStatus,
} from '../evidence.ts'
import { circumstancesOf } from './circumstances.ts'
import { calledEntry, statusOf } from './entries.ts'

/** A call that the rule book says is blocked, and the request at which. */
export interface Block {
  readonly verdict: Extract<KeptVerdict, { readonly outcome: 'blocked' }>
  readonly entry: Entry
}

/** The block of a call, when it has one of the given codes. */
export function findBlock(exchange: RecordedExchange, ...codes: readonly ProblemCode[]): Block | undefined {
  const { verdict, hops } = exchange
  if (verdict?.outcome !== 'blocked' || (codes.length > 0 && !codes.includes(verdict.code))) return undefined
  const hop = hops[verdict.hop]
  const entry = verdict.at === 'preflight' ? (hop?.preflight ?? hop?.call) : (hop?.call ?? hop?.preflight)
  return { verdict, entry: entry ?? calledEntry(exchange) }
}

/** The headers by which browsers decide, of the request and of its answer. */
export function citeBlock(exchange: RecordedExchange, { verdict, entry }: Block): readonly Evidence[] {
  const isPreflight = verdict.at === 'preflight'
  const answered = statusOf(entry) !== undefined
  const allowed = citeResponseHeaders(entry, 'access-control-allow-origin')
  const credentials = citeResponseHeaders(entry, 'access-control-allow-credentials')
  return [
    citeRequest(entry),
    ...citeRequestHeaders(entry, 'origin'),
    ...(isPreflight
      ? citeRequestHeaders(entry, 'access-control-request-method', 'access-control-request-headers')
      : []),
    ...citeStatus(entry),
    ...allowed,
    ...(answered && allowed.length === 0 ? [citeAbsence(entry, 'access-control-allow-origin')] : []),
    ...credentials,
    ...(verdict.code === 'cors/credentials-not-allowed' && credentials.length === 0
      ? [citeAbsence(entry, 'access-control-allow-credentials')]
      : []),
    ...(isPreflight
      ? citeResponseHeaders(entry, 'access-control-allow-methods', 'access-control-allow-headers')
      : []),
    ...citeError(entry),
    ...circumstancesOf(exchange, entry),
  ]
}
