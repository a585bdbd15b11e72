import type { Fault } from '../faults/fault.ts'

/**
 * What the local Entra ID knows: tenants with their groups, users and applications, as plain JSON in the
 * property names of the Entra manifest and Microsoft Graph.
 *
 * It is read afresh at every request, so a program that changes the object it passed in (sets
 * `accountEnabled` to false, removes a redirect URI, adds a group) sees the effect at once. Only
 * `checkDirectory`, and `startEntra` which calls it, look for mistakes: later changes are not checked.
 */
export interface Directory {
  /** The address of the JSON Schema, for editors. Nothing else reads it. */
  $schema?: string
  tenants: Tenant[]
  behavior?: Behavior
  /** What goes wrong on purpose, from the start. */
  faults?: Fault[]
}

/** How this Entra behaves where Entra itself was seen to behave in two ways. */
export interface Behavior {
  /**
   * Whether a page may read the token endpoint's refusal of a cross-origin call (AADSTS9002326 for a redirect URI
   * that is not a single-page one). Default `none`: the browser shows a CORS error only.
   */
  tokenErrorCors?: 'none' | 'readable'
  /**
   * `Cross-Origin-Opener-Policy: same-origin` on pages: `off`; `entra`, unless the client says with `pocd=1` that it
   * needs no opener; or `always`. Default `off`.
   */
  crossOriginOpenerPolicy?: 'off' | 'entra' | 'always'
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
  /** Makes it a B2C tenant: user flows, addressed as `/<tenant>/<id>/…`, `/tfp/<tenant>/<id>/…` or `?p=<id>`. */
  userFlows?: UserFlow[]
  /**
   * What was consented to. Without this list consent is implicit; with it, even empty, a scope that it does not grant
   * has to be consented to on a page, and `prompt=none` and the token endpoint answer AADSTS65001.
   */
  oauth2PermissionGrants?: PermissionGrant[]
  /** For all applications that have none of their own. */
  tokenLifetimePolicies?: TokenLifetimePolicy[]
}

export interface UserFlow {
  /** Such as `B2C_1_susi`; compared without regard to case, since MSAL lower-cases authorities. */
  id: string
  userFlowType?: 'signUpOrSignIn' | 'passwordReset' | 'profileUpdate'
}

/** An `oauth2PermissionGrant` of Microsoft Graph, with `appId`s for ids of service principals. */
export interface PermissionGrant {
  /** The `appId` of the client. */
  clientId: string
  /** The `appId` of the API. */
  resourceId: string
  consentType: 'AllPrincipals' | 'Principal'
  /** The user's id, for `Principal`. */
  principalId?: string
  /** Names of scopes with spaces between them. */
  scope: string
}

/** As Microsoft Graph states it: each definition is JSON of `{"TokenLifetimePolicy":{"AccessTokenLifetime":"0:10:0"}}`. */
export interface TokenLifetimePolicy {
  definition: string[]
  displayName?: string
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
  givenName?: string
  surname?: string
  otherMails?: string[]
  /** With it the sign-in page and the password grant ask for this password; without, any will do. */
  passwordProfile?: { password: string }
}

/**
 * An application as its manifest states it, in the names of Microsoft Graph; three of the older manifest are known as
 * well, because people still write them. A file may have whole manifests, which are read into this.
 */
export interface Application {
  /** The application (client) id, a GUID. */
  appId: string
  displayName: string
  /** Who may sign in. Default `AzureADMyOrg`: users of the application's own tenant only. */
  signInAudience?: 'AzureADMyOrg' | 'AzureADMultipleOrgs'
  spa?: { redirectUris: string[] }
  web?: {
    redirectUris: string[]
    /** Loaded in a hidden frame when somebody signs out (front-channel logout). */
    logoutUrl?: string
    implicitGrantSettings?: { enableIdTokenIssuance?: boolean; enableAccessTokenIssuance?: boolean }
  }
  publicClient?: { redirectUris: string[] }
  /** Whether it may use grants that have no redirect URI (password, device code) without a secret. Default false. */
  isFallbackPublicClient?: boolean
  /** The older manifest's name of `web.implicitGrantSettings.enableIdTokenIssuance`. */
  oauth2AllowIdTokenImplicitFlow?: boolean
  /** The older manifest's name of `web.implicitGrantSettings.enableAccessTokenIssuance`. */
  oauth2AllowImplicitFlow?: boolean
  /** The older manifest's name of `api.requestedAccessTokenVersion`. */
  accessTokenAcceptedVersion?: 1 | 2 | null
  /** Told of sign-outs, as OpenID Connect Back-Channel Logout 1.0 has it. Entra has no such thing. */
  backChannelLogoutUri?: string
  passwordCredentials?: PasswordCredential[]
  keyCredentials?: KeyCredential[]
  identifierUris?: string[]
  /** `requestedAccessTokenVersion`: absent, `null` or 1 means that its access tokens are of version 1.0. */
  api?: { requestedAccessTokenVersion?: 1 | 2 | null; oauth2PermissionScopes?: PermissionScope[] }
  /** Refuses users without an app role of it, AADSTS50105. Default false. */
  appRoleAssignmentRequired?: boolean
  tokenLifetimePolicies?: TokenLifetimePolicy[]
  appRoles?: AppRole[]
  /**
   * What this application may do by itself: by the `appId` of the API, values of its app roles. Without an
   * entry for an API it has every role there that allows applications.
   */
  appRoleAssignments?: Record<string, string[]>
  /** `SecurityGroup` puts the user's groups into tokens. Default `None`. */
  groupMembershipClaims?: 'SecurityGroup' | 'All' | 'None'
  optionalClaims?: { idToken?: OptionalClaim[]; accessToken?: OptionalClaim[] }
}

export interface PasswordCredential {
  secretText: string
  /** ISO 8601; absent: never ends. */
  endDateTime?: string
  displayName?: string
}

/** A certificate with which an application signs assertions instead of sending a secret. */
export interface KeyCredential {
  /** The certificate: DER in base64, as in the manifest, or PEM. */
  key: string
  type?: 'AsymmetricX509Cert'
  usage?: 'Verify'
  displayName?: string
}

export interface PermissionScope {
  value: string
  /** Who may consent. Default `User`. */
  type?: 'User' | 'Admin'
  isEnabled?: boolean
  id?: string
  adminConsentDisplayName?: string
}

export interface AppRole {
  value: string
  allowedMemberTypes: ('User' | 'Application')[]
  /** False: nobody can have it. Default true. */
  isEnabled?: boolean
  id?: string
  displayName?: string
}

/** `groups` with `cloud_displayname` turns group ids into display names; the others add a claim of that name. */
export interface OptionalClaim {
  name: OptionalClaimName
  additionalProperties?: 'cloud_displayname'[]
}

export type OptionalClaimName =
  | 'acct'
  | 'auth_time'
  | 'email'
  | 'family_name'
  | 'given_name'
  | 'groups'
  | 'idtyp'
  | 'ipaddr'
  | 'login_hint'
  | 'preferred_username'
  | 'sid'
  | 'upn'

/** The kind of client a redirect URI is registered for: it decides PKCE, secrets and CORS. */
export type Platform = 'spa' | 'web' | 'publicClient'
