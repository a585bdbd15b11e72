import { excerpt, fieldValue } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { cite } from '../evidence.ts'
import { calledEntry } from './entries.ts'

const extension = /^(?:chrome|moz|safari-web|ms-browser)-extension:\/\//

/** What is worth knowing about the way of an answer: who stood in between. Empty for most calls. */
export function circumstancesOf(exchange: RecordedExchange, decisive: Entry): readonly Evidence[] {
  return [...byExtension(exchange), ...notFromTheNetwork(decisive), ...withoutPreflight(exchange, decisive)]
}

/** Scripts that an extension puts into a page are bound like the page; only its own pages have its rights. */
function byExtension(exchange: RecordedExchange): readonly Evidence[] {
  const called = calledEntry(exchange)
  const makers = [fieldValue(called.request.headers, 'origin'), called.initiator, called.page]
  const maker = makers.find((each) => each !== undefined && extension.test(each))
  if (maker === undefined) return []
  return [cite(called.at, 'made by', `a browser extension: ${excerpt(maker, 80)}`)]
}

function notFromTheNetwork({ at, answeredBy }: Entry): readonly Evidence[] {
  if (answeredBy === undefined) return []
  return [
    cite(at, 'answered by', answeredBy === 'cache' ? "the browser's cache" : "the page's service worker"),
  ]
}

function withoutPreflight({ hops, lacks, exchange }: RecordedExchange, decisive: Entry): readonly Evidence[] {
  const first = hops[0]
  if (!first?.call || first.preflight || lacks.has('preflights') || !exchange) return []
  if (exchange.origin === originOf(first.call) || !needsPreflight(exchange.request)) return []
  return [
    cite(
      decisive.at,
      'preflight',
      'none recorded: the browser went by an earlier answer (Access-Control-Max-Age)',
    ),
  ]
}

function needsPreflight({
  method = 'GET',
  headers = [],
}: NonNullable<RecordedExchange['exchange']>['request']): boolean {
  return !/^(?:GET|HEAD|POST)$/.test(method) || fieldValue(headers, 'authorization') !== undefined
}

function originOf({ request }: Entry): string {
  return URL.canParse(request.url) ? new URL(request.url).origin : ''
}
