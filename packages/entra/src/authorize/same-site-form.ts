import type { IncomingHttpHeaders } from 'node:http'

/** Whether another site's page sent a form: it must not decide who is signed in, nor what they consent to. */
export function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { host, origin } = headers
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`
}
