import type { IncomingHttpHeaders } from 'node:http'

const loopbackName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Why a request is refused because a web page may have made it; undefined for one that no page can make. Browsers set
 * `Origin` and `Sec-Fetch-*` themselves, and a page that reaches this machine under a name of its own
 * (DNS rebinding) shows that name in `Host`.
 */
export function whyRefused(headers: IncomingHttpHeaders): string | undefined {
  const { host = '', origin } = headers
  if (!loopbackName.test(host))
    return 'Host has to be localhost, 127.0.0.1 or [::1]: other names are not answered.'
  const isFromBrowser =
    origin !== undefined || Object.keys(headers).some((name) => name.startsWith('sec-fetch-'))
  return isFromBrowser ? 'Browsers are not answered here; use curl or a program.' : undefined
}
