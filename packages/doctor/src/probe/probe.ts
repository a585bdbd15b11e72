import type { FieldList } from '@clearway/rules/http'
import {
  judge,
  profiles,
  type Call,
  type Exchange,
  type Hop,
  type Leg,
  type Verdict,
} from '@clearway/rules/verdict'
import type { RecordedExchange, RecordedHop } from '../exchanges/recorded-exchange.ts'
import type { Entry } from '../material.ts'
import { networkErrorName } from './network-error.ts'
import { send } from './send.ts'

/** A call to make as a page would. */
export interface ProbeOptions {
  readonly url: string
  /** The page's origin. */
  readonly origin: string
  /** Default `GET`. */
  readonly method?: string
  readonly headers?: FieldList
  /** As a page with `credentials: 'include'`. The probe itself has no cookies to send. */
  readonly withCredentials?: boolean
  /** Hosts besides that of the URL that may be contacted when a redirect leads there. */
  readonly allowHosts?: readonly string[]
}

/** What came of it. */
export interface Probed {
  readonly exchange: RecordedExchange
  /** What each profile makes of the answers, the standard first. */
  readonly verdicts: readonly Verdict[]
  /** A host that a redirect leads to and that was not named: it was not contacted. */
  readonly notContacted?: string
}

/** Longer than any chain that a browser follows, with a preflight for each hop. */
const maxRequests = 44

/**
 * Makes a call as Chromium would make it for a page: the preflight if one is needed, the call, each redirect.
 *
 * The rule book leads: it is asked what the browser does with what is known so far, and as long as it says
 * that an answer is missing, that request is sent. So the probe sends what a browser sends and stops where a
 * browser stops. Only the URL's host and `allowHosts` are contacted.
 */
export async function probe(options: ProbeOptions): Promise<Probed> {
  const request: Call = {
    url: options.url,
    method: options.method ?? 'GET',
    headers: options.headers ?? [],
    credentials: options.withCredentials === true ? 'include' : 'same-origin',
  }
  const named = new Set(
    [hostOf(options.url), ...(options.allowHosts ?? [])].map((host) => host?.toLowerCase()),
  )
  const recorded: { preflight?: Entry; call?: Entry }[] = []
  for (let sent = 0; ; sent++) {
    const exchange: Exchange = { origin: options.origin, request, hops: recorded.map(toHop) }
    const verdict = judge(exchange, 'chromium')
    const leg = verdict.legs.at(-1)
    if (verdict.outcome !== 'undecided' || !leg || sent === maxRequests) {
      return finished(options, exchange, recorded)
    }
    const host = hostOf(leg.url)
    if (host === undefined || !named.has(host)) {
      return { ...finished(options, exchange, recorded), ...(host !== undefined && { notContacted: host }) }
    }
    const entry = await ask(leg, options, sent)
    recorded[verdict.hop] = { ...recorded[verdict.hop], [verdict.missing]: entry }
    if (entry.error !== undefined) return finished(options, exchange, recorded)
  }
}

async function ask(leg: Leg, options: ProbeOptions, index: number): Promise<Entry> {
  const headers = headersOf(leg, options.headers ?? [])
  const base = {
    at: { input: options.url, entry: index },
    startedAt: Date.now(),
    type: leg.kind === 'preflight' ? 'preflight' : 'fetch',
    request: { method: leg.method, url: leg.url, headers },
  }
  try {
    return { ...base, response: await send({ method: leg.method, url: leg.url, headers }) }
  } catch (error) {
    return { ...base, error: networkErrorName(error) }
  }
}

function headersOf(leg: Leg, own: FieldList): FieldList {
  const fields = ['Accept', '*/*']
  if (leg.origin !== undefined) fields.push('Origin', leg.origin)
  fields.push('Sec-Fetch-Mode', 'cors', 'Sec-Fetch-Dest', 'empty')
  if (leg.kind === 'preflight') {
    if (leg.requestMethod !== undefined) fields.push('Access-Control-Request-Method', leg.requestMethod)
    if (leg.requestHeaders !== undefined) fields.push('Access-Control-Request-Headers', leg.requestHeaders)
    return fields
  }
  for (let at = 0; at + 1 < own.length; at += 2) {
    if (!leg.stripped.includes(own[at]!.toLowerCase())) fields.push(own[at]!, own[at + 1]!)
  }
  return fields
}

function toHop({ preflight, call }: RecordedHop): Hop {
  return {
    ...(preflight?.response && { preflight: preflight.response }),
    ...(call?.response && { answer: call.response }),
  }
}

function finished(options: ProbeOptions, before: Exchange, hops: readonly RecordedHop[]): Probed {
  const exchange = { ...before, hops: hops.map(toHop) }
  const verdicts = profiles.map((profile) => judge(exchange, profile))
  const verdict = verdicts[profiles.indexOf('chromium')]
  const failed = hops.some(
    ({ preflight, call }) => preflight?.error !== undefined || call?.error !== undefined,
  )
  return {
    verdicts,
    exchange: {
      hops,
      kind: 'call',
      page: { origin: options.origin, from: 'origin header' },
      exchange,
      ended: failed ? 'failed' : verdict?.outcome === 'blocked' ? 'blocked' : 'delivered',
      profile: 'chromium',
      ...(verdict && { verdict }),
      messages: [],
      lacks: new Set(),
    },
  }
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}
