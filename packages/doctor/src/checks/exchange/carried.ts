import type { DecodedToken } from '@clearway/rules/token'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Evidence } from '../../report.ts'
import type { Case } from '../check.ts'
import { cite } from '../evidence.ts'
import { askedHeader, callsOf } from './entries.ts'

const tokenScheme = /^(?:bearer|dpop)\b/i

/** Tells whether a call carried a bearer token, also where the recorder took it out but the preflight announced it. */
export function carriesToken(exchange: RecordedExchange, all?: Case): boolean {
  const [first] = exchange.hops
  if (tokenScheme.test(askedHeader(first?.call, 'authorization') ?? '')) return true
  const announced = askedHeader(first?.preflight, 'access-control-request-headers') ?? ''
  if (/(?:^|[\s,])authorization(?:$|[\s,])/i.test(announced)) return true
  return all !== undefined && tokenOf(exchange, all) !== undefined
}

/** Tells whether a call carried cookies; undefined where its capture leaves cookies out. */
export function carriesCookies({ hops, lacks }: RecordedExchange): boolean | undefined {
  if (askedHeader(hops[0]?.call, 'cookie') !== undefined) return true
  return lacks.has('cookies') ? undefined : false
}

type ByEntry = ReadonlyMap<string, DecodedToken>
const indexes = new WeakMap<Case['material'], ByEntry>()

/** The token that a call carried, where it could be read. */
export function tokenOf(exchange: RecordedExchange, { material }: Case): DecodedToken | undefined {
  let index = indexes.get(material)
  if (!index) indexes.set(material, (index = byEntry(material)))
  for (const { at } of callsOf(exchange)) {
    const token = index.get(keyOf(at))
    if (token) return token
  }
  return undefined
}

function byEntry({ tokens }: Case['material']): ByEntry {
  const index = new Map<string, DecodedToken>()
  for (const { token, entry, where } of tokens) {
    if (entry && where === 'request header' && 'claims' in token) index.set(keyOf(entry.at), token)
  }
  return index
}

function keyOf({
  input,
  entry,
  line,
  offset,
}: Evidence | Pick<Evidence, 'input' | 'entry' | 'line' | 'offset'>): string {
  return JSON.stringify([input, entry, line, offset])
}

/** How long ago the token of a call had expired when the call was made. */
export interface Expiry {
  /** Seconds from `exp` to the call; below 0 while the token was valid. */
  readonly secondsPast: number
  readonly evidence: Evidence
}

/** Holds a token's `exp` against the time of the call that carried it; undefined where one of them is not known. */
export function expiryOf(exchange: RecordedExchange, all: Case): Expiry | undefined {
  const call = callsOf(exchange)[0]
  const exp = tokenOf(exchange, all)?.claims['exp']
  if (!call || call.startedAt === undefined || typeof exp !== 'number' || !isDate(exp)) return undefined
  const secondsPast = Math.round(call.startedAt / 1000 - exp)
  const distance = `${Math.abs(secondsPast)} s ${secondsPast < 0 ? 'after' : 'before'} the call`
  return {
    secondsPast,
    evidence: cite(call.at, 'token claim exp', `${new Date(exp * 1000).toISOString()}, ${distance}`),
  }
}

function isDate(seconds: number): boolean {
  return seconds >= 0 && seconds <= 253_402_300_799
}
