import { createHash } from 'node:crypto'
import { fieldValue } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { askedHeader, calledEntry, calledMethod, callsOf } from '../exchange/entries.ts'
import { comparableUrl } from './comparable-url.ts'
import { renewedBy } from './renewing-call.ts'

/** Two calls with the same key are the same but for their bodies: capture, method, page and address. */
export function keyOf(exchange: RecordedExchange): string {
  const { at, request } = calledEntry(exchange)
  const parts = [at.input, calledMethod(exchange), exchange.page?.origin ?? '', comparableUrl(request.url)]
  // A short text: a capture may have a hundred thousand addresses of many kilobytes.
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** Another body at the same address is another thing: what was not saved the first time is lost. */
export function isSameBody(failed: RecordedExchange, later: RecordedExchange): boolean {
  const [one, other] = [callsOf(failed)[0]?.request, callsOf(later)[0]?.request]
  // A token is asked for in another way the second time.
  if (renewedBy(later) === 'token') return true
  // A preflight without its call does not tell of the body.
  if (!one || !other) return /^(?:GET|HEAD)$/.test(calledMethod(failed))
  return (
    one.body === other.body &&
    fieldValue(one.headers, 'content-length') === fieldValue(other.headers, 'content-length')
  )
}

/** Tells whether a later call had all headers for which the preflight of the failed one asked. */
export function hasAskedHeaders({ hops, lacks }: RecordedExchange, later: RecordedExchange): boolean {
  const [hop] = later.hops
  const announced = askedNames(hop?.preflight)
  return askedNames(hops[0]?.preflight).every(
    (name) =>
      announced.includes(name) ||
      askedHeader(hop?.call, name) !== undefined ||
      (name === 'authorization' && lacks.has('authorization')),
  )
}

function askedNames(preflight: Entry | undefined): readonly string[] {
  const asked = askedHeader(preflight, 'access-control-request-headers') ?? ''
  return asked
    .toLowerCase()
    .split(',')
    .flatMap((name) => name.trim() || [])
}
