import { stripForwarding, stripHopByHop } from '@clearway/rules/http'
import type { Step } from '../exchange.ts'
import { isOwnHeader } from '../own-headers.ts'
import { withoutOwnCookies } from '../sessions/cookies.ts'

/** What the gateway writes anew for the internal app, or meets itself. */
const always = new Set(['host', 'expect', 'content-length'])

/**
 * Takes from the request what must not reach the internal app as it came: connection headers, what only a proxy
 * may say, names that the gateway itself speaks for, and its own cookies.
 */
export const cleanHeaders: Step = (exchange) => {
  const { identityHeaders } = exchange.segment
  const passed = stripForwarding(stripHopByHop(exchange.request.rawHeaders, 'request'))
  const cleaned: string[] = []
  for (let index = 0; index < passed.length; index += 2) {
    const name = passed[index] ?? ''
    const lower = name.toLowerCase()
    if (always.has(lower) || isOwnHeader(lower)) continue
    if (identityHeaders.some(([header]) => header.toLowerCase() === lower)) continue
    const value = passed[index + 1] ?? ''
    const kept = lower === 'cookie' ? withoutOwnCookies(value) : value
    if (kept !== undefined) cleaned.push(name, kept)
  }
  exchange.fields = cleaned
  return undefined
}
