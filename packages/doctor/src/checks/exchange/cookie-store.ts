import type { StoredCookie } from '@clearway/rules/verdict'
import { parseOrigin, siteOf } from '@clearway/rules/origins'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Case } from '../check.ts'
import { entriesOf } from './entries.ts'
import { isAffinityCookie, setCookiesOf, type SetCookie } from './set-cookies.ts'

/** A cookie that the capture shows being set, and where. */
export interface SeenCookie extends StoredCookie {
  /** Pages' code cannot read it: most sessions are kept so. */
  readonly httpOnly: boolean
  readonly setBy: Entry
}

interface Setting {
  readonly place: number
  readonly entry: Entry
  readonly cookie: SetCookie
  readonly page: string | undefined
}

const maxPerHost = 200
interface Index {
  readonly settings: ReadonlyMap<string, readonly Setting[]>
  readonly places: ReadonlyMap<RecordedExchange, number>
}

const indexes = new WeakMap<Case['exchanges'], Index>()

/**
 * The cookies that a browser has for a host when a call is made, as far as the capture shows them being set
 * before; cookies of load balancers are left out.
 *
 * Does not know what was set before the capture began, nor whether the browser took what it was given.
 */
export function cookiesSeenFor(
  host: string,
  exchange: RecordedExchange,
  { exchanges }: Case,
): readonly SeenCookie[] {
  let index = indexes.get(exchanges)
  if (!index) indexes.set(exchanges, (index = indexOf(exchanges)))
  const place = index.places.get(exchange) ?? 0
  const jar = new Map<string, SeenCookie>()
  for (const domain of domainsOf(host)) {
    for (const setting of index.settings.get(domain) ?? []) {
      if (setting.place >= place) break
      const seen = toSeen(setting, domain)
      if (!seen || (domain !== host && !seen.subdomains)) continue
      const key = JSON.stringify([seen.name, seen.host, seen.path])
      if (isTakenAway(setting.cookie)) jar.delete(key)
      else jar.set(key, seen)
    }
  }
  return [...jar.values()]
}

function indexOf(exchanges: readonly RecordedExchange[]): Index {
  const settings = new Map<string, Setting[]>()
  for (const [place, exchange] of exchanges.entries()) {
    for (const entry of entriesOf(exchange)) {
      for (const cookie of setCookiesOf(entry)) {
        if (isAffinityCookie(cookie.name) || !URL.canParse(entry.request.url)) continue
        const { hostname } = new URL(entry.request.url)
        const domain = domainOf(cookie)
        if (domain !== undefined && hostname !== domain && !hostname.endsWith(`.${domain}`)) continue
        const list = settings.get(domain ?? hostname) ?? []
        settings.set(domain ?? hostname, list)
        if (list.length < maxPerHost && !isRepeat(list.at(-1)?.cookie, cookie))
          list.push({ place, entry, cookie, page: exchange.page?.origin })
      }
    }
  }
  return { settings, places: new Map(exchanges.map((each, place) => [each, place])) }
}

/** Servers set the same cookie with every answer. */
function isRepeat(before: SetCookie | undefined, cookie: SetCookie): boolean {
  if (before?.name !== cookie.name || before.attributes.size !== cookie.attributes.size) return false
  if (isTakenAway(before) !== isTakenAway(cookie)) return false
  return [...cookie.attributes].every(
    ([key, value]) => key === 'expires' || before.attributes.get(key) === value,
  )
}

function toSeen({ entry, cookie, page }: Setting, host: string): SeenCookie | undefined {
  const { attributes } = cookie
  const sameSite = attributes.get('samesite')?.toLowerCase()
  const pageOrigin = page === undefined ? undefined : parseOrigin(page)
  return {
    name: cookie.name,
    host,
    subdomains: domainOf(cookie) !== undefined,
    path: pathOf(cookie, entry),
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    ...(sameSite === 'strict' || sameSite === 'lax' || sameSite === 'none' ? { sameSite } : {}),
    ...(attributes.has('partitioned') && pageOrigin && { partition: siteOf(pageOrigin) }),
    setBy: entry,
  }
}

function domainOf({ attributes }: SetCookie): string | undefined {
  const domain = attributes.get('domain')?.toLowerCase().replace(/^\./, '')
  return domain === '' ? undefined : domain
}

function pathOf({ attributes }: SetCookie, { request }: Entry): string {
  const path = attributes.get('path')
  if (path?.startsWith('/')) return path
  const { pathname } = new URL(request.url)
  return pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')))
}

function isTakenAway({ tag, attributes }: SetCookie): boolean {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d{1,15}$/.test(maxAge)) return Number(maxAge) <= 0
  const expires = attributes.get('expires')
  return tag === '' || (expires !== undefined && Date.parse(expires) <= 0)
}

function domainsOf(host: string): readonly string[] {
  const labels = host.split('.', 40)
  return labels.map((_, at) => labels.slice(at).join('.'))
}
