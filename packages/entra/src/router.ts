import { type Answer, plain } from './answer.ts'
import type { Directory } from './directory/directory.ts'
import { findTenantAddress } from './directory/find.ts'
import { isSameName } from './directory/same-name.ts'
import type { Emulator } from './emulator.ts'
import { authorize } from './endpoints/authorize.ts'
import { consent } from './endpoints/consent.ts'
import { deviceCode } from './endpoints/device-code.ts'
import { deviceLogin } from './endpoints/device-login.ts'
import { endSession } from './endpoints/end-session.ts'
import { instanceDiscovery } from './endpoints/instance-discovery.ts'
import { keys } from './endpoints/keys.ts'
import { metadata } from './endpoints/metadata.ts'
import { publicPreflight } from './endpoints/public-document.ts'
import { signIn } from './endpoints/sign-in.ts'
import { token, tokenPreflight } from './endpoints/token.ts'
import { userInfo, userInfoPreflight } from './endpoints/user-info.ts'
import type { EndpointName } from './events.ts'
import type { Place, PolicyForm, Version } from './place.ts'
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

/** The same endpoint of both versions of Entra: below `oauth2` and below `oauth2/v2.0`. */
const oauth = (path: string, name: EndpointName, methods: Endpoint['methods']): [string, Endpoint][] => [
  [`oauth2/${path}`, { name, version: '1.0', methods }],
  [`oauth2/v2.0/${path}`, { name, version: '2.0', methods }],
]

/** A document for every page, at one path in each version. */
const document = (
  first: string,
  second: string,
  name: EndpointName,
  handler: Handler,
): [string, Endpoint][] => [
  [first, { name, version: '1.0', methods: publicMethods(handler) }],
  [second, { name, version: '2.0', methods: publicMethods(handler) }],
]

const userInfoEndpoint: Endpoint = {
  name: 'user-info',
  version: '2.0',
  methods: { GET: userInfo, POST: userInfo, OPTIONS: userInfoPreflight },
}

/** Every path below a tenant or a user flow, in lower case, and what answers it. */
const endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ...document(
    '.well-known/openid-configuration',
    'v2.0/.well-known/openid-configuration',
    'metadata',
    metadata,
  ),
  ...document('discovery/keys', 'discovery/v2.0/keys', 'keys', keys),
  [
    'discovery/instance',
    { name: 'instance-discovery', version: '2.0', methods: publicMethods(instanceDiscovery) },
  ],
  ['openid/userinfo', userInfoEndpoint],
  ...oauth('authorize', 'authorize', { GET: authorize, POST: authorize }),
  ...oauth('login', 'sign-in', { POST: signIn }),
  ...oauth('consent', 'consent', { POST: consent }),
  // A GET is refused by the endpoint itself: Entra has a code for it.
  ...oauth('token', 'token', { POST: token, GET: token, OPTIONS: tokenPreflight }),
  ...oauth('devicecode', 'device-code', { POST: deviceCode, GET: deviceCode }),
  [
    'oauth2/deviceauth',
    { name: 'device-login', version: '2.0', methods: { GET: deviceLogin, POST: deviceLogin } },
  ],
  ...oauth('logout', 'end-session', { GET: endSession, POST: endSession }),
])

/** What a path leads to. */
export type Route =
  | { readonly kind: 'refused'; readonly answer: Answer }
  | { readonly kind: 'front-page' }
  | {
      readonly kind: 'found'
      readonly name: EndpointName
      readonly place: Omit<Place, 'origin'>
      readonly handler: Handler
    }

const notFound: Route = { kind: 'refused', answer: plain(404, 'There is nothing at this path.') }

interface Address {
  readonly tenant: string
  readonly policy?: { readonly name: string; readonly form: PolicyForm }
  readonly endpoint: Endpoint
}

const findEndpoint = (segments: readonly string[]): Endpoint | undefined =>
  endpoints.get(segments.join('/').toLowerCase())

/** Reads `/tenant/…`, `/tenant/policy/…`, `/tfp/tenant/policy/…` and `/tenant/…?p=policy`. */
function readAddress(path: string, query: URLSearchParams): Address | undefined {
  const [, first = '', ...rest] = path.split('/')
  if (path.toLowerCase() === '/oidc/userinfo') return { tenant: 'common', endpoint: userInfoEndpoint }
  const isTfp = first.toLowerCase() === 'tfp'
  const [tenant = '', ...below] = isTfp ? rest : [first, ...rest]
  const direct = isTfp ? undefined : findEndpoint(below)
  if (direct !== undefined) {
    const name = query.get('p')
    return { tenant: decode(tenant), endpoint: direct, ...(name && { policy: { name, form: 'query' } }) }
  }
  const [policy = '', ...belowPolicy] = below
  const endpoint = policy === '' ? undefined : findEndpoint(belowPolicy)
  const form = isTfp ? 'tfp' : 'path'
  return endpoint && { tenant: decode(tenant), policy: { name: decode(policy), form }, endpoint }
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
  return flows?.find(({ id }) => isSameName(id, policy))?.id
}

const notAllowed = (methods: readonly string[]): Route => {
  const allow = methods.join(', ')
  return { kind: 'refused', answer: plain(405, `This path allows ${allow} only.`, { allow }) }
}

/** What the root is to people; it is no part of Entra. */
const rootRoute = (method: string): Route =>
  method === 'GET' || method === 'HEAD' ? { kind: 'front-page' } : notAllowed(['GET', 'HEAD'])

/**
 * Finds what answers a path, whatever its case: MSAL lower-cases authorities. Unknown paths, and user flows that the
 * tenant does not have, are answered with 404 and wrong methods with 405, all without CORS headers.
 */
export function findRoute(directory: Directory, method: string, path: string, query: URLSearchParams): Route {
  if (path === '/') return rootRoute(method)
  const address = readAddress(path, query)
  if (address === undefined) return notFound
  const { endpoint, tenant } = address
  const { name, version, methods } = endpoint
  const policy = address.policy && findPolicy(directory, tenant, address.policy.name)
  // Version 1.0 knows no user flows.
  if (address.policy && (policy === undefined || version === '1.0')) return notFound
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (handler === undefined) return notAllowed(Object.keys(methods))
  const place = { version, tenant, policy, ...(address.policy && { policyForm: address.policy.form }) }
  return { kind: 'found', name, place, handler }
}
