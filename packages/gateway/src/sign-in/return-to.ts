import { canonicalPath } from '@clearway/rules/http'
import { ownPrefix } from '../own-paths.ts'
import type { Application } from '../plan.ts'

/** Characters of the longest address that a sign-in can lead back to: it travels in the provider's URL. */
export const longestReturn = 2_000

/**
 * Checks where a sign-in may lead back to: an external URL of the application, not the gateway's own pages.
 *
 * The text is judged after parsing, as the browser will read it, never by its prefix.
 *
 * @param text - Absolute, or relative to `base`.
 * @returns The whole URL, or undefined when it leads elsewhere.
 */
export const checkReturnTo = (text: string, base: string, application: Application): string | undefined => {
  if (text.length > longestReturn || /[\s\\]/.test(text) || /\p{Cc}/u.test(text) || !URL.canParse(text, base))
    return undefined
  const url = new URL(text, base)
  // As the gateway will read it: `/%2Eclearway/sign-out` is an own page as well.
  const target = canonicalPath(url.pathname)
  if (!target.ok || url.username || url.password || target.matchPath.startsWith(ownPrefix)) return undefined
  const covered = application.segments.some(
    ({ external }) => external.origin === url.origin && target.matchPath.startsWith(external.prefix),
  )
  if (!covered) return undefined
  return url.href
}
