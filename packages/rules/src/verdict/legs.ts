import { cookiesOf, noCookies } from './cookies.ts'
import { originHeader } from './request-origin.ts'
import type { RunningCall } from './running-call.ts'
import type { Leg } from './verdict.ts'

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

const nothing: readonly string[] = []

/**
 * Notes down that a preflight is sent: without credentials and without the page's headers.
 *
 * @param origin - The Origin that it carries.
 * @param names - The headers that it asks for.
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch Standard, 4.8}
 */
export function sendPreflight(call: RunningCall, origin: string, names: readonly string[]): void {
  const leg: Writable<Leg> = {
    hop: call.hop,
    kind: 'preflight',
    url: call.url.href,
    method: 'OPTIONS',
    origin,
    requestMethod: call.method,
    stripped: nothing,
    credentials: false,
    cookies: noCookies.cookies,
    cookiesLeftOut: noCookies.cookiesLeftOut,
  }
  if (names.length > 0) leg.requestHeaders = names.join()
  call.legs.push(leg)
}

/**
 * Notes down that the request itself is sent.
 *
 * @param credentials - Whether cookies may ride on it.
 * @see {@link https://fetch.spec.whatwg.org/#http-network-or-cache-fetch Fetch Standard, 4.6}
 */
export function sendCall(call: RunningCall, credentials: boolean): void {
  const { cookies, cookiesLeftOut } = cookiesOf(call, credentials)
  const leg: Writable<Leg> = {
    hop: call.hop,
    kind: 'call',
    url: call.url.href,
    method: call.method,
    stripped: call.stripped,
    credentials,
    cookies,
    cookiesLeftOut,
  }
  const origin = originHeader(call)
  if (origin !== undefined) leg.origin = origin
  call.legs.push(leg)
}
