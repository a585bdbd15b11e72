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
  // `/;x/admin`: without its parameters the first part is empty, and many servers drop empty parts.
  if (result.matchPath.includes('//')) {
    return refuse('request/path-ambiguous', 'The path cannot be read in only one way (empty-segment).')
  }
  exchange.path = result.path
  exchange.matchPath = result.matchPath
  exchange.query = result.query
  return undefined
}
