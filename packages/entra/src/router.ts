import { type Answer, plain } from './answer.ts'
import type { Directory } from './directory/directory.ts'
import { findTenantAddress } from './directory/find.ts'
import type { Emulator } from './emulator.ts'
import { authorize } from './endpoints/authorize.ts'
import { endSession } from './endpoints/end-session.ts'
import { keys } from './endpoints/keys.ts'
import { metadata, publicPreflight } from './endpoints/metadata.ts'
import { signIn } from './endpoints/sign-in.ts'
import { token, tokenPreflight } from './endpoints/token.ts'
import type { EndpointName } from './events.ts'
import type { Place, Version } from './place.ts'
import type { EntraRequest } from './request.ts'

/** Answers a request to one path with one method. */
export type Handler = (emulator: Emulator, request: EntraRequest) => Answer | Promise<Answer>

/** Everything that answers at one path. */
interface Endpoint {
  readonly name: EndpointName
  readonly version: Version
  readonly methods: Readonly<Record<string, Handler>>
}

const publicMethods = (handler: Handler): Endpoint['methods'] => ({
  GET: handler,
  HEAD: handler,
  OPTIONS: publicPreflight,
})

/** Every path below a tenant or a user flow, in lower case, and what answers it. */
const endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  [
    'v2.0/.well-known/openid-configuration',
    { name: 'metadata', version: '2.0', methods: publicMethods(metadata) },
  ],
  ['discovery/v2.0/keys', { name: 'keys', version: '2.0', methods: publicMethods(keys) }],
  [
    'oauth2/v2.0/authorize',
    { name: 'authorize', version: '2.0', methods: { GET: authorize, POST: authorize } },
  ],
  ['oauth2/v2.0/login', { name: 'sign-in', version: '2.0', methods: { POST: signIn } }],
  [
    'oauth2/v2.0/token',
    // A GET is refused by the endpoint itself: Entra has a code for it.
    { name: 'token', version: '2.0', methods: { POST: token, GET: token, OPTIONS: tokenPreflight } },
  ],
  [
    'oauth2/v2.0/logout',
    { name: 'end-session', version: '2.0', methods: { GET: endSession, POST: endSession } },
  ],
])

/** What a path leads to. */
export type Route =
  | { readonly kind: 'refused'; readonly answer: Answer }
  | {
      readonly kind: 'found'
      readonly name: EndpointName
      readonly place: Omit<Place, 'origin'>
      readonly handler: Handler
    }

const notFound: Route = { kind: 'refused', answer: plain(404, 'There is nothing at this path.') }

interface Address {
  readonly tenant: string
  readonly policy: string | undefined
  readonly endpoint: Endpoint
}

/** Reads `/tenant/…`, `/tenant/policy/…`, `/tfp/tenant/policy/…` and `/tenant/…?p=policy`. */
function readAddress(path: string, query: URLSearchParams): Address | undefined {
  const [, first = '', ...rest] = path.split('/')
  const [tenant = '', ...below] = first.toLowerCase() === 'tfp' ? rest : [first, ...rest]
  const find = (segments: string[]): Endpoint | undefined => endpoints.get(segments.join('/').toLowerCase())
  const direct = first.toLowerCase() === 'tfp' ? undefined : find(below)
  if (direct !== undefined) return { tenant, policy: query.get('p') || undefined, endpoint: direct }
  const [policy = '', ...belowPolicy] = below
  const endpoint = policy === '' ? undefined : find(belowPolicy)
  return endpoint && { tenant, policy, endpoint }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** A user flow in the directory's spelling. */
function findPolicy(directory: Directory, tenant: string, policy: string): string | undefined {
  const address = findTenantAddress(directory, tenant)
  const flows = address?.kind === 'tenant' ? address.tenant.userFlows : undefined
  return flows?.find(({ id }) => id.toLowerCase() === policy.toLowerCase())?.id
}

/**
 * Finds what answers a path, whatever its case: MSAL lower-cases authorities. Unknown paths, and user flows that the
 * tenant does not have, are answered with 404 and wrong methods with 405, all without CORS headers.
 */
export function findRoute(directory: Directory, method: string, path: string, query: URLSearchParams): Route {
  const address = readAddress(path, query)
  if (address === undefined) return notFound
  const { name, version, methods } = address.endpoint
  const tenant = decode(address.tenant)
  const policy =
    address.policy === undefined ? undefined : findPolicy(directory, tenant, decode(address.policy))
  if (address.policy !== undefined && policy === undefined) return notFound
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (handler === undefined) {
    const allow = Object.keys(methods).join(', ')
    return { kind: 'refused', answer: plain(405, `This path allows ${allow} only.`, { allow }) }
  }
  return { kind: 'found', name, place: { version, tenant, policy }, handler }
}
