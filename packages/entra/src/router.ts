import { type Answer, plain } from './answer.ts'
import type { Emulator } from './emulator.ts'
import { authorize } from './endpoints/authorize.ts'
import { endSession } from './endpoints/end-session.ts'
import { keys } from './endpoints/keys.ts'
import { metadata, publicPreflight } from './endpoints/metadata.ts'
import { signIn } from './endpoints/sign-in.ts'
import { token, tokenPreflight } from './endpoints/token.ts'
import type { EntraRequest } from './request.ts'

/** Answers a request to one path with one method. */
type Endpoint = (emulator: Emulator, request: EntraRequest) => Answer | Promise<Answer>

type Methods = Readonly<Record<string, Endpoint>>

/** Every path below `/{tenant}`, in lower case, and what answers it. */
const routes: ReadonlyMap<string, Methods> = new Map<string, Methods>([
  ['v2.0/.well-known/openid-configuration', { GET: metadata, HEAD: metadata, OPTIONS: publicPreflight }],
  ['discovery/v2.0/keys', { GET: keys, HEAD: keys, OPTIONS: publicPreflight }],
  ['oauth2/v2.0/authorize', { GET: authorize, POST: authorize }],
  ['login', { POST: signIn }],
  // A GET is refused by the endpoint itself: Entra has a code for it.
  ['oauth2/v2.0/token', { POST: token, GET: token, OPTIONS: tokenPreflight }],
  ['oauth2/v2.0/logout', { GET: endSession, POST: endSession }],
])

/** What answers a request, and the tenant that its path names. */
export interface Route {
  readonly tenant: string
  readonly endpoint: Endpoint
}

/**
 * Finds the endpoint for a path, whatever its case: MSAL lower-cases authorities. Unknown paths are answered
 * with 404 and wrong methods with 405, both without CORS headers.
 */
export function findRoute(method: string, path: string): Route {
  const [, segment = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? []
  const methods = routes.get(rest.toLowerCase())
  if (methods === undefined)
    return { tenant: '', endpoint: () => plain(404, 'There is nothing at this path.') }
  const endpoint = methods[method]
  if (endpoint === undefined) {
    const allow = Object.keys(methods).join(', ')
    return { tenant: '', endpoint: () => plain(405, `This path allows ${allow} only.`, { allow }) }
  }
  try {
    return { tenant: decodeURIComponent(segment), endpoint }
  } catch {
    return { tenant: segment, endpoint }
  }
}
