import { excerpt, fieldValue } from '@clearway/rules/http'
import type { ProblemCode } from '@clearway/rules/problems'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { redirectTarget } from '../exchanges/link-entries.ts'
import type { Entry } from '../material.ts'
import type { ChainHop } from '../report.ts'
import { addressOf } from './address.ts'

/** The drawing of a call: its requests in order, and at which of them the browser stopped, with a few words why. */
export function chainOf(exchange: RecordedExchange): readonly ChainHop[] {
  const stop = stopOf(exchange)
  const why = exchange.verdict?.outcome === 'blocked' ? stops[exchange.verdict.code] : undefined
  const hop = (entry: Entry, kind: ChainHop['kind']): ChainHop =>
    hopOf(entry, kind, entry === stop ? { why } : undefined)
  return exchange.hops.flatMap(({ preflight, call }, at) => [
    ...(preflight ? [hop(preflight, 'preflight')] : []),
    ...(call ? [hop(call, at === 0 ? 'call' : 'redirect')] : []),
  ])
}

/** Why browsers stop where the answer's Access-Control-Allow-Origin is not the reason. */
const stops: Partial<Record<ProblemCode, string>> = {
  'cors/credentials-not-allowed': 'no Access-Control-Allow-Credentials: true',
  'cors/wildcard-with-credentials': 'Access-Control-Allow-Origin: * for a call with cookies',
  'cors/method-not-allowed': 'method not in Access-Control-Allow-Methods',
  'cors/header-not-allowed': 'header not in Access-Control-Allow-Headers',
  'cors/invalid-allow-list': 'a list that browsers cannot read',
  'cors/tainted-origin': 'Origin: null after redirects',
  'cors/redirect-not-followed': 'a redirect that browsers do not follow',
  'cors/redirect-with-credentials': 'a user name in the redirect',
}

/** The request at which the call ended badly: as the rule book says, else where the recorder notes an error. */
export function stopOf({ hops, verdict, ended }: RecordedExchange): Entry | undefined {
  if (ended === 'delivered') return undefined
  if (verdict?.outcome === 'blocked') {
    const hop = hops[verdict.hop]
    const stopped = verdict.at === 'preflight' ? hop?.preflight : hop?.call
    if (stopped) return stopped
  }
  const entries = hops
    .flatMap(({ preflight, call }) => [preflight, call])
    .filter((each) => each !== undefined)
  const failed = entries.find(({ error }) => error !== undefined)
  return failed ?? (ended === 'not-told' ? undefined : entries.at(-1))
}

/** The browser stopped here, and, where the rule book says so, for this reason. */
interface Stop {
  readonly why: string | undefined
}

function hopOf(entry: Entry, kind: ChainHop['kind'], stop: Stop | undefined): ChainHop {
  const { request, response } = entry
  const note = noteOn(entry, kind, stop)
  return {
    kind,
    method: excerpt(request.method, 20),
    url: addressOf(request.url),
    ...(response && response.status >= 100 && { status: response.status }),
    ...(note !== undefined && { note }),
    ...(stop && { stopped: true }),
  }
}

function noteOn(entry: Entry, kind: ChainHop['kind'], stop: Stop | undefined): string | undefined {
  const target = redirectTarget(entry)
  if (target !== undefined) return `Location: ${addressOf(target)}`
  if (entry.answeredBy === 'service-worker') return 'from a service worker'
  const status = entry.response?.status ?? 0
  if (!entry.response || status < 100) return stop && failureOf(entry)
  if (!stop) return entry.answeredBy === 'cache' ? 'from the cache' : undefined
  if (kind === 'preflight' && (status < 200 || status > 299))
    return 'a preflight needs a status of 200 to 299'
  if (stop.why !== undefined) return stop.why
  const allowed = fieldValue(entry.response.headers, 'access-control-allow-origin')
  return allowed === undefined
    ? 'no Access-Control-Allow-Origin'
    : `Access-Control-Allow-Origin: ${excerpt(allowed, 60)}`
}

function failureOf({ error }: Entry): string {
  return error === undefined ? 'no answer recorded' : excerpt(error, 60)
}
