import { stripHopByHop, type FieldList } from '@clearway/rules/http'
import type { HeadStep } from '../head.ts'
import type { Segment } from '../plan.ts'
import { isOwnCookie } from '../sessions/cookies.ts'

/** An address of the internal app as the browser must see it; others stay as they are. */
export const translateUrl = (value: string, segment: Segment): string => {
  const { external } = segment
  for (const internal of segment.internal) {
    if (value.startsWith('/') && !value.startsWith('//')) {
      return value.startsWith(internal.prefix) ? external.prefix + value.slice(internal.prefix.length) : value
    }
    if (!URL.canParse(value)) continue
    const url = new URL(value)
    if (url.origin === internal.origin && url.pathname.startsWith(internal.prefix)) {
      return (
        external.origin + external.prefix + url.href.slice(internal.origin.length + internal.prefix.length)
      )
    }
  }
  return value
}

/** A cookie of the internal app for the external URL: no internal domain, the path below the external prefix. */
export const translateCookie = (line: string, segment: Segment): string => {
  const internalHosts = new Set(segment.internal.map(({ host }) => host.replace(/:\d+$/, '')))
  return line
    .split(';')
    .flatMap((part) => {
      const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(part) ?? []
      const lower = name.toLowerCase()
      if (lower === 'domain' && internalHosts.has(value.replace(/^\./, '').toLowerCase())) return []
      if (lower === 'path' && value.startsWith('/')) return [` Path=${translatePath(value, segment)}`]
      return [part]
    })
    .join(';')
}

const translatePath = (path: string, { external, internal }: Segment): string => {
  const from = internal.find(({ prefix }) => path.startsWith(prefix) || `${path}/` === prefix)?.prefix
  if (from === undefined) return path
  return path.length < from.length ? external.prefix : external.prefix + path.slice(from.length)
}

const addresses = new Set(['location', 'content-location'])

/** Whether the gateway speaks for a field: an internal app cannot say it. */
const isOurs = (lowerName: string): boolean => lowerName.startsWith('clearway-')

/**
 * Turns the internal app's head into one for the browser: no connection headers, addresses and cookies as seen from
 * outside, nothing in the gateway's name. Bodies are not touched.
 */
export const translate: HeadStep = (exchange, head) => {
  if (head.from === 'gateway') return head
  return { ...head, fields: translateFields(stripHopByHop(head.fields, 'response'), exchange.segment) }
}

const translateFields = (fields: FieldList, segment: Segment): FieldList => {
  const translated: string[] = []
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? ''
    const value = fields[index + 1] ?? ''
    const lower = name.toLowerCase()
    if (isOurs(lower)) continue
    if (lower === 'set-cookie') {
      if (!isOwnCookie(value)) translated.push(name, translateCookie(value, segment))
    } else translated.push(name, addresses.has(lower) ? translateUrl(value, segment) : value)
  }
  return translated
}
