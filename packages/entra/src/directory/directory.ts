/**
 * What the local Entra ID knows: tenants with their groups, users and applications, as plain JSON in the
 * property names of the Entra manifest and Microsoft Graph.
 *
 * It is read afresh at every request, so a program that changes the object it passed in (sets
 * `accountEnabled` to false, removes a redirect URI, adds a group) sees the effect at once. Only
 * `checkDirectory`, and `startEntra` which calls it, look for mistakes: later changes are not checked.
 */
export interface Directory {
  tenants: Tenant[]
}

export interface Tenant {
  /** The tenant's GUID: `tid` in tokens, and part of the issuer. */
  id: string
  /** A verified domain such as `contoso.onmicrosoft.com`; addresses the tenant like its id does. */
  domain: string
  displayName: string
  groups?: Group[]
  users?: User[]
  applications?: Application[]
}

export interface Group {
  id: string
  displayName: string
}

export interface User {
  /** The object id, a GUID: `oid` in tokens. */
  id: string
  userPrincipalName: string
  displayName: string
  mail?: string
  /** Ids of groups of the same tenant. */
  memberOf?: string[]
  /** By the `appId` of the application that defines them: values of its app roles. */
  appRoles?: Record<string, string[]>
  /** False refuses sign-in and refresh with AADSTS50057. Default true. */
  accountEnabled?: boolean
}

/** An application as its manifest states it. Consent is implicit: it may ask for every scope there is. */
export interface Application {
  /** The application (client) id, a GUID. */
  appId: string
  displayName: string
  /** Who may sign in. Default `AzureADMyOrg`: users of the application's own tenant only. */
  signInAudience?: 'AzureADMyOrg' | 'AzureADMultipleOrgs'
  spa?: { redirectUris: string[] }
  /** `logoutUrl` is kept for the manifest's sake: front-channel sign-out is not sent. */
  web?: { redirectUris: string[]; logoutUrl?: string }
  publicClient?: { redirectUris: string[] }
  passwordCredentials?: PasswordCredential[]
  identifierUris?: string[]
  /** An application that others ask tokens for has to state version 2: version 1 is not emulated. */
  api?: { requestedAccessTokenVersion: 2; oauth2PermissionScopes?: PermissionScope[] }
  appRoles?: AppRole[]
  /**
   * What this application may do by itself: by the `appId` of the API, values of its app roles. Without an
   * entry for an API it has every role there that allows applications: consent is implicit.
   */
  appRoleAssignments?: Record<string, string[]>
  /** `SecurityGroup` puts the user's groups into tokens. Default `None`. */
  groupMembershipClaims?: 'SecurityGroup' | 'None'
  optionalClaims?: { idToken?: OptionalClaim[]; accessToken?: OptionalClaim[] }
}

export interface PasswordCredential {
  secretText: string
  /** ISO 8601; absent: never ends. */
  endDateTime?: string
  displayName?: string
}

export interface PermissionScope {
  value: string
  id?: string
  adminConsentDisplayName?: string
}

export interface AppRole {
  value: string
  allowedMemberTypes: ('User' | 'Application')[]
  id?: string
  displayName?: string
}

/** `groups` with `cloud_displayname` turns group ids into display names; `email` adds the user's mail. */
export interface OptionalClaim {
  name: 'groups' | 'email'
  additionalProperties?: 'cloud_displayname'[]
}

/** The kind of client a redirect URI is registered for: it decides PKCE, secrets and CORS. */
export type Platform = 'spa' | 'web' | 'publicClient'
