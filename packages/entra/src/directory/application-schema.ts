import { z } from 'zod'
import type {
  Application,
  AppRole,
  KeyCredential,
  OptionalClaim,
  PasswordCredential,
  PermissionScope,
  TokenLifetimePolicy,
} from './directory.ts'
import { schemaOf } from './schema-of.ts'
import * as values from './values.ts'

const { guid, name } = values

/** Lifetimes of access tokens; a tenant and an application may have some. */
export const tokenLifetimePolicies: z.ZodType<TokenLifetimePolicy[]> = z
  .array(
    schemaOf<TokenLifetimePolicy>({
      definition: z
        .array(values.lifetimeDefinition)
        .min(1)
        .max(16)
        .describe(
          'JSON, as in `{"TokenLifetimePolicy":{"AccessTokenLifetime":"0:10:0"}}`: hours, minutes, seconds',
        ),
      displayName: name.optional().describe('A name for people'),
    }),
  )
  .max(16)

const passwordCredential = schemaOf<PasswordCredential>({
  secretText: values.secret.describe('The secret itself'),
  endDateTime: values.date.optional().describe('When it ends, as in 2030-12-31T00:00:00Z. Default: never'),
  displayName: name.optional().describe('A name for people'),
})

const keyCredential = schemaOf<KeyCredential>({
  key: values.certificate.describe('The certificate: DER in base64, as in the manifest, or PEM'),
  type: z.enum(['AsymmetricX509Cert']).optional().describe('What kind of key it is'),
  usage: z.enum(['Verify']).optional().describe('What the key is for'),
  displayName: name.optional().describe('A name for people'),
})

const permissionScope = schemaOf<PermissionScope>({
  value: values.permission.describe('The name in `scp`, as in Contacts.Read'),
  type: z.enum(['User', 'Admin']).optional().describe('Who may consent. Default: User'),
  isEnabled: z.boolean().optional().describe('Whether it can be asked for. Default: true'),
  id: guid.optional().describe('Its id, a GUID; nothing here needs it'),
  adminConsentDisplayName: name.optional().describe('What the consent page says of it. Default: its value'),
})

const appRole = schemaOf<AppRole>({
  value: values.permission.describe('The name in `roles`, as in Contacts.Manager'),
  allowedMemberTypes: z
    .array(z.enum(['User', 'Application']))
    .min(1)
    .max(2)
    .describe('Who can have it: User, Application or both, as a list'),
  isEnabled: z.boolean().optional().describe('Whether anybody can have it. Default: true'),
  id: guid.optional().describe('Its id, a GUID; nothing here needs it'),
  displayName: name.optional().describe('A name for people'),
})

const optionalClaim = schemaOf<OptionalClaim>({
  name: z
    .enum([
      'acct',
      'auth_time',
      'email',
      'family_name',
      'given_name',
      'groups',
      'idtyp',
      'ipaddr',
      'login_hint',
      'preferred_username',
      'sid',
      'upn',
    ])
    .describe('The claim'),
  additionalProperties: z
    .array(z.enum(['cloud_displayname']))
    .max(16)
    .optional()
    .describe('With groups: cloud_displayname gives names of groups in place of their ids'),
})
const optionalClaims = z.array(optionalClaim).max(64).optional()

/** An application; the descriptions are told as fixes and make the reference. */
export const application: z.ZodType<Application> = schemaOf<Application>({
  appId: guid.describe('The application (client) id, a GUID as in 00000000-0000-4000-8000-000000000001'),
  displayName: name.describe('Its name, shown when people sign in'),
  signInAudience: z
    .enum(['AzureADMyOrg', 'AzureADMultipleOrgs'])
    .optional()
    .describe('Who may sign in: users of its own tenant (AzureADMyOrg, the default), or of any'),
  spa: schemaOf<NonNullable<Application['spa']>>({
    redirectUris: values.redirectUris('spa').describe('Where answers may be sent: a list of URLs'),
  })
    .optional()
    .describe('As a single-page application: codes are redeemed by pages, with PKCE'),
  web: schemaOf<NonNullable<Application['web']>>({
    redirectUris: values.redirectUris('web').describe('Where answers may be sent: a list of URLs'),
    logoutUrl: values.logoutUrl
      .optional()
      .describe('Loaded in a hidden frame when somebody signs out (front-channel logout)'),
    implicitGrantSettings: schemaOf<NonNullable<NonNullable<Application['web']>['implicitGrantSettings']>>({
      enableIdTokenIssuance: z.boolean().optional().describe('`response_type=id_token`. Default: false'),
      enableAccessTokenIssuance: z.boolean().optional().describe('`response_type=token`. Default: false'),
    })
      .optional()
      .describe('Which tokens the authorization endpoint may issue itself'),
  })
    .optional()
    .describe('As a web application: codes are redeemed by a server, with a secret or a certificate'),
  publicClient: schemaOf<NonNullable<Application['publicClient']>>({
    redirectUris: values
      .redirectUris('publicClient')
      .describe('Where answers may be sent: a list of URIs; http://localhost is any port'),
  })
    .optional()
    .describe('As a mobile or desktop application: codes are redeemed without a secret'),
  isFallbackPublicClient: z
    .boolean()
    .optional()
    .describe('Whether it may use passwords and device codes without a secret. Default: false'),
  oauth2AllowIdTokenImplicitFlow: z
    .boolean()
    .optional()
    .describe('The older name of `web.implicitGrantSettings.enableIdTokenIssuance`'),
  oauth2AllowImplicitFlow: z
    .boolean()
    .optional()
    .describe('The older name of `web.implicitGrantSettings.enableAccessTokenIssuance`'),
  accessTokenAcceptedVersion: z
    .union([z.literal(1), z.literal(2), z.null()])
    .optional()
    .describe('The older name of `api.requestedAccessTokenVersion`: 1 or 2'),
  backChannelLogoutUri: values.webUrl
    .optional()
    .describe(
      'Told when somebody signs out (OpenID Connect Back-Channel Logout 1.0). Entra has no such thing',
    ),
  passwordCredentials: z.array(passwordCredential).max(64).optional().describe('Its secrets'),
  keyCredentials: z
    .array(keyCredential)
    .max(64)
    .optional()
    .describe('Certificates with which it signs assertions in place of sending a secret'),
  identifierUris: z
    .array(values.identifierUri)
    .max(64)
    .optional()
    .describe('Its names as an API, as in api://contacts: scopes begin with one of them'),
  api: schemaOf<NonNullable<Application['api']>>({
    requestedAccessTokenVersion: z
      .union([z.literal(1), z.literal(2), z.null()])
      .optional()
      .describe('The version of its access tokens: 1 (the default, also for null) or 2'),
    oauth2PermissionScopes: z.array(permissionScope).max(1000).optional().describe('Scopes that it defines'),
  })
    .optional()
    .describe('As an API: the version of its tokens and its scopes'),
  appRoleAssignmentRequired: z
    .boolean()
    .optional()
    .describe('Whether it refuses users without an app role of it (AADSTS50105). Default: false'),
  tokenLifetimePolicies: tokenLifetimePolicies
    .optional()
    .describe('How long access tokens for it live. Default: what its tenant has'),
  appRoles: z.array(appRole).max(1000).optional().describe('Roles that it defines'),
  appRoleAssignments: values
    .byGuid(z.array(values.permission).max(1000))
    .optional()
    .describe(
      'Its own roles at APIs: by the appId of the API, a list of values. Default: all that allow applications',
    ),
  groupMembershipClaims: z
    .enum(['SecurityGroup', 'All', 'None'])
    .optional()
    .describe('Whether tokens hold the user’s groups. Default: None'),
  optionalClaims: schemaOf<NonNullable<Application['optionalClaims']>>({
    idToken: optionalClaims.describe('Claims of its id tokens'),
    accessToken: optionalClaims.describe('Claims of access tokens for it'),
  })
    .optional()
    .describe('Claims that tokens have besides the usual ones'),
})
