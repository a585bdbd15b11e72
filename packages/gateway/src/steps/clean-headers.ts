import { stripForwarding, stripHopByHop, withoutFields } from '@clearway/rules/http'
import type { Step } from '../exchange.ts'
import { withoutOwnCookies } from '../sessions/cookies.ts'

const always = new Set(['host', 'expect', 'content-length'])

/**
 * Takes from the request what must not reach the internal app as it came: connection headers, what only a proxy
 * may say, names that the gateway itself speaks for, and its own cookies.
 */
export const cleanHeaders: Step = (exchange) => {
  const { identityHeaders } = exchange.segment
  const passed = stripForwarding(stripHopByHop(exchange.request.rawHeaders, 'request'))
  const kept = withoutFields(
    passed,
    (name) =>
      always.has(name) ||
      name.startsWith('clearway-') ||
      identityHeaders.some(([header]) => header.toLowerCase() === name),
  )
  exchange.fields = withoutGatewayCookies(kept)
  return undefined
}

const withoutGatewayCookies = (fields: readonly string[]): readonly string[] => {
  const cleaned: string[] = []
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? ''
    const value = fields[index + 1] ?? ''
    if (name.length !== 6 || name.toLowerCase() !== 'cookie') {
      cleaned.push(name, value)
      continue
    }
    const cookies = withoutOwnCookies(value)
    if (cookies !== undefined) cleaned.push(name, cookies)
  }
  return cleaned
}
