import { parseOrigin } from '../origins/origin.ts'
import { siteOf } from '../origins/site.ts'
import type { RequestUrl } from './request-url.ts'

/**
 * The schemeful site of a URL: `https://example.com`. A host that no web origin has is a site of its own.
 *
 * @see {@link https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site HTML Standard}
 */
export function siteOfUrl(url: RequestUrl): string {
  const origin = parseOrigin(url.origin)
  return origin === undefined ? url.origin : siteOf(origin)
}
