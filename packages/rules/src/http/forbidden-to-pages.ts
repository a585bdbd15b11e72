const methods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

const headers: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/**
 * Tells whether a method, in any letter case, is one that no page can use.
 *
 * @see {@link https://fetch.spec.whatwg.org/#forbidden-method Fetch Standard}
 */
export function isForbiddenMethod(method: string): boolean {
  return methods.has(method.toUpperCase())
}

/**
 * Tells whether a header is one that no page can set, whatever its value: a browser drops it, and never asks for
 * it. The headers that override the method are forbidden for some values only and are not among these.
 *
 * @param lowerName - A field name in lower case.
 * @see {@link https://fetch.spec.whatwg.org/#forbidden-request-header Fetch Standard}
 */
export function isForbiddenHeaderName(lowerName: string): boolean {
  return headers.has(lowerName) || lowerName.startsWith('proxy-') || lowerName.startsWith('sec-')
}
