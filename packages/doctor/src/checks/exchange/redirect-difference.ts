/** What a redirect changes in an address. */
export interface RedirectDifference {
  readonly kind: 'scheme' | 'trailing-slash' | 'www' | 'letter-case' | 'port'
  /** In words, to follow a colon. */
  readonly words: string
}

/**
 * Tells what a redirect corrects, when it corrects the spelling of an address: http to https, a slash at the
 * end, `www.`, upper and lower case, the port. Undefined when it leads elsewhere.
 *
 * @param from - An absolute URL.
 * @param to - An absolute URL.
 */
export function redirectDifference(from: string, to: string): RedirectDifference | undefined {
  if (!URL.canParse(from) || !URL.canParse(to)) return undefined
  const [a, b] = [new URL(from), new URL(to)]
  const samePath = a.pathname === b.pathname
  const sameHost = a.hostname === b.hostname
  if (samePath && sameHost && a.protocol !== b.protocol)
    return { kind: 'scheme', words: `the address has to begin with ${b.protocol}//` }
  if (samePath && withoutWww(a.hostname) === withoutWww(b.hostname) && !sameHost)
    return {
      kind: 'www',
      words: `the host is ${b.hostname}, ${b.hostname.startsWith('www.') ? 'with' : 'without'} www`,
    }
  if (samePath && sameHost && a.port !== b.port)
    return { kind: 'port', words: b.port === '' ? 'the address has no port' : `the port is ${b.port}` }
  if (a.host !== b.host || samePath) return undefined
  if (withoutSlash(a.pathname) === withoutSlash(b.pathname))
    return {
      kind: 'trailing-slash',
      words: b.pathname.endsWith('/')
        ? 'the address ends with a slash'
        : 'the address has no slash at its end',
    }
  if (a.pathname.toLowerCase() === b.pathname.toLowerCase())
    return { kind: 'letter-case', words: 'the path has other upper and lower case letters' }
  return undefined
}

function withoutWww(host: string): string {
  return host.startsWith('www.') ? host.slice(4) : host
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
}
