import { fieldValue } from '@clearway/rules/http'
import { parseOrigin } from '@clearway/rules/origins'
import type { ConsoleMessage, Entry } from '../material.ts'
import type { PageOrigin, RecordedHop } from './recorded-exchange.ts'

/**
 * Finds out which page made a call, from the strongest sign to the weakest: the Origin header (of the call,
 * else of its preflight), a console line that names the page, Referer, the script that made the request, the
 * page that the recorder filed it under; at last the URL itself, when the browser said `Sec-Fetch-Site:
 * same-origin`.
 */
export function pageOriginOf(
  hops: readonly RecordedHop[],
  messages: readonly ConsoleMessage[],
): PageOrigin | undefined {
  const [first] = hops
  const entry = first?.call ?? first?.preflight
  if (!first || !entry) return undefined
  for (const each of [first.call, first.preflight]) {
    const origin = each && fieldValue(each.request.headers, 'origin')
    if (origin !== undefined && (origin === 'null' || parseOrigin(origin) !== undefined)) {
      return { origin, from: 'origin header' }
    }
  }
  for (const { message } of messages) {
    if (message.says !== 'blocked' || message.origin === undefined) continue
    const origin = message.origin === 'null' ? 'null' : originOfUrl(message.origin)
    if (origin !== undefined) return { origin, from: 'console line' }
  }
  return byAddress(entry)
}

function byAddress(entry: Entry): PageOrigin | undefined {
  const signs = [
    ['referer', fieldValue(entry.request.headers, 'referer')],
    ['initiator', entry.initiator],
    ['page', entry.page],
  ] as const
  for (const [from, url] of signs) {
    const origin = url === undefined ? undefined : originOfUrl(url)
    if (origin !== undefined) return { origin, from }
  }
  const own = originOfUrl(entry.request.url)
  const site = fieldValue(entry.request.headers, 'sec-fetch-site')
  return site === 'same-origin' && own !== undefined ? { origin: own, from: 'same-origin' } : undefined
}

/** The origin of a web URL; undefined for all else. */
export function originOfUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin } = new URL(url)
  return parseOrigin(origin)
}
