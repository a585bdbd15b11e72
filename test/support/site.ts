/** How far two addresses are apart, in the words of `Sec-Fetch-Site`. */
export type Distance = 'same-origin' | 'same-site' | 'cross-site'

/** Compares an origin with a URL. The site is schemeful, and ports do not count for it. */
export function distance(origin: string, url: URL): Distance {
  const from = new URL(origin)
  if (from.origin === url.origin) return 'same-origin'
  return siteOf(from) === siteOf(url) ? 'same-site' : 'cross-site'
}

/**
 * The scheme and registrable domain of a URL. It knows no list of public suffixes: the last label is the
 * suffix, which holds for `localhost`, `test` and `example`, and not for `co.uk`.
 */
export function siteOf(url: URL): string {
  const isAddress = url.hostname.startsWith('[') || /^[\d.]+$/.test(url.hostname)
  const name = isAddress ? url.hostname : url.hostname.split('.').slice(-2).join('.')
  return `${url.protocol}//${name}`
}
