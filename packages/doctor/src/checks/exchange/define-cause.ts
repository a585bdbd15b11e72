import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { defineCheck, type Case, type Check, type Found } from '../check.ts'
import { chainOf } from '../chain.ts'
import { subjectOf } from '../address.ts'
import { calledUrl } from './entries.ts'
import { outcomeOf, type Outcome } from './outcome.ts'

/** A cause as its file declares it. */
export interface Cause {
  readonly name: Check['name']
  readonly codes: Check['codes']
  readonly needs?: NonNullable<Check['needs']>
  readonly adds?: true
  /** The outcomes that it can be the cause of; all others are not shown to it. */
  readonly of: readonly Outcome[]
  /** Set when it is looked for in navigations too. */
  readonly navigations?: true
  look(exchange: RecordedExchange, all: Case): Explanation | undefined
}

/** What a cause says of one call. The subject is the called address, unless it says otherwise. */
export interface Explanation extends Omit<Found, 'subject' | 'chain'> {
  readonly subject?: string
}

/** Declares why a call ended as it did: a check that is asked only about calls that ended so. */
export function defineCause(cause: Cause): Check<'exchange'> {
  const { name, codes, needs, adds, of, navigations, look } = cause
  return defineCheck<'exchange'>({
    name,
    of: 'exchange',
    codes,
    ...(needs && { needs }),
    ...(adds && { adds }),
    look: (exchange, all) => {
      if (exchange.kind === 'navigation' && !navigations) return undefined
      if (!of.includes(outcomeOf(exchange))) return undefined
      const found = look(exchange, all)
      return found && { subject: subjectOf(calledUrl(exchange)), chain: chainOf(exchange), ...found }
    },
  })
}
