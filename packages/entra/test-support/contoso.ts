import type { Application, Directory, Tenant, User } from '../src/index.ts'

/** A GUID that is easy to tell apart in a failing test. */
const guid = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`

export const contosoId: string = guid(1)
export const fabrikamId: string = guid(2)
export const sales: string = guid(11)
export const marketing: string = guid(12)
export const secret = 'right-secret'
export const expiredSecret = 'expired-secret'

/** Users, applications and tenants that a test changes at will: made afresh by each call. */
export interface Contoso {
  readonly directory: Directory
  readonly contoso: Tenant
  readonly fabrikam: Tenant
  readonly ada: User
  readonly bob: User
  readonly finn: User
  /** A single-page application. */
  readonly page: Application
  /** A confidential web application. */
  readonly gateway: Application
  /** A native application. */
  readonly native: Application
  /** A web application for users of every tenant. */
  readonly everywhere: Application
  readonly contactsApi: Application
  readonly orgApi: Application
}

export function createContoso(): Contoso {
  const ada: User = {
    id: guid(21),
    userPrincipalName: 'ada@contoso.onmicrosoft.com',
    displayName: 'Ada Lovelace',
    mail: 'ada@contoso.com',
    memberOf: [sales, marketing],
    appRoles: { [guid(35)]: ['Contacts.Manager'] },
  }
  const bob: User = {
    id: guid(22),
    userPrincipalName: 'bob@contoso.onmicrosoft.com',
    displayName: 'Bob <b>&"\'',
  }
  const finn: User = { id: guid(23), userPrincipalName: 'finn@fabrikam.com', displayName: 'Finn' }
  const page: Application = {
    appId: guid(31),
    displayName: 'Contacts page',
    spa: {
      redirectUris: ['http://contacts.localhost:5173/callback', 'http://contacts.localhost:5173/other'],
    },
  }
  const gateway: Application = {
    appId: guid(32),
    displayName: 'Gateway',
    web: { redirectUris: ['https://app.example.com/callback', 'https://app.example.com/back?x=1'] },
    passwordCredentials: [
      { secretText: expiredSecret, endDateTime: '2020-01-01T00:00:00Z' },
      { secretText: secret },
    ],
    groupMembershipClaims: 'SecurityGroup',
    optionalClaims: { idToken: [{ name: 'groups', additionalProperties: ['cloud_displayname'] }] },
  }
  const native: Application = {
    appId: guid(33),
    displayName: 'Native',
    publicClient: { redirectUris: ['http://localhost', 'http://localhost/deep', 'msal33://auth'] },
  }
  const everywhere: Application = {
    appId: guid(34),
    displayName: 'Everywhere',
    signInAudience: 'AzureADMultipleOrgs',
    web: { redirectUris: ['https://everywhere.example.com/callback'] },
    passwordCredentials: [{ secretText: secret }],
  }
  const contactsApi: Application = {
    appId: guid(35),
    displayName: 'Contacts API',
    identifierUris: ['api://contacts', 'https://contoso.onmicrosoft.com/contacts/v1'],
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [{ value: 'Contacts.Read' }, { value: 'Contacts.Write' }],
    },
    appRoles: [
      { value: 'Contacts.Manager', allowedMemberTypes: ['User'] },
      { value: 'Contacts.Export', allowedMemberTypes: ['Application'] },
      { value: 'Contacts.Import', allowedMemberTypes: ['Application', 'User'] },
    ],
    groupMembershipClaims: 'SecurityGroup',
  }
  const orgApi: Application = {
    appId: guid(36),
    displayName: 'Org API',
    signInAudience: 'AzureADMultipleOrgs',
    identifierUris: ['https://org.example.com/'],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'user_impersonation' }] },
  }
  const contoso: Tenant = {
    id: contosoId,
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
    groups: [
      { id: sales, displayName: 'Sales' },
      { id: marketing, displayName: 'Marketing' },
    ],
    users: [ada, bob],
    applications: [page, gateway, native, everywhere, contactsApi, orgApi],
  }
  const fabrikam: Tenant = { id: fabrikamId, domain: 'fabrikam.com', displayName: 'Fabrikam', users: [finn] }
  return {
    directory: { tenants: [contoso, fabrikam] },
    contoso,
    fabrikam,
    ada,
    bob,
    finn,
    page,
    gateway,
    native,
    everywhere,
    contactsApi,
    orgApi,
  }
}
