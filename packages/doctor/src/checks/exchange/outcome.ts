import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'

/**
 * How a call ended for the page. `answered`: it got an answer below 400. `refused`: it got one that says no.
 * `kept-back`: the browser gave it an error instead of an answer. `no-answer`: none came. `not-told`: the
 * capture shows too little.
 */
export type Outcome = 'answered' | 'refused' | 'kept-back' | 'no-answer' | 'not-told'

/** Tells how a call ended: as the capture shows it, else as the rule book says. */
export function outcomeOf({ ended, verdict, hops }: RecordedExchange): Outcome {
  const last = hops.at(-1)?.call
  const status = last?.response?.status ?? 0
  switch (ended) {
    case 'blocked':
      return 'kept-back'
    case 'failed':
      return verdict?.outcome === 'blocked' ? 'kept-back' : 'no-answer'
    case 'delivered':
      return status >= 400 ? 'refused' : 'answered'
    case 'not-told':
      if (verdict?.outcome === 'blocked') return 'kept-back'
      if (status >= 400) return 'refused'
      // A redirect whose end is not recorded is no end.
      return (status >= 200 && status < 300) || status === 304 ? 'answered' : 'not-told'
  }
}
