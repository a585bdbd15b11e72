import { isSameSite, parseOrigin } from '@clearway/rules/origins'
import { judge, type StoredCookie } from '@clearway/rules/verdict'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { cookieReasonWords } from './cookie-reasons.ts'
import { originOfUrl } from '../../exchanges/page-origin.ts'

/**
 * Says why a browser left a cookie out of a call that did not carry it, by the rules for cookies.
 *
 * The credentials mode is not recorded. A cookie that would ride with `include` and did not was left out for
 * the mode, or, across sites, because the browser blocks it; unless others went along, which shows that the
 * browser was willing.
 *
 * @param othersWent - Whether the call carried other cookies.
 * @returns One sentence or two; undefined where the rules would have sent it.
 */
export function whyLeftOut(
  { exchange, profile, page }: RecordedExchange,
  { request }: Entry,
  cookie: StoredCookie,
  othersWent: boolean,
): string | undefined {
  if (!exchange || !URL.canParse(request.url)) return undefined
  if (!covers(cookie.path ?? '/', new URL(request.url).pathname)) {
    return othersWent ? undefined : cookieReasonWords.path
  }
  const verdict = judge(
    { ...exchange, cookies: [cookie], request: { ...exchange.request, credentials: 'include' } },
    profile,
  )
  const call = verdict.legs.find(({ kind, hop }) => kind === 'call' && hop === 0)
  const reason = call?.cookiesLeftOut[0]?.reason
  if (reason !== undefined) return cookieReasonWords[reason]
  const own = originOfUrl(request.url)
  if (othersWent || page === undefined || own === undefined || own === page.origin) return undefined
  const [from, to] = [parseOrigin(page.origin), parseOrigin(own)]
  const crossSite = from === undefined || to === undefined || !isSameSite(from, to)
  const byMode = cookieReasonWords['credentials-mode']
  return crossSite ? `${byMode} Or the browser blocks cookies of other sites.` : byMode
}

/** RFC 6265, 5.1.4. */
function covers(cookiePath: string, path: string): boolean {
  if (!path.startsWith(cookiePath)) return false
  return cookiePath.endsWith('/') || path.length === cookiePath.length || path[cookiePath.length] === '/'
}
