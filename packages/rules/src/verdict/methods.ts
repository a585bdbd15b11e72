/**
 * Methods as calls name them.
 *
 * @see {@link https://fetch.spec.whatwg.org/#methods Fetch Standard, 2.2.1}
 */

const normalised = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])

/** The method as it is sent: six well-known ones in upper case, all others as they were written. */
export function normaliseMethod(method: string): string {
  if (normalised.has(method)) return method
  const upper = method.toUpperCase()
  return normalised.has(upper) ? upper : method
}

/** Tells whether a normalised method needs no preflight of its own: GET, HEAD and POST. */
export function isSafelistedMethod(method: string): boolean {
  return method === 'GET' || method === 'POST' || method === 'HEAD'
}
