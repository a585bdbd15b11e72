/** Chromium's reasons for leaving a cookie out that a site's owner can do something about. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/SAMESITE_STRICT/, 'It is SameSite=Strict, and the page is on another site.'],
  [
    /SAMESITE_UNSPECIFIED/,
    'It names no SameSite, which counts as Lax, and such cookies do not go along with calls from another site.',
  ],
  [/SAMESITE_LAX/, 'It is SameSite=Lax, and such cookies do not go along with calls from another site.'],
  [/SAMESITE_NONE_INSECURE/, 'It is SameSite=None without Secure, which browsers do not keep.'],
  [/SECURE_ONLY/, 'It is Secure, and the call went to plain http.'],
  [/THIRD_PARTY|USER_PREFERENCES/, 'The browser blocks cookies of other sites.'],
  [/NOT_ON_PATH/, 'Its path does not cover the address.'],
  [/DOMAIN_MISMATCH/, 'It belongs to another host: it was set without a Domain that covers this one.'],
]

/**
 * Says what one of Chromium's reasons for leaving a cookie out means; undefined for those that explain
 * nothing.
 *
 * @param reason - As a NetLog has it: `EXCLUDE_SAMESITE_LAX`.
 */
export function chromiumReason(reason: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(reason.slice(0, 200)))?.[1]
}
