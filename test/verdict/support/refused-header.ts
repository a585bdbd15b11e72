import { fieldValue } from '@clearway/rules/http'
import type { CorsError, Exchange, Verdict } from '@clearway/rules/verdict'

/**
 * The error that a verdict expects, told as Chromium may tell it: of several headers that a preflight does not
 * allow, Chromium names any one (it goes through them in the order of a hash table), the engine the first.
 */
export function expectedError(
  exchange: Exchange,
  verdict: Verdict,
  seen: CorsError | undefined,
): CorsError | undefined {
  if (verdict.outcome !== 'blocked') return undefined
  const isRefusal = verdict.corsError?.name === 'HeaderDisallowedByPreflightResponse'
  if (!isRefusal || seen?.name !== 'HeaderDisallowedByPreflightResponse') return verdict.corsError
  const asked = listOf(verdict.legs.at(-1)?.requestHeaders)
  const answer = exchange.hops[verdict.hop]?.preflight?.headers ?? []
  const allowed = listOf(fieldValue(answer, 'access-control-allow-headers'))
  return asked.includes(seen.parameter) && !allowed.includes(seen.parameter) ? seen : verdict.corsError
}

const listOf = (value = ''): string[] => value.split(',').map((name) => name.trim().toLowerCase())
