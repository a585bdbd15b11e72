import { valueOf } from './claim-values.ts'
import type { TokenClaims } from './decode.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'
import { showValue } from './show-value.ts'

/** The end of the year 9999: later numbers are no dates that anybody meant. */
const lastSecond = 253_402_300_799

const defaultSkewSeconds = 300

/**
 * Checks that the token is alive: `exp` is present and not yet reached, `nbf`, if present, is reached, each
 * with the allowed clock difference (RFC 7519, sections 4.1.4 and 4.1.5). Both must be numbers of seconds
 * between 1970 and the year 9999; fractions are accepted.
 */
export function checkLifetime(
  claims: TokenClaims,
  expectations: TokenExpectations,
  nowSeconds: number,
): readonly FailedCheck[] {
  const skew = expectations.skewSeconds ?? defaultSkewSeconds
  const expires = valueOf(claims, 'exp')
  const begins = valueOf(claims, 'nbf')
  const failed: FailedCheck[] = []
  if (expires === undefined) failed.push(noExpiry)
  else if (!isDate(expires)) failed.push(noDate('exp', expires))
  // Asked for what must hold, so that a time or a difference that is no number fails.
  else if (!(nowSeconds < expires + skew)) failed.push(expired(expires, nowSeconds, skew))

  if (begins !== undefined) {
    if (!isDate(begins)) failed.push(noDate('nbf', begins))
    else if (!(nowSeconds >= begins - skew)) failed.push(notYetValid(begins, nowSeconds, skew))
    else if (failed.length === 0 && isDate(expires) && begins > expires)
      failed.push(neverValid(begins, expires))
  }
  return failed
}

function isDate(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= lastSecond
}

const noExpiry: FailedCheck = {
  code: 'token/claims',
  claim: 'exp',
  expected: 'an expiry time',
  received: 'nothing',
  detail: "The token has no expiry time ('exp'); a token that never ends is not accepted.",
}

function noDate(claim: 'exp' | 'nbf', value: unknown): FailedCheck {
  const received = `${showValue(value)} (${typeof value})`
  return {
    code: 'token/malformed',
    claim,
    expected: 'a number of seconds since 1970',
    received,
    detail: `The token's '${claim}' is ${received}; it must be a number of seconds since 1970.`,
  }
}

function expired(expires: number, now: number, skew: number): FailedCheck {
  return {
    code: 'token/expired',
    claim: 'exp',
    expected: `an expiry time after ${instant(now - skew)}`,
    received: instant(expires),
    detail: `The token expired at ${instant(expires)}; it is ${instant(now)}, and clocks may differ by ${skew} s.`,
  }
}

function notYetValid(begins: number, now: number, skew: number): FailedCheck {
  return {
    code: 'token/not-yet-valid',
    claim: 'nbf',
    expected: `a start of ${instant(now + skew)} or before`,
    received: instant(begins),
    detail: `The token is not valid before ${instant(begins)}; it is ${instant(now)}, and clocks may differ by ${skew} s.`,
  }
}

function neverValid(begins: number, expires: number): FailedCheck {
  return {
    code: 'token/malformed',
    claim: 'nbf',
    expected: `a start before the expiry at ${instant(expires)}`,
    received: instant(begins),
    detail: `The token begins at ${instant(begins)}, after it expires at ${instant(expires)}: it is never valid.`,
  }
}

function instant(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString()
}
