import type { EntraEvent } from '@clearway/entra'
import type { Outcome } from './msal.ts'

/** Says in the matrix's words what a call came to, by what it gave and by what Entra did for it. */
export function describeOutcome(outcome: Outcome, events: readonly EntraEvent[]): string {
  if ('error' in outcome) {
    const { b2c, code, name, number } = outcome.error
    return [
      `${name} ${code}`,
      ...(number === undefined ? [] : [`AADSTS${number}`]),
      ...(b2c ? [b2c] : []),
    ].join(', ')
  }
  if (outcome.result === null) return 'nothing'
  if (outcome.result.fromCache) return 'the token from the cache'
  const issued = events.findLast((event) => event.type === 'tokens-issued')
  if (issued?.grant === 'refresh_token') return 'a new token, by refresh token'
  const code = events.findLast((event) => event.type === 'code-issued')
  return code?.silent === true ? 'a new token, by hidden frame' : 'signed in'
}
