import { excerpt, fieldValue } from '@clearway/rules/http'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import { redirectTarget } from '../exchanges/link-entries.ts'
import type { Entry } from '../material.ts'
import type { ChainHop } from '../report.ts'
import { addressOf } from './address.ts'

/** The drawing of a call: its requests in order, and at which of them the browser stopped, with a few words why. */
export function chainOf(exchange: RecordedExchange): readonly ChainHop[] {
  const stop = stopOf(exchange)
  return exchange.hops.flatMap(({ preflight, call }, at) => [
    ...(preflight ? [hopOf(preflight, 'preflight', preflight === stop)] : []),
    ...(call ? [hopOf(call, at === 0 ? 'call' : 'redirect', call === stop)] : []),
  ])
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

function hopOf(entry: Entry, kind: ChainHop['kind'], stopped: boolean): ChainHop {
  const { request, response } = entry
  const note = noteOn(entry, stopped)
  return {
    kind,
    method: excerpt(request.method, 20),
    url: addressOf(request.url),
    ...(response && response.status >= 100 && { status: response.status }),
    ...(note !== undefined && { note }),
    ...(stopped && { stopped: true }),
  }
}

function noteOn(entry: Entry, stopped: boolean): string | undefined {
  const target = redirectTarget(entry)
  if (target !== undefined) return `Location: ${addressOf(target)}`
  if (entry.answeredBy === 'service-worker') return 'from a service worker'
  if (!entry.response || entry.response.status < 100) return stopped ? failureOf(entry) : undefined
  if (stopped) {
    const allowed = fieldValue(entry.response.headers, 'access-control-allow-origin')
    return allowed === undefined
      ? 'no Access-Control-Allow-Origin'
      : `Access-Control-Allow-Origin: ${excerpt(allowed, 60)}`
  }
  return entry.answeredBy === 'cache' ? 'from the cache' : undefined
}

function failureOf({ error }: Entry): string {
  return error === undefined ? 'no answer recorded' : excerpt(error, 60)
}
