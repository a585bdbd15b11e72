/** An identity provider's make. */
export interface Provider {
  readonly id:
    | 'entra'
    | 'b2c'
    | 'external-id'
    | 'adfs'
    | 'google'
    | 'okta'
    | 'auth0'
    | 'onelogin'
    | 'keycloak'
    | 'ping'
    | 'unknown'
  readonly name: string
}

/** The makes by their ids. */
export const providers: Readonly<Record<Provider['id'], Provider>> = {
  entra: { id: 'entra', name: 'Microsoft Entra ID' },
  b2c: { id: 'b2c', name: 'Azure AD B2C' },
  'external-id': { id: 'external-id', name: 'Microsoft Entra External ID' },
  adfs: { id: 'adfs', name: 'Active Directory Federation Services' },
  google: { id: 'google', name: 'Google' },
  okta: { id: 'okta', name: 'Okta' },
  auth0: { id: 'auth0', name: 'Auth0' },
  onelogin: { id: 'onelogin', name: 'OneLogin' },
  keycloak: { id: 'keycloak', name: 'Keycloak' },
  ping: { id: 'ping', name: 'Ping Identity' },
  unknown: { id: 'unknown', name: 'an identity provider' },
}

/** Hosts that serve nothing else; `.` at the beginning: all hosts below. */
const hosts: readonly (readonly [host: string, Provider['id']])[] = [
  ['login.microsoftonline.com', 'entra'],
  ['login.microsoft.com', 'entra'],
  ['login.windows.net', 'entra'],
  ['sts.windows.net', 'entra'],
  ['login.microsoftonline.us', 'entra'],
  ['login.usgovcloudapi.net', 'entra'],
  ['login-us.microsoftonline.com', 'entra'],
  ['login.partner.microsoftonline.cn', 'entra'],
  ['login.chinacloudapi.cn', 'entra'],
  ['login.microsoftonline.de', 'entra'],
  ['device.login.microsoftonline.com', 'entra'],
  ['autologon.microsoftazuread-sso.com', 'entra'],
  ['login.live.com', 'entra'],
  ['.b2clogin.com', 'b2c'],
  ['.b2clogin.cn', 'b2c'],
  ['.ciamlogin.com', 'external-id'],
  ['accounts.google.com', 'google'],
  ['oauth2.googleapis.com', 'google'],
  ['openidconnect.googleapis.com', 'google'],
  ['.okta.com', 'okta'],
  ['.oktapreview.com', 'okta'],
  ['.okta-emea.com', 'okta'],
  ['.okta-gov.com', 'okta'],
  ['.auth0.com', 'auth0'],
  ['.onelogin.com', 'onelogin'],
  ['.pingone.com', 'ping'],
  ['.pingone.eu', 'ping'],
  ['.pingone.ca', 'ping'],
  ['.pingone.asia', 'ping'],
  ['.pingone.com.au', 'ping'],
  ['.pingidentity.com', 'ping'],
]

/**
 * The provider that a host belongs to.
 *
 * @param host in lower case, without port
 * @param path in lower case: Graph is a provider only where it stands in for Entra's userinfo, and Entra's
 * own host served B2C under `/tfp/`
 */
export function providerAtHost(host: string, path: string): Provider | undefined {
  if (host === 'graph.microsoft.com') return path === '/oidc/userinfo' ? providers.entra : undefined
  if (host === 'www.googleapis.com')
    return /^\/oauth2\/v\d\/(?:certs|token|userinfo)/.test(path) ? providers.google : undefined
  const id = hosts.find(([name]) => (name.startsWith('.') ? host.endsWith(name) : host === name))?.[1]
  if (id === undefined) return undefined
  return id === 'entra' && path.startsWith('/tfp/') ? providers.b2c : providers[id]
}
