import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { answerHeader, statusOf } from './entries.ts'

/** Access-Control-Allow-Origin of an answer, repeats joined. */
export function allowOriginOf(entry: Entry | undefined): string | undefined {
  return answerHeader(entry, 'access-control-allow-origin')
}

/** Tells whether an answer opens itself to an origin: by its name, or to all by `*`. */
export function isOpenTo(entry: Entry, origin: string | undefined): boolean {
  const value = allowOriginOf(entry)
  return value !== undefined && (value === '*' || value === origin)
}

/** The answer at which the browser found no Access-Control-Allow-Origin, of a call or of a preflight. */
export function findClosedAnswer({ hops, verdict }: RecordedExchange): Entry | undefined {
  if (verdict?.outcome === 'blocked') {
    const hop = hops[verdict.hop]
    const entry = verdict.at === 'preflight' ? hop?.preflight : hop?.call
    return entry && isClosed(entry) ? entry : undefined
  }
  if (verdict?.outcome === 'readable') return undefined
  return hops
    .flatMap(({ preflight, call }) => [preflight, call])
    .find((entry) => entry !== undefined && isClosed(entry))
}

function isClosed(entry: Entry): boolean {
  return statusOf(entry) !== undefined && allowOriginOf(entry) === undefined
}
