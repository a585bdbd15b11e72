import { z } from 'zod'
import { faultSchema } from '../faults/check-fault.ts'
import { application, tokenLifetimePolicies } from './application-schema.ts'
import type { Behavior, Directory, Group, PermissionGrant, Tenant, User, UserFlow } from './directory.ts'
import { schemaOf } from './schema-of.ts'
import * as values from './values.ts'

const { guid, name } = values

const behavior = schemaOf<Behavior>({
  tokenErrorCors: z
    .enum(['none', 'readable'])
    .optional()
    .describe('Whether pages can read a refused cross-origin call to the token endpoint. Default: none can'),
  crossOriginOpenerPolicy: z
    .enum(['off', 'entra', 'always'])
    .optional()
    .describe(
      '`Cross-Origin-Opener-Policy: same-origin` on pages. entra: unless the client says with `pocd=1` that it needs no opener. Default: off',
    ),
})

const group = schemaOf<Group>({
  id: guid.describe('Its id, a GUID: the value in `groups`'),
  displayName: name.describe('Its name'),
})

const user = schemaOf<User>({
  id: guid.describe('The object id, a GUID: `oid` in tokens'),
  userPrincipalName: values.address.describe(
    'What the user signs in with, as in ada@contoso.onmicrosoft.com',
  ),
  displayName: name.describe('The name that people see'),
  mail: values.address.optional().describe('The address in `email`'),
  memberOf: z.array(guid).max(10_000).optional().describe('Ids of groups of the same tenant'),
  appRoles: values
    .byGuid(z.array(values.permission).max(1000))
    .optional()
    .describe('App roles: by the appId of the application that defines them, a list of values'),
  accountEnabled: z
    .boolean()
    .optional()
    .describe('False refuses sign-in and refresh (AADSTS50057). Default: true'),
  givenName: name.optional().describe('The first name'),
  surname: name.optional().describe('The last name'),
  otherMails: z.array(values.address).max(64).optional().describe('More addresses; B2C has them in `emails`'),
  passwordProfile: schemaOf<NonNullable<User['passwordProfile']>>({
    password: values.secret.describe('The password'),
  })
    .optional()
    .describe('A password that is asked for. Default: any will do'),
})

const userFlow = schemaOf<UserFlow>({
  id: values.userFlowId.describe('Its name in addresses, as in B2C_1_susi'),
  userFlowType: z
    .enum(['signUpOrSignIn', 'passwordReset', 'profileUpdate'])
    .optional()
    .describe('What it is for. Default: signUpOrSignIn'),
})

const permissionGrant = schemaOf<PermissionGrant>({
  clientId: guid.describe('The appId of the client'),
  resourceId: guid.describe('The appId of the API'),
  consentType: z
    .enum(['AllPrincipals', 'Principal'])
    .describe('For whom: AllPrincipals is everybody, Principal the user of `principalId`'),
  principalId: guid.optional().describe('The id of the user, with Principal'),
  scope: values.scopes.describe('Names of scopes with spaces between, as in Contacts.Read Contacts.Write'),
})

const tenant = schemaOf<Tenant>({
  id: guid.describe('The tenant’s GUID: `tid` in tokens, and part of the issuer'),
  domain: values.domain.describe('A domain, as in contoso.onmicrosoft.com; addresses the tenant like its id'),
  displayName: name.describe('Its name, shown when people sign in'),
  groups: z.array(group).max(100_000).optional().describe('Its groups'),
  users: z.array(user).max(100_000).optional().describe('Its users'),
  applications: z.array(application).max(10_000).optional().describe('Applications registered in it'),
  userFlows: z
    .array(userFlow)
    .max(256)
    .optional()
    .describe('Makes it a B2C tenant: its user flows and custom policies'),
  oauth2PermissionGrants: z
    .array(permissionGrant)
    .max(10_000)
    .optional()
    .describe(
      'What was consented to. Default: everything; with a list, even an empty one, only what it grants',
    ),
  tokenLifetimePolicies: tokenLifetimePolicies
    .optional()
    .describe('How long access tokens live. Default: 60 to 90 minutes'),
})

/** The directory. The published JSON Schema and the reference are made from this. */
export const directorySchema: z.ZodType<Directory> = schemaOf<Directory>({
  $schema: z.string().max(1024).optional().describe('The address of the JSON Schema, for editors'),
  tenants: z.array(tenant).max(256).describe('A list of tenants, each with its users and applications'),
  behavior: behavior.optional().describe('How it behaves where Entra itself was seen to behave in two ways'),
  faults: z.array(faultSchema).max(1000).optional().describe('What goes wrong on purpose, from the start'),
})
