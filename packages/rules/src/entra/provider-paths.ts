import { providers, type Provider } from './provider-hosts.ts'

/** What a provider serves at an address. */
export type ProviderPlace =
  | 'sign-in'
  | 'token'
  | 'metadata'
  | 'keys'
  | 'sign-out'
  | 'userinfo'
  | 'device-code'
  | 'other'

/** Paths in lower case; the first that fits counts. */
const places: readonly (readonly [RegExp, ProviderPlace])[] = [
  [/\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(?:\/|$)/, 'metadata'],
  [/\/discovery\/instance$|\/federationmetadata\.xml$|\/idp\/metadata$/, 'metadata'],
  [/\/discovery\/(?:v\d\.\d\/)?keys$|\/\.well-known\/jwks(?:\.json)?$|\/jwks(?:\.json)?$/, 'keys'],
  [
    /\/oauth2\/(?:\w{1,64}\/)?v\d\/(?:keys|certs)$|\/openid-connect\/certs$|\/oidc\/2\/certs$|\/pf\/jwks$/,
    'keys',
  ],
  [
    /\/devicecode$|\/device\/code$|\/device\/authorize$|\/auth\/device$|\/device_authorization$/,
    'device-code',
  ],
  [/\/userinfo$|\/oidc\/2\/me$|\/idp\/userinfo\.openid$/, 'userinfo'],
  [/\/logout(?:session)?$|\/signout$|\/endsession$|\/session\/end$|\/signoff$|\/slo$/, 'sign-out'],
  [/\/token$|\/token\.oauth2$/, 'token'],
  [/\/authorize$|\/openid-connect\/auth$|\/o\/oauth2\/(?:v\d\/)?auth$|\/oidc\/2\/auth$/, 'sign-in'],
  [/\/authorization\.oauth2$|\/authorize\/resume$|\/adfs\/ls$|\/protocol\/saml$|\/saml2(?:\/|$)/, 'sign-in'],
  [/\/wsfed$|\/samlp\/|\/sso\/saml$|\/sso\.saml2$|\/trust\/saml2\/|\/reprocess$|\/kmsi$/, 'sign-in'],
  [/\/(?:u\/)?login(?:$|\/)|\/signin(?:$|\/)|\/servicelogin$|\/sso$|\/as\/authorize$/, 'sign-in'],
]

/** Parameters that only requests for a sign-in have. */
const samlRequest = /(?:^|&)SAMLRequest=/
const wsFederation = /(?:^|&)wa=wsignin1\.0(?:&|$)/
const clientId = /(?:^|&)client_id=/
const responseType = /(?:^|&)response_type=/

/**
 * Which of a provider's places an address is, by its path and parameters.
 *
 * @param path in lower case
 * @param query without `?`
 */
export function placeOf(path: string, query: string): ProviderPlace | undefined {
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path
  if (samlRequest.test(query)) return /logout|signout|slo/.test(trimmed) ? 'sign-out' : 'sign-in'
  if (wsFederation.test(query)) return 'sign-in'
  const place = places.find(([pattern]) => pattern.test(trimmed))?.[1]
  if (place !== undefined) return place
  return clientId.test(query) && responseType.test(query) ? 'sign-in' : undefined
}

/** Recognises a provider on a host that is not known, by what only providers have. */
export function providerByPath(
  path: string,
  query: string,
  place: ProviderPlace | undefined,
): Provider | undefined {
  if (/\/realms\/[^/]{1,200}\/(?:protocol\/(?:openid-connect|saml)|\.well-known)(?:\/|$)/.test(path)) {
    return providers.keycloak
  }
  if (/^\/adfs\/(?:ls|oauth2|\.well-known|discovery|services)(?:\/|$)/.test(path)) return providers.adfs
  if (/^\/as\/(?:authorization|token)\.oauth2$/.test(path)) return providers.ping
  if (/\/oauth2\/(?:v2\.0\/)?(?:authorize|token|devicecode|logout)$/.test(path) && isTenantPath(path)) {
    return /\/b2c_1a?_/.test(path) ? providers.b2c : providers.entra
  }
  if (/\/b2c_1a?_[^/]{1,100}\/v2\.0\/\.well-known\//.test(path)) return providers.b2c
  if (place === 'metadata') return providers.unknown
  const asksForSignIn =
    samlRequest.test(query) || wsFederation.test(query) || (clientId.test(query) && responseType.test(query))
  return asksForSignIn ? providers.unknown : undefined
}

/** Entra has the tenant before `/oauth2/`, or the version behind it. */
function isTenantPath(path: string): boolean {
  return path.includes('/oauth2/v2.0/') || /^\/[^/]{1,200}\/oauth2\//.test(path)
}
