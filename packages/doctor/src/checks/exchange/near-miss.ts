import { parseOrigin, partsOf } from '@clearway/rules/origins'

/**
 * Says in which small way an allowed origin misses the one that the browser sent: a slash, a path, letter
 * case, the scheme, the port, `www`, a list. Undefined when they are simply two origins.
 *
 * @param sent - The Origin header.
 * @param allowed - The Access-Control-Allow-Origin header.
 */
export function nearMiss(sent: string, allowed: string): string | undefined {
  const text = allowed.slice(0, 500)
  const origin = parseOrigin(sent)
  if (origin === undefined) return undefined
  if (/[\s,]/.test(text.trim()) && text.split(/[\s,]+/, 50).includes(sent))
    return 'the value is a list, and only one origin is allowed'
  if (text === `${sent}/`) return 'the value has a slash at its end, which an origin does not have'
  if (text.startsWith(`${sent}/`)) return 'the value has a path, which an origin does not have'
  if (text.toLowerCase() === sent)
    return 'the value has upper case letters, and origins are compared letter by letter'
  if (text.replace(/^["']|["']$/g, '') === sent) return 'the value stands in quotation marks'
  const own = partsOf(origin)
  if (text === `${own.host}${own.port === '' ? '' : `:${own.port}`}`)
    return `the value lacks the scheme: ${own.scheme}://`
  if (!URL.canParse(text)) return undefined
  const other = new URL(text)
  const sameScheme = other.protocol === `${own.scheme}:`
  const sameHost = other.hostname === own.host
  if (text !== other.origin && other.origin === sent)
    return 'the value names the default port, which browsers leave out'
  if (sameHost && other.port === own.port && !sameScheme)
    return `the scheme differs: the page is on ${own.scheme}`
  if (sameHost && sameScheme)
    return `the port differs: the page is on ${own.port === '' ? 'the default port' : `port ${own.port}`}`
  if (sameScheme && withoutWww(other.hostname) === withoutWww(own.host))
    return `the host differs by www: the page is on ${own.host}`
  return undefined
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host
}
