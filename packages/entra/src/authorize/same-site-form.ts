import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { isLoopback } from '../directory/redirect-uris.ts'
import type { Emulator } from '../emulator.ts'

/** Whether a host is one that no other site's page can have as its own: this server's names, and any address. */
function isNamedRightly({ isOurs }: Pick<Emulator, 'isOurs'>, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return isLoopback(hostname) || isOurs(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}

/**
 * Whether another site's page sent a form: it must not decide who is signed in, nor what they consent to. A page that
 * reaches this machine under a name of its own (DNS rebinding) is of the same origin to the browser, and shows by that
 * name.
 */
export function isCrossSite(emulator: Pick<Emulator, 'isOurs'>, headers: IncomingHttpHeaders): boolean {
  const { host, origin } = headers
  if (!isNamedRightly(emulator, host)) return true
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`
}
