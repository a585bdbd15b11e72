import { excerpt } from '../http/excerpt.ts'
import { parseIpAddress } from '../http/ip-address.ts'
import { isLoopbackHost } from './loopback.ts'
import { parseOrigin, partsOf, type Origin } from './origin.ts'
import { isPublicSuffix } from './site.ts'
import { parseWebUrl } from './web-url.ts'

/** Why a text is no origin pattern. */
export interface OriginFault {
  readonly reason:
    | 'malformed'
    | 'null'
    | 'scheme'
    | 'userinfo'
    | 'path'
    | 'default-port'
    | 'not-canonical'
    | 'trailing-dot'
    | 'wildcard-position'
    | 'public-suffix'
    | 'insecure-with-credentials'
  /** What is wrong, with which value, and what to write instead. */
  readonly message: string
}

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i
const webScheme = /^https?:/i
const user = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i
const beyondHost = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*[/?#\\]/i
const defaultPort = /^(?:http:.*:0*80|https:.*:0*443)$/i
const everythingToTheUser = /^([a-z][a-z0-9+.-]*:\/\/)?.*@/is
const query = /[?#].*$/s

/**
 * Finds what keeps a text from being an origin.
 *
 * @param text - The pattern.
 * @param written - The pattern without `*.`: what must be an origin, and is none.
 * @param isWildcard - Whether the pattern had a `*.` in its place.
 */
export function syntaxFault(text: string, written: string, isWildcard: boolean): OriginFault {
  const value = shownPattern(text)
  const url = parseWebUrl(written)
  const origin = parseOrigin(url?.origin ?? '')
  const suggestion = isWildcard ? origin?.replace('//', '//*.') : origin
  const write = suggestion === undefined ? 'write scheme, host and port' : `write ${suggestion}`
  if (text.trim().toLowerCase() === 'null') {
    return fault(
      'null',
      'null is the origin of every sandboxed frame, whoever made it: list the origins by name',
    )
  }
  if (text.trim() === '*') {
    return fault(
      'wildcard-position',
      "* is no origin: to allow everybody, write '*' in place of the whole list",
    )
  }
  if (user.test(text)) return fault('userinfo', `${value} has a user in it, an origin has none: ${write}`)
  if (text.includes('*') && !isWildcard) {
    return fault(
      'wildcard-position',
      `${value} has a * in a place where it has no meaning: it can only be the whole first label, as in ` +
        'https://*.example.com',
    )
  }
  if (!scheme.test(text))
    return fault('malformed', `${value} has no scheme: write https:// in front of the host`)
  if (!webScheme.test(text))
    return fault('scheme', `${value} is no origin of a page on the web: write http or https`)
  if (url === undefined)
    return fault('malformed', `${value} is no origin: ${write}, as in https://app.example.com`)
  if (beyondHost.test(text))
    return fault('path', `${value} goes on after the host, an origin does not: ${write}`)
  if (defaultPort.test(text)) {
    return fault('default-port', `${value} names the default port, browsers leave it out: ${write}`)
  }
  if (origin !== undefined) return fault('not-canonical', `${value} is not what browsers send: ${write}`)
  return fault('malformed', `${value} has a host that is no host name: use letters, digits, - and _ only`)
}

/**
 * Finds what keeps an origin, or the subdomains of an origin, from being allowed.
 *
 * @param origin - The origin; of a wildcard, its parent.
 * @param policy - Whether it is a wildcard's parent, and whether the policy lets calls carry cookies.
 */
export function meaningFault(
  origin: Origin,
  policy: { readonly isWildcard: boolean; readonly credentials: boolean },
): OriginFault | undefined {
  const { scheme, host } = partsOf(origin)
  const value = policy.isWildcard ? origin.replace('//', '//*.') : origin
  if (host.endsWith('.')) {
    return fault(
      'trailing-dot',
      `${value} has a dot after the host: write it without, pages are not opened with it`,
    )
  }
  if (policy.isWildcard) {
    if (host.startsWith('[') || parseIpAddress(host) !== undefined) {
      return fault(
        'wildcard-position',
        `${value} is an IP address, which has no subdomains: write the address`,
      )
    }
    if (isPublicSuffix(host)) {
      return fault(
        'public-suffix',
        `${value} allows strangers: anybody can have a name below ${host}. Write the domain that is yours`,
      )
    }
  }
  if (policy.credentials && scheme === 'http' && !isLoopbackHost(host)) {
    return fault(
      'insecure-with-credentials',
      `${value} with credentials gives what cookies open to whoever sits on the network: write ` +
        value.replace('http:', 'https:'),
    )
  }
  return undefined
}

/** A pattern fit for a message: cut, without user, password and query. */
export function shownPattern(text: string): string {
  return excerpt(text.replace(everythingToTheUser, '$1...@').replace(query, '...'))
}

function fault(reason: OriginFault['reason'], message: string): OriginFault {
  return { reason, message }
}
