import { canonicalPath } from '@clearway/rules/http'
import type { Step } from '../exchange.ts'
import { refuse } from '../refusals/refusal.ts'

/**
 * Reads the request target into the one path that is judged and forwarded.
 *
 * RFC 9112 3.2: only the origin-form belongs to a server that is no forward proxy.
 */
export const readTarget: Step = (exchange) => {
  const target = exchange.request.url ?? ''
  if (!target.startsWith('/')) {
    return refuse(
      'request/target-not-supported',
      'The request names its target in a form other than /path?query.',
    )
  }
  const result = canonicalPath(target)
  if (!result.ok) {
    return refuse('request/path-ambiguous', `The path cannot be read in only one way (${result.reason}).`)
  }
  exchange.path = result.path
  exchange.matchPath = result.matchPath
  exchange.query = result.query
  return undefined
}
