import { addressOf } from './checks/address.ts'
import { calledUrl } from './checks/exchange/entries.ts'
import type { RecordedExchange } from './exchanges/recorded-exchange.ts'
import type { NotChecked } from './report.ts'

/** Collects the calls that were blocked and for which no cause was found. */
export interface UnexplainedCalls {
  add(exchange: RecordedExchange): void
  /** One line for all calls that lack the same. */
  list(): readonly NotChecked[]
}

interface Calls {
  count: number
  /** The first few of their addresses, and one more. */
  readonly addresses: Set<string>
}

const maxNamed = 3

/** Makes an empty collection. */
export function createUnexplainedCalls(): UnexplainedCalls {
  const byReason = new Map<string, Calls>()
  return {
    add(exchange) {
      const reason = reasonOf(exchange)
      const calls = byReason.get(reason) ?? { count: 0, addresses: new Set() }
      byReason.set(reason, calls)
      calls.count++
      if (calls.addresses.size <= maxNamed) calls.addresses.add(addressOf(calledUrl(exchange)))
    },
    list: () => [...byReason].map(([reason, calls]) => ({ check: whyFailed(calls), reason })),
  }
}

function whyFailed({ count, addresses }: Calls): string {
  const named = [...addresses].slice(0, maxNamed)
  if (named.length === 1) return `why ${count === 1 ? 'the call' : `${count} calls`} to ${named[0]} failed`
  const others = addresses.size > named.length ? ' and further addresses' : ''
  return `why ${count} calls failed: to ${named.join(', ')}${others}`
}

function reasonOf({ verdict, page }: RecordedExchange): string {
  if (!page) return 'Nothing in the capture tells which page made the call; bring the console’s line too.'
  if (verdict?.outcome === 'undecided') {
    const missing = verdict.missing === 'preflight' ? 'answer to the preflight' : 'answer'
    return `The ${missing} is not in the capture. Record with the network tab open from before the call.`
  }
  return 'By what is recorded the browser should have let it through; bring the console’s line too.'
}
