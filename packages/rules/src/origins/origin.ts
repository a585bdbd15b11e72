import { excerpt } from '../http/excerpt.ts'
import { parseWebUrl, type WebUrl } from './web-url.ts'

/** A web origin, in exactly the form in which browsers send it: `https://app.example.com:8443`. */
export type Origin = string & { readonly __brand: 'Origin' }

/** `https://`, 253 characters and a dot for the host, `:65535`. */
const maxOriginLength = 268

const shape = /^https?:\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:]+\])(?::[1-9]\d{0,4})?$/

/**
 * Parses the text of an Origin field. Accepts only the exact serialisation that a browser sends: http or
 * https, lower case, punycode, no default port, nothing after the port. `null`, lists and anything else give
 * `undefined`.
 *
 * Does not tell whether the origin is allowed anything. Does not know origins of extensions and apps
 * (`chrome-extension://…`), nor host names with characters other than letters, digits, `-` and `_`.
 *
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin HTML
 * Standard}
 */
export function parseOrigin(text: string): Origin | undefined {
  if (text.length > maxOriginLength || !shape.test(text)) return undefined
  return parseWebUrl(text)?.origin === text ? (text as Origin) : undefined
}

/**
 * The origin of a URL.
 *
 * @param url - A URL whose scheme is http or https.
 * @throws TypeError `ERR_NO_WEB_ORIGIN` when the URL is none or has no such origin. The message does not
 * show the URL's path, query or user.
 */
export function originOf(url: Pick<WebUrl, 'origin'> | string): Origin {
  const text = typeof url === 'string' ? parseWebUrl(url)?.origin : url.origin
  const origin = text === undefined ? undefined : parseOrigin(text)
  if (origin !== undefined) return origin
  const shown = text === undefined ? 'this text is no URL' : `its origin is ${excerpt(text)}`
  throw Object.assign(new TypeError(`only http and https URLs have an origin here: ${shown}`), {
    code: 'ERR_NO_WEB_ORIGIN',
  })
}

/** Scheme, host (IPv6 with brackets) and port (empty for the default one) of an origin. */
export interface OriginParts {
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly port: string
}

/** Takes an origin apart. */
export function partsOf(origin: Origin): OriginParts {
  const colon = origin.lastIndexOf(':')
  const scheme = origin.startsWith('https:') ? 'https' : 'http'
  const start = scheme.length + 3
  const hasPort = colon > start && !origin.endsWith(']')
  return {
    scheme,
    host: hasPort ? origin.slice(start, colon) : origin.slice(start),
    port: hasPort ? origin.slice(colon + 1) : '',
  }
}
