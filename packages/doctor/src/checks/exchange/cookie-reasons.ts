import type { CookieLeftOut } from '@clearway/rules/verdict'

/** Why a cookie did not go along with a call. */
export type CookieReason = CookieLeftOut['reason'] | 'path' | 'domain'

/** Each reason as a sentence about the cookie. */
export const cookieReasonWords: Readonly<Record<CookieReason, string>> = {
  'credentials-mode':
    "The page did not ask for cookies: calls to another origin carry them only with credentials: 'include' (withCredentials).",
  'same-site-strict': 'It is SameSite=Strict, and the page is on another site.',
  'same-site-lax': 'It is SameSite=Lax, and such cookies do not go along with calls from another site.',
  'same-site-unspecified':
    'It names no SameSite, which counts as Lax, and such cookies do not go along with calls from another site.',
  'same-site-none-without-secure': 'It is SameSite=None without Secure, which browsers do not keep.',
  'not-secure': 'It is Secure, and the call went to plain http.',
  'third-party-blocked': 'The browser blocks cookies of other sites.',
  'other-partition': 'It is Partitioned, and was set under another page.',
  path: 'Its path does not cover the address.',
  domain: 'It belongs to another host: it was set without a Domain that covers this one.',
}

/** Chromium's names of those reasons that a site's owner can do something about; the first that fits counts. */
const chromiumNames: readonly (readonly [RegExp, CookieReason])[] = [
  [/SAMESITE_STRICT/, 'same-site-strict'],
  [/SAMESITE_UNSPECIFIED/, 'same-site-unspecified'],
  [/SAMESITE_LAX/, 'same-site-lax'],
  [/SAMESITE_NONE_INSECURE/, 'same-site-none-without-secure'],
  [/SECURE_ONLY/, 'not-secure'],
  [/THIRD_PARTY|USER_PREFERENCES/, 'third-party-blocked'],
  [/NOT_ON_PATH/, 'path'],
  [/DOMAIN_MISMATCH/, 'domain'],
]

/**
 * Reads one of Chromium's reasons for leaving a cookie out; undefined for those that explain nothing.
 *
 * @param name - As a NetLog has it: `EXCLUDE_SAMESITE_LAX`.
 */
export function chromiumCookieReason(name: string): CookieReason | undefined {
  return chromiumNames.find(([pattern]) => pattern.test(name.slice(0, 200)))?.[1]
}
