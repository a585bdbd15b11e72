import type { StoredCookie } from '@clearway/rules/verdict'

import type { BrowserCalls } from './browser-calls.ts'
import { planCall } from './page-calls.ts'

/** Puts cookies into a browser as servers do, and remembers which it has put there. */
export function createCookiePlanter(
  browser: BrowserCalls,
): (cookies: readonly StoredCookie[]) => Promise<void> {
  const planted = new Set<string>()
  return async (cookies) => {
    for (const cookie of cookies) {
      if (planted.has(cookie.name)) continue
      planted.add(cookie.name)
      const address = `${cookie.secure ? 'https' : 'http'}://${cookie.host}/set-cookie?${encodeURIComponent(setCookie(cookie))}`
      if (cookie.partition === undefined) await browser.visit(address)
      else {
        const call = planCall({ url: address, credentials: 'include' })
        await browser.run(cookie.partition, [{ id: 'planting', calls: [call] }])
      }
    }
  }
}

/** The header that sets a cookie (RFC 6265bis, 4.1). */
function setCookie({ name, host, subdomains, path, secure, sameSite, partition }: StoredCookie): string {
  return [
    `${name}=1`,
    `Path=${path ?? '/'}`,
    subdomains && `Domain=${host}`,
    secure && 'Secure',
    sameSite && `SameSite=${sameSite}`,
    partition !== undefined && 'Partitioned',
  ]
    .filter(Boolean)
    .join('; ')
}
