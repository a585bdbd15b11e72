import type { Application, Directory, User } from '@clearway/entra'

const guid = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-00000000c11e`

export const tenantId: string = guid(1)
export const secret = 'secret-of-the-tests'
export const password = 'password-of-the-tests'

export const ada: User = {
  id: guid(11),
  userPrincipalName: 'ada@contoso.onmicrosoft.com',
  displayName: 'Ada Lovelace',
  mail: 'ada@contoso.com',
}

/** Has a password: the password grant and the sign-in page ask for it. */
export const grace: User = {
  id: guid(12),
  userPrincipalName: 'grace@contoso.onmicrosoft.com',
  displayName: 'Grace Hopper',
  passwordProfile: { password },
}

/** A customer of the shop, a tenant of B2C. */
export const joan: User = {
  id: guid(13),
  userPrincipalName: 'joan@shop.onmicrosoft.com',
  displayName: 'Joan Clarke',
}

/** The applications of the tests by what they are. */
export interface Applications {
  /** A confidential web application. */
  readonly web: Application
  /** A single-page application that somebody gave a secret, too. */
  readonly page: Application
  /** A native application, public. */
  readonly native: Application
  /** An API that calls the other one for its callers. */
  readonly orders: Application
  readonly stock: Application
}

/**
 * Contoso with an application of each kind.
 * @param redirectUri of the web and the single-page application
 * @param certificate PEM, with which the web application may authenticate itself
 */
export function createDirectory(
  redirectUri: string,
  certificate: string,
): { readonly directory: Directory; readonly applications: Applications } {
  const applications: Applications = {
    web: {
      appId: guid(21),
      displayName: 'Web application',
      web: { redirectUris: [redirectUri] },
      passwordCredentials: [{ secretText: secret }],
      keyCredentials: [{ key: certificate }],
    },
    page: {
      appId: guid(22),
      displayName: 'Single-page application',
      spa: { redirectUris: [redirectUri] },
      passwordCredentials: [{ secretText: secret }],
    },
    native: {
      appId: guid(23),
      displayName: 'Native application',
      publicClient: { redirectUris: ['http://localhost'] },
      isFallbackPublicClient: true,
    },
    orders: {
      appId: guid(24),
      displayName: 'Orders API',
      identifierUris: ['api://orders'],
      passwordCredentials: [{ secretText: secret }],
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Orders.Read' }] },
      appRoles: [{ value: 'Orders.Import', allowedMemberTypes: ['Application'] }],
    },
    stock: {
      appId: guid(25),
      displayName: 'Stock API',
      identifierUris: ['api://stock'],
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Stock.Read' }] },
    },
  }
  const directory: Directory = {
    tenants: [
      {
        id: tenantId,
        domain: 'contoso.onmicrosoft.com',
        displayName: 'Contoso',
        users: [ada, grace],
        applications: Object.values(applications),
      },
      {
        id: guid(2),
        domain: 'shop.onmicrosoft.com',
        displayName: 'Shop',
        users: [joan],
        userFlows: [{ id: 'B2C_1_susi' }],
      },
    ],
  }
  return { directory, applications }
}
