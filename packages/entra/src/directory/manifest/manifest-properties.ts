import { isMapping } from './mapping.ts'
import type { ManifestPlace, Meant } from './manifest-place.ts'
import { olderCredentialNames, olderNames } from './older-manifest.ts'
import { absentClaimProperties, absentClaims } from './optional-claim-names.ts'

/** Of credentials: Entra shows no secret again, so a manifest has null for each. */
const withoutSecret =
  (list: string, secret: string) =>
  (item: unknown): string | undefined =>
    isMapping(item) && item[secret] === null
      ? `${list} without ${secret} (Entra does not show it; write one to use it)`
      : undefined

const keyWithoutUse = (item: unknown): string | undefined => {
  if (!isMapping(item)) return undefined
  const { usage } = item
  if (usage === 'Encrypt' || usage === 'Sign') return `keyCredentials with usage ${usage}`
  return withoutSecret('keyCredentials', 'key')(item)
}

const roleWithoutUse = (item: unknown): string | undefined =>
  isMapping(item) && item['value'] === null ? 'appRoles without value' : undefined

const claimWithoutUse = (item: unknown): string | undefined => {
  if (!isMapping(item) || typeof item['name'] !== 'string') return undefined
  if (item['source'] === 'user' || item['name'].startsWith('extension_'))
    return 'optionalClaims of extensions'
  return absentClaims.includes(item['name']) ? `optionalClaims ${item['name']}` : undefined
}

const claimPropertyWithoutUse = (item: unknown): string | undefined =>
  typeof item === 'string' && absentClaimProperties.includes(item) ? `optionalClaims with ${item}` : undefined

const claims: ManifestPlace = {
  inert: ['essential', 'source'],
  nullable: ['additionalProperties'],
  leftOut: claimWithoutUse,
  below: { additionalProperties: { leftOut: claimPropertyWithoutUse } },
}

const audience = (value: unknown): Meant | undefined =>
  value === 'AzureADandPersonalMicrosoftAccount'
    ? { value: 'AzureADMultipleOrgs', told: `signInAudience ${value} (as AzureADMultipleOrgs)` }
    : undefined

const groupKinds = new Set([
  'None',
  'SecurityGroup',
  'All',
  'ApplicationGroup',
  'DirectoryRole',
  'DistributionList',
])

/** Kinds of groups, of which there can be several; every group here is a security group. */
const groupMemberships = (value: unknown): Meant | undefined => {
  if (typeof value !== 'string') return undefined
  const kinds = [...new Set(value.split(',').map((kind) => kind.trim()))]
  if (kinds.some((kind) => !groupKinds.has(kind))) return undefined
  const first = ['All', 'SecurityGroup', 'ApplicationGroup'].find((kind) => kinds.includes(kind)) ?? 'None'
  const meant = first === 'ApplicationGroup' ? 'SecurityGroup' : first
  return meant === value
    ? undefined
    : { value: meant, told: `groupMembershipClaims ${kinds.join(' and ')} (as ${meant})` }
}

/**
 * What an application’s manifest has besides what the directory knows, as Entra’s portal and Microsoft Graph write it;
 * with the names of the older format.
 */
export const manifestProperties: ManifestPlace = {
  older: olderNames,
  inert: [
    'acceptMappedClaims',
    'addIns',
    'applicationTemplateId',
    'authenticationBehaviors',
    'certification',
    'createdByAppId',
    'createdDateTime',
    'defaultRedirectUri',
    'deletedDateTime',
    'description',
    'disabledByMicrosoftStatus',
    'errorUrl',
    'id',
    'info',
    'informationalUrls',
    'isAuthorizationServiceEnabled',
    'isDeviceOnlyAuthSupported',
    'isDisabled',
    'knownClientApplications',
    'logo',
    'logoUrl',
    'managerApplications',
    'nativeAuthenticationApisEnabled',
    'notes',
    'oauth2AllowUrlPathMatching',
    'oauth2RequirePostResponse',
    'oauth2RequiredPostResponse',
    'orgRestrictions',
    'parentalControlSettings',
    'preAuthorizedApplications',
    'publisherDomain',
    'requestSignatureVerification',
    'requiredResourceAccess',
    'samlMetadataUrl',
    'serviceManagementReference',
    'servicePrincipalLockConfiguration',
    'signInUrl',
    'tags',
    'tokenEncryptionKeyId',
    'uniqueName',
    'verifiedPublisher',
  ],
  nullable: [
    'api',
    'appRoles',
    'groupMembershipClaims',
    'identifierUris',
    'isFallbackPublicClient',
    'keyCredentials',
    'oauth2AllowIdTokenImplicitFlow',
    'oauth2AllowImplicitFlow',
    'optionalClaims',
    'passwordCredentials',
    'publicClient',
    'signInAudience',
    'spa',
    'web',
  ],
  meant: { signInAudience: audience, groupMembershipClaims: groupMemberships },
  below: {
    api: {
      inert: [
        'acceptMappedClaims',
        'knownClientApplications',
        'preAuthorizedApplications',
        'tokenEncryptionSetting',
      ],
      nullable: ['oauth2PermissionScopes'],
      below: {
        oauth2PermissionScopes: {
          inert: [
            'adminConsentDescription',
            'lang',
            'origin',
            'userConsentDescription',
            'userConsentDisplayName',
          ],
          nullable: ['adminConsentDisplayName', 'id', 'isEnabled', 'type'],
        },
      },
    },
    appRoles: {
      inert: ['description', 'lang', 'origin'],
      nullable: ['displayName', 'id', 'isEnabled'],
      leftOut: roleWithoutUse,
    },
    keyCredentials: {
      older: olderCredentialNames.keyCredentials,
      inert: ['customKeyIdentifier', 'endDateTime', 'hasExtendedValue', 'keyId', 'startDateTime'],
      nullable: ['displayName', 'type', 'usage'],
      leftOut: keyWithoutUse,
    },
    optionalClaims: {
      inert: ['saml2Token'],
      nullable: ['accessToken', 'idToken'],
      below: { idToken: claims, accessToken: claims },
    },
    passwordCredentials: {
      older: olderCredentialNames.passwordCredentials,
      inert: ['customKeyIdentifier', 'hint', 'keyId', 'startDateTime'],
      nullable: ['displayName', 'endDateTime'],
      leftOut: withoutSecret('passwordCredentials', 'secretText'),
    },
    web: {
      inert: ['homePageUrl', 'redirectUriSettings'],
      nullable: ['implicitGrantSettings', 'logoutUrl'],
      below: {
        implicitGrantSettings: { nullable: ['enableAccessTokenIssuance', 'enableIdTokenIssuance'] },
      },
    },
  },
}
