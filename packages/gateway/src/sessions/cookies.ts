import { parseCookie, stringifySetCookie } from 'cookie'
import type { CookieScope } from '../plan.ts'

/** The cookie that ties sign-ins to the browser that began them. */
export const browserCookie = '__Host-clearway-browser'

/** A cookie without a name, `=__Host-…`, comes back as one of that name from browsers that still take it. */
const ownName = /^\s*=?\s*__(?:Host|Secure)-clearway-/i

/** Whether a Set-Cookie line or a cookie pair bears one of the gateway's own names. */
export const isOwnCookie = (text: string): boolean => ownName.test(text)

/** Removes the gateway's own cookies from a Cookie header; undefined when nothing is left. */
export const withoutOwnCookies = (header: string): string | undefined => {
  if (!/clearway-/i.test(header)) return header
  const kept = header.split(';').filter((pair) => pair.trim() !== '' && !isOwnCookie(pair))
  return kept.length > 0 ? kept.map((pair) => pair.trim()).join('; ') : undefined
}

/**
 * At most this many cookies of one name are tried: a neighbour host may have set others beside ours, and browsers
 * send those with the longer path first. More than any browser keeps for one site.
 */
const mostCandidates = 200

/** Every value that a Cookie header has for a name, in the browser's order. */
export const cookieValues = (header: string | undefined, name: string): readonly string[] => {
  if (header === undefined || !header.includes(name)) return []
  if (header.indexOf(name) === header.lastIndexOf(name)) {
    const value = parseCookie(header)[name]
    return value === undefined ? [] : [value]
  }
  return header
    .split(';')
    .flatMap((pair) => {
      const value = parseCookie(pair)[name]
      return value === undefined ? [] : [value]
    })
    .slice(0, mostCandidates)
}

const always = { path: '/', httpOnly: true, secure: true } as const

/** Lax: it rides on navigations from elsewhere, never on calls from another site. */
const withinSite = (scope: CookieScope) => ({
  name: scope.name,
  ...always,
  sameSite: 'lax' as const,
  ...(scope.reach === 'domain' && { domain: scope.domain }),
})

/** The Set-Cookie line that keeps a session. */
export const sessionCookie = (scope: CookieScope, id: string): string =>
  stringifySetCookie({ ...withinSite(scope), value: id })

/** The Set-Cookie line that makes a browser forget its session. */
export const forgetSessionCookie = (scope: CookieScope): string =>
  stringifySetCookie({ ...withinSite(scope), value: '', maxAge: 0 })

/**
 * The Set-Cookie line of the browser cookie, for an hour.
 *
 * @param crossSitePost - The provider answers by a form post from its own site: only `SameSite=None` rides on that.
 */
export const browserCookieLine = (value: string, crossSitePost: boolean): string =>
  stringifySetCookie({
    name: browserCookie,
    value,
    ...always,
    sameSite: crossSitePost ? 'none' : 'lax',
    maxAge: 3600,
  })
