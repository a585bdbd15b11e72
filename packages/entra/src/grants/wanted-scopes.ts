import { need } from '../request.ts'
import { parseScopes, type Scopes, scopesOfResource } from '../scopes.ts'
import type { TokenRequest } from './grant.ts'

/**
 * What tokens are asked for: by `scope`, or at addresses of version 1.0 by `resource`. Refuses with 900144 a request
 * that names neither.
 * @param before the scopes of the sign-in, for grants that need not say it again
 */
export function wantedScopes({ parameters, place }: TokenRequest, before?: string): Scopes {
  if (place.version === '1.0') {
    const resource = parameters.get('resource')
    if (resource === undefined && before !== undefined) return parseScopes(before)
    return scopesOfResource(resource ?? need(parameters, 'resource'))
  }
  return parseScopes(before === undefined ? need(parameters, 'scope') : (parameters.get('scope') ?? before))
}
