import { siteOf } from './site.ts'

/** Who asks for the cookies: a page's call, a frame's included, or a top-level navigation. */
export interface CookieContext {
  /** The site of the page that a call is made from, or that a navigation comes from; none when it was typed in. */
  readonly initiator?: URL
  readonly kind: 'navigation' | 'background'
  readonly method: string
}

export interface CookieJar {
  /** Takes in a `Set-Cookie` header, unless a browser would refuse it. */
  set(header: string, url: URL, context: CookieContext): void
  /** The `Cookie` header that a browser would send; '' without any. */
  header(url: URL, context: CookieContext): string
  /** The names of the cookies that lie in the jar, expired ones left out. */
  names(): readonly string[]
  /** Forgets everything. */
  clear(): void
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly hostOnly: boolean
  readonly path: string
  readonly secure: boolean
  readonly sameSite: 'strict' | 'lax' | 'none' | 'unspecified'
  /** Milliseconds; Infinity for a session's cookie. */
  readonly expires: number
  readonly created: number
}

/**
 * Makes a cookie jar that decides as Chromium does (RFC 6265bis, sections 5.6 and 5.7): host, domain and path,
 * expiry, the two name prefixes, SameSite, third-party cookies. `http://*.localhost` counts as secure.
 * It does not know cookies without a name, public suffixes longer than one label, partitions, or how many cookies fit.
 */
export function createCookieJar(thirdPartyCookies: 'blocked' | 'allowed', now: () => number): CookieJar {
  const cookies = new Map<string, Cookie>()
  const fresh = (): Cookie[] => [...cookies.values()].filter((cookie) => cookie.expires > now())

  return {
    set(header, url, context) {
      const cookie = parseCookie(header, url, now())
      if (!cookie || !maySet(cookie, url, context, thirdPartyCookies)) return
      const key = keyOf(cookie)
      const old = cookies.get(key)
      // Chromium keeps the time of creation, and with it the place, only of a cookie set to the same value.
      const same = old?.value === cookie.value
      if (!same || cookie.expires <= now()) cookies.delete(key)
      if (cookie.expires > now()) cookies.set(key, same ? { ...cookie, created: old.created } : cookie)
    },
    header: (url, context) =>
      fresh()
        .filter((cookie) => matches(cookie, url) && maySend(cookie, url, context, thirdPartyCookies, now()))
        .sort((one, other) => other.path.length - one.path.length)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    names: () => fresh().map(({ name }) => name),
    clear: () => cookies.clear(),
  }
}

const maxPairBytes = 4096
const maxAgeMs = 400 * 24 * 3600 * 1000

function parseCookie(header: string, url: URL, now: number): Cookie | undefined {
  const [pair = '', ...rest] = header.split(';')
  const [name, value] = splitAt(pair, '=')
  if (!pair.includes('=') || name === '' || Buffer.byteLength(pair) > maxPairBytes) return undefined
  const attributes = new Map(
    rest.map((part) => splitAt(part, '=')).map(([key, text]) => [key.toLowerCase(), text] as const),
  )

  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? ''
  const path = attributes.get('path') ?? ''
  const sameSite = attributes.get('samesite')?.toLowerCase()
  return {
    name,
    value,
    domain: domain || url.hostname,
    hostOnly: domain === '',
    path: path.startsWith('/') ? path : defaultPath(url),
    secure: attributes.has('secure'),
    sameSite: sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? sameSite : 'unspecified',
    expires: expiryOf(attributes, now),
    created: now,
  }
}

function expiryOf(attributes: ReadonlyMap<string, string>, now: number): number {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Math.min(Number(maxAge) * 1000, maxAgeMs)
  const expires = Date.parse(attributes.get('expires') ?? '')
  return Number.isNaN(expires) ? Infinity : Math.min(expires, now + maxAgeMs)
}

function maySet(
  cookie: Cookie,
  url: URL,
  context: CookieContext,
  thirdParty: 'blocked' | 'allowed',
): boolean {
  if (cookie.secure && !isSecure(url)) return false
  if (cookie.sameSite === 'none' && !cookie.secure) return false
  if (!cookie.hostOnly && !domainMatches(cookie.domain, url.hostname)) return false
  if (!cookie.hostOnly && !cookie.domain.includes('.') && cookie.domain !== url.hostname) return false
  const name = cookie.name.toLowerCase()
  if (name.startsWith('__secure-') && !cookie.secure) return false
  if (name.startsWith('__host-') && !(cookie.secure && cookie.hostOnly && cookie.path === '/')) return false
  // The answer to a top-level navigation may set any, wherever it came from.
  if (context.kind === 'navigation' || isSameSite(url, context)) return true
  return cookie.sameSite === 'none' && thirdParty === 'allowed'
}

function maySend(
  cookie: Cookie,
  url: URL,
  context: CookieContext,
  thirdParty: 'blocked' | 'allowed',
  now: number,
): boolean {
  if (isSameSite(url, context)) return true
  if (cookie.sameSite === 'none') return context.kind === 'navigation' || thirdParty === 'allowed'
  if (cookie.sameSite === 'strict' || context.kind === 'background') return false
  if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(context.method)) return true
  // "Lax-allowing-unsafe" (section 5.6.7.2), which form_post callbacks live on.
  return cookie.sameSite === 'unspecified' && now - cookie.created <= 120_000
}

function matches(cookie: Cookie, url: URL): boolean {
  if (cookie.secure && !isSecure(url)) return false
  if (cookie.hostOnly ? cookie.domain !== url.hostname : !domainMatches(cookie.domain, url.hostname))
    return false
  const path = url.pathname
  if (path === cookie.path) return true
  return path.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`)
}

function domainMatches(domain: string, host: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !/^[\d.]+$/.test(host))
}

function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || url.hostname === '127.0.0.1' || /(?:^|\.)localhost$/.test(url.hostname)
}

function isSameSite(url: URL, { initiator }: CookieContext): boolean {
  return initiator === undefined || siteOf(initiator) === siteOf(url)
}

function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}

function keyOf({ name, domain, path, hostOnly }: Cookie): string {
  return JSON.stringify([name, domain, path, hostOnly])
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()]
}
