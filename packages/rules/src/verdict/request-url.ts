/** A URL of a call's chain, taken apart once. */
export interface RequestUrl {
  /** Without fragment, user and password: as it is requested. */
  readonly href: string
  /** `null` for schemes that have none. */
  readonly origin: string
  /** With its `#`; empty when there is none. */
  readonly fragment: string
  /** In lower case, with its colon: `https:`. */
  readonly scheme: string
  /** Without a port. */
  readonly host: string
  readonly path: string
  readonly isHttp: boolean
  /** Whether it was written with a user or a password. */
  readonly hasUserinfo: boolean
}

interface ParsedUrl {
  readonly protocol: string
  readonly origin: string
  readonly hostname: string
  readonly pathname: string
  readonly href: string
  username: string
  password: string
}

// Every platform has it, but TypeScript knows it only with the types of the DOM or of Node: rules needs
// neither.
declare const URL: new (text: string, base?: string) => ParsedUrl

/**
 * Parses a URL as browsers do; `undefined` when it is none.
 *
 * @param text - Absolute, or relative to `base`.
 * @param base - The URL against which a Location is read.
 * @see {@link https://url.spec.whatwg.org/#concept-url-parser URL Standard}
 */
export function parseRequestUrl(text: string, base?: RequestUrl): RequestUrl | undefined {
  let url: ParsedUrl
  try {
    url = base === undefined ? new URL(text) : new URL(text, base.href)
  } catch {
    return undefined
  }
  const scheme = url.protocol
  const hasUserinfo = url.username !== '' || url.password !== ''
  if (hasUserinfo) {
    url.username = ''
    url.password = ''
  }
  const href = url.href
  const hash = href.indexOf('#')
  return {
    href: hash === -1 ? href : href.slice(0, hash),
    // A Location without a fragment takes over that of the URL before.
    fragment: hash === -1 ? (base?.fragment ?? '') : href.slice(hash),
    origin: url.origin,
    scheme,
    host: url.hostname,
    path: url.pathname,
    isHttp: scheme === 'https:' || scheme === 'http:',
    hasUserinfo,
  }
}

/** A URL fit for a message: without its query, which may carry a code or a token. */
export function shownUrl(url: RequestUrl): string {
  const query = url.href.indexOf('?')
  return query === -1 ? url.href : `${url.href.slice(0, query)}?...`
}
