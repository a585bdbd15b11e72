import type { Entry } from '../../material.ts'
import { objectIn, textIn } from '../json/foreign.ts'

/** What became of a cookie that the browser has and that a request might have carried. */
export interface CookieStatus {
  readonly name: string
  /** `EXCLUDE_SAMESITE_LAX`; empty: the cookie went along. */
  readonly reasons: readonly string[]
}

const maxReasons = 10
const maxCookies = 50

/** Without sensitive data, the log tells reasons but no names. */
const unnamed = '(name not recorded)'

/**
 * Reads COOKIE_INCLUSION_STATUS; undefined where it is about a cookie that an answer sets.
 *
 * Its `status` is a list: `EXCLUDE_SAMESITE_LAX, WARN_THIRD_PARTY_PHASEOUT, NO_EXEMPTION`, or begins with
 * `INCLUDE`.
 */
export function cookieStatusIn(params: unknown): CookieStatus | undefined {
  const { operation, name, status } = objectIn(params)
  if (operation !== 'send' || typeof status !== 'string') return undefined
  const reasons = status.split(/[,\s]+/, 50).filter((word) => word.startsWith('EXCLUDE_'))
  if (reasons.length === 0 && !/^\s*INCLUDE\b/.test(status)) return undefined
  return {
    name: textIn(name)?.slice(0, 200) ?? unnamed,
    reasons: reasons.slice(0, maxReasons).map((each) => each.slice(0, 100)),
  }
}

/** The browser looks through the cookies of the whole site: these are for another host or path of it. */
const elsewhere = /^EXCLUDE_(?:DOMAIN_MISMATCH|NOT_ON_PATH)$/

/**
 * The cookies that stayed behind, first those that are for the request's host and path. Those that are not
 * count only where no cookie went along: almost every site has some of them.
 */
export function cookiesLeftOut(statuses: readonly CookieStatus[]): NonNullable<Entry['cookiesLeftOut']> {
  const left = statuses.filter(({ reasons }) => reasons.length > 0)
  const isElsewhere = ({ reasons }: CookieStatus): boolean => reasons.some((each) => elsewhere.test(each))
  const own = left.filter((each) => !isElsewhere(each))
  const others = left.length < statuses.length ? [] : left.filter(isElsewhere)
  return [...own, ...others].slice(0, maxCookies)
}
