import { fieldValue } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'

/** What the page called: the call itself, or its preflight where the call was not made. */
export function calledEntry({ hops }: RecordedExchange): Entry {
  const [first] = hops
  const entry = first?.call ?? first?.preflight
  if (!entry) throw new TypeError('an exchange has at least one entry')
  return entry
}

/** The URL that the page called. */
export function calledUrl(exchange: RecordedExchange): string {
  return calledEntry(exchange).request.url
}

/** The method of the page's call, also where only its preflight was recorded. */
export function calledMethod({ hops, exchange }: RecordedExchange): string {
  const [first] = hops
  if (first?.call) return first.call.request.method
  const asked =
    first?.preflight && fieldValue(first.preflight.request.headers, 'access-control-request-method')
  return asked ?? exchange?.request.method ?? 'GET'
}

/** The calls of the chain, without their preflights. */
export function callsOf({ hops }: RecordedExchange): readonly Entry[] {
  return hops.flatMap(({ call }) => call ?? [])
}

/** All requests of the chain in order. */
export function entriesOf({ hops }: Pick<RecordedExchange, 'hops'>): readonly Entry[] {
  return hops.flatMap(({ preflight, call }) => [...(preflight ? [preflight] : []), ...(call ? [call] : [])])
}

/** The status of an entry's answer; undefined when no answer is recorded. */
export function statusOf(entry: Entry | undefined): number | undefined {
  const status = entry?.response?.status ?? 0
  return status >= 100 && status <= 599 ? status : undefined
}

/** A header of an entry's answer. */
export function answerHeader(entry: Entry | undefined, lowerName: string): string | undefined {
  return entry?.response && fieldValue(entry.response.headers, lowerName)
}

/** A header of an entry's request. */
export function askedHeader(entry: Entry | undefined, lowerName: string): string | undefined {
  return entry && fieldValue(entry.request.headers, lowerName)
}
