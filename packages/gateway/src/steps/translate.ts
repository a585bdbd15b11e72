import { stripHopByHop, type FieldList } from '@clearway/rules/http'
import type { HeadStep } from '../exchange.ts'
import { isOwnHeader } from '../own-headers.ts'
import type { Segment } from '../plan.ts'
import { isOwnCookie } from '../sessions/cookies.ts'

/** A path below one prefix, put below another; undefined when it is not below. `/app` is all of `/app/`. */
const moved = (path: string, from: string, to: string): string | undefined => {
  if (path.startsWith(from)) return to + path.slice(from.length)
  return `${path}/` === from ? to.slice(0, -1) || '/' : undefined
}

/** Scheme and authority (if any), path, query and fragment. Browsers take `\` for `/` here. */
const address = /^((?:[a-z][a-z\d+.-]*:)?[/\\]{2}[^/\\?#]*)?([^?#]*)(.*)$/is

const originOf = (value: string, base: string): string | undefined =>
  URL.canParse(value, base) ? new URL(value, base).origin : undefined

/**
 * An address of the internal app as the browser must see it. Others stay as they are, byte for byte: those of other
 * hosts, those outside the internal prefix, and relative ones.
 */
export const translateUrl = (value: string, { external, internal }: Segment): string => {
  const [, authority, path = '', rest = ''] = address.exec(value) ?? []
  if (authority === undefined && path === '') return value
  for (const { origin, prefix } of internal) {
    if (authority !== undefined && originOf(value, origin) !== origin) continue
    const outside = moved(path || '/', prefix, external.prefix)
    if (outside === undefined) continue
    // Below another prefix a path may come to begin with two slashes, and so to name a host.
    const isPath = authority === undefined && !/^[/\\]{2}/.test(outside)
    return (isPath ? '' : external.origin) + outside + rest
  }
  return value
}

const hostName = (host: string): string => host.replace(/:\d+$/, '')

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

/** Whether a cookie's domain means something inside alone: browsers would refuse the cookie. */
const isInternalDomain = (domain: string, { external, internal }: Segment): boolean =>
  internal.some(({ host }) => isWithin(hostName(host), domain)) && !isWithin(hostName(external.host), domain)

const cookiePath = (path: string, { external, internal }: Segment): string => {
  for (const { prefix } of internal) {
    const outside = moved(path, prefix, external.prefix)
    // Without the slash it is sent to `/app` as well.
    if (outside !== undefined) return outside === external.prefix ? outside.slice(0, -1) || '/' : outside
  }
  return path
}

/** A cookie of the internal app for the external URL: no internal domain, the path below the external prefix. */
export const translateCookie = (line: string, segment: Segment): string => {
  const [pair = '', ...attributes] = line.split(';')
  const translated = attributes.flatMap((attribute) => {
    const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(attribute) ?? []
    switch (name.toLowerCase()) {
      case 'domain':
        return isInternalDomain(value.replace(/^\./, '').toLowerCase(), segment) ? [] : [attribute]
      case 'path':
        return value.startsWith('/') ? [` Path=${cookiePath(value, segment)}`] : [attribute]
      default:
        return [attribute]
    }
  })
  return [pair, ...translated].join(';')
}

const addresses = new Set(['location', 'content-location'])

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
    if (isOwnHeader(lower)) continue
    if (lower === 'set-cookie') {
      if (!isOwnCookie(value)) translated.push(name, translateCookie(value, segment))
    } else translated.push(name, addresses.has(lower) ? translateUrl(value, segment) : value)
  }
  return translated
}
