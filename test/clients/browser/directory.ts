import type { Application, Directory } from '@clearway/entra'

const guid = (end: string): string => `5d2b0c1e-7a44-4e0f-9c63-${end.padStart(12, '0')}`

export const contosoId = guid('1')
export const fabrikamId = guid('2')
export const customersId = guid('3')

/** Client ids of the pages, and ids of the APIs. */
export const appIds = {
  page: guid('10'),
  serverPage: guid('11'),
  adal: guid('12'),
  adalWithoutIdTokens: guid('13'),
  adalWithoutAccessTokens: guid('16'),
  customersPage: guid('14'),
  portal: guid('15'),
  orders: guid('20'),
  stock: guid('21'),
  organization: guid('22'),
  customersApi: guid('23'),
} as const

/** The identifier of an API whose tokens are of version 1.0, as those of Dynamics 365 are. */
export const organizationUri = 'https://contoso.crm.example/'

export const ordersScope = 'api://orders/Orders.Read'
export const stockScope = 'api://stock/Stock.Read'
export const customersScope = 'https://customers.onmicrosoft.com/api/Profile.Read'

/** The redirect URIs of the pages that an origin has. */
const pagesOf = (origins: readonly string[], ...paths: readonly string[]): string[] =>
  origins.flatMap((origin) => paths.map((path) => `${origin}${path}`))

const api = (
  appId: string,
  displayName: string,
  uri: string,
  scope: string,
  version: 1 | 2,
): Application => ({
  appId,
  displayName,
  signInAudience: 'AzureADMultipleOrgs',
  identifierUris: [uri],
  api: { requestedAccessTokenVersion: version, oauth2PermissionScopes: [{ value: scope }] },
})

/**
 * Two tenants and one for customers (B2C), with pages that are registered rightly and wrongly.
 * @param origins those that pages are served at
 */
export function createDirectory(origins: readonly string[]): Directory {
  const msalPages = pagesOf(origins, '/msal-5', '/msal-4', '/bridge', '/blank')
  const oidcPages = pagesOf(origins, '/oidc-client', '/oidc-client-silent')
  const adalPages = pagesOf(origins, '/adal')
  return {
    tenants: [
      {
        id: contosoId,
        domain: 'contoso.onmicrosoft.com',
        displayName: 'Contoso',
        users: [
          {
            id: guid('a1'),
            userPrincipalName: 'ada@contoso.onmicrosoft.com',
            displayName: 'Ada Lovelace',
            mail: 'ada@contoso.example',
          },
        ],
        applications: [
          {
            appId: appIds.page,
            displayName: 'Orders page',
            signInAudience: 'AzureADMultipleOrgs',
            spa: { redirectUris: [...msalPages, ...oidcPages] },
          },
          {
            appId: appIds.serverPage,
            displayName: 'Page registered as a web application',
            web: { redirectUris: [...msalPages, ...oidcPages] },
          },
          {
            appId: appIds.adal,
            displayName: 'Page of ADAL',
            web: { redirectUris: adalPages },
            oauth2AllowIdTokenImplicitFlow: true,
            oauth2AllowImplicitFlow: true,
          },
          {
            appId: appIds.adalWithoutIdTokens,
            displayName: 'Page of ADAL without implicit flow',
            web: { redirectUris: adalPages },
          },
          {
            appId: appIds.adalWithoutAccessTokens,
            displayName: 'Page of ADAL with id tokens only',
            web: { redirectUris: adalPages },
            oauth2AllowIdTokenImplicitFlow: true,
          },
          {
            appId: appIds.portal,
            displayName: 'Another page',
            spa: { redirectUris: pagesOf(origins, '/portal') },
          },
          api(appIds.orders, 'Orders', 'api://orders', 'Orders.Read', 2),
          api(appIds.stock, 'Stock', 'api://stock', 'Stock.Read', 2),
          api(appIds.organization, 'Organization', organizationUri, 'user_impersonation', 1),
        ],
      },
      {
        id: fabrikamId,
        domain: 'fabrikam.onmicrosoft.com',
        displayName: 'Fabrikam',
        users: [
          {
            id: guid('b1'),
            userPrincipalName: 'finn@fabrikam.onmicrosoft.com',
            displayName: 'Finn Fabrikam',
          },
        ],
      },
      {
        id: customersId,
        domain: 'customers.onmicrosoft.com',
        displayName: 'Customers',
        userFlows: [{ id: 'B2C_1_susi' }],
        users: [
          {
            id: guid('c1'),
            userPrincipalName: 'cleo@customers.onmicrosoft.com',
            displayName: 'Cleo Customer',
            mail: 'cleo@example.test',
          },
        ],
        applications: [
          {
            appId: appIds.customersPage,
            displayName: 'Shop',
            spa: { redirectUris: msalPages },
          },
          {
            ...api(
              appIds.customersApi,
              'Profiles',
              'https://customers.onmicrosoft.com/api',
              'Profile.Read',
              2,
            ),
            signInAudience: 'AzureADMyOrg',
          },
        ],
      },
    ],
  }
}
