import { valueOf } from './claim-values.ts'
import type { TokenClaims } from './decode.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'
import { showChoice, showValue } from './show-value.ts'

/**
 * Checks the claims that an API asks for beyond the registered ones; one failed check for each that is absent
 * or has another value. Of a list one item must match; numbers and booleans match their JSON text; objects
 * match nothing. Comparison is exact.
 */
export function checkRequiredClaims(
  claims: TokenClaims,
  { requiredClaims = {} }: TokenExpectations,
): readonly FailedCheck[] {
  return Object.entries(requiredClaims).flatMap(([claim, required]) => {
    const wanted = typeof required === 'string' ? [required] : required
    const value = valueOf(claims, claim)
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (values.some((item) => isScalar(item) && wanted.includes(String(item)))) return []
    return [differs(claim, wanted, value)]
  })
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function differs(claim: string, wanted: readonly string[], value: unknown): FailedCheck {
  return {
    code: 'token/claims',
    claim,
    expected: showChoice(wanted),
    received: showValue(value),
    detail: `The token's '${claim}' is ${showValue(value, "'")}; this API expects ${showChoice(wanted, "'")}.`,
  }
}
