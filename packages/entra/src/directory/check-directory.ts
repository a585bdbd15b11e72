import { checkReferences } from './check-references.ts'
import type { Directory } from './directory.ts'
import { isRedirectUri } from './redirect-uris.ts'
import { type DirectoryMistake, list, object, oneOf, record, type Shape, text } from './shape.ts'

const guid = text('a GUID', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
const name = text('a name without control characters', (value) => !/\p{Cc}/u.test(value))
const domain = text('a domain such as contoso.onmicrosoft.com', (value) =>
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(value),
)
const address = text('an address such as ada@contoso.onmicrosoft.com', (value) =>
  /^[^\s@]+@[^\s@]+$/.test(value),
)
const permission = text('a name without spaces', (value) =>
  /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(value),
)
const identifierUri = text('a URI such as api://contacts', (value) =>
  /^[a-z][a-z0-9+.-]*:\/\/[^\s"\\]+$/i.test(value),
)
const secret = text('a secret')
const date = text('an ISO 8601 date', (value) => !Number.isNaN(Date.parse(value)))

const redirectUrisOf = (platform: 'spa' | 'web' | 'publicClient'): Shape =>
  list(
    text(
      platform === 'publicClient'
        ? 'a URI without a fragment'
        : 'an https: URI, or http: on localhost or a loopback address, without a fragment',
      (value) => isRedirectUri(value, platform),
      1024,
    ),
    256,
  )

const optionalClaims = list(
  object({ name: oneOf('groups', 'email') }, { additionalProperties: list(oneOf('cloud_displayname')) }),
)

const application = object(
  { appId: guid, displayName: name },
  {
    signInAudience: oneOf('AzureADMyOrg', 'AzureADMultipleOrgs'),
    spa: object({ redirectUris: redirectUrisOf('spa') }),
    web: object(
      { redirectUris: redirectUrisOf('web') },
      { logoutUrl: text('a URL', (value) => URL.canParse(value), 1024) },
    ),
    publicClient: object({ redirectUris: redirectUrisOf('publicClient') }),
    passwordCredentials: list(object({ secretText: secret }, { endDateTime: date, displayName: name }), 64),
    identifierUris: list(identifierUri, 64),
    api: object(
      { requestedAccessTokenVersion: oneOf(2) },
      {
        oauth2PermissionScopes: list(
          object({ value: permission }, { id: guid, adminConsentDisplayName: name }),
        ),
      },
    ),
    appRoles: list(
      object(
        { value: permission, allowedMemberTypes: list(oneOf('User', 'Application')) },
        { id: guid, displayName: name },
      ),
    ),
    appRoleAssignments: record(guid, list(permission)),
    groupMembershipClaims: oneOf('SecurityGroup', 'None'),
    optionalClaims: object({}, { idToken: optionalClaims, accessToken: optionalClaims }),
  },
)

const user = object(
  { id: guid, userPrincipalName: address, displayName: name },
  {
    mail: address,
    memberOf: list(guid),
    appRoles: record(guid, list(permission)),
    accountEnabled: oneOf(true, false),
  },
)

const directory = object({
  tenants: list(
    object(
      { id: guid, domain, displayName: name },
      {
        groups: list(object({ id: guid, displayName: name })),
        users: list(user),
        applications: list(application),
      },
    ),
    256,
  ),
})

/**
 * Returns everything that is wrong with a directory: shapes first and, once those are right, what refers
 * to nothing or is there twice. An empty array means that `startEntra` takes it.
 *
 * It does not check that secrets are strong, nor that anybody could sign in to an application.
 * Messages never quote a value: a secret may have landed in the wrong property.
 */
export function checkDirectory(value: unknown): DirectoryMistake[] {
  const mistakes: DirectoryMistake[] = []
  directory(value, '', mistakes)
  return mistakes.length > 0 ? mistakes : checkReferences(value as Directory)
}
