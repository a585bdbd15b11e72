import type { Application, Directory } from '@clearway/entra'

/** Ids of the lab's tenant: fixed, so that a token or a log line of yesterday can still be read today. */
export const contoso = {
  tenant: '7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01',
  gateway: '5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02',
  api: 'c9a2f0de-3b1a-4f57-8a1c-4f2f6f1f2c03',
  nightlyJob: 'e1d4b1c2-7a65-4d39-b7be-1a2b3c4d5e04',
  b2c: 'f5a6c7d8-4c2b-4e18-9f60-5d7e8f9a0b05',
} as const

/** Secrets of the lab: they open nothing outside this process. */
export const labSecrets = { gateway: 'lab-gateway-secret', nightlyJob: 'lab-job-secret' } as const

const groups = {
  sales: '0a6d7d3e-52f1-4b44-8f57-a7a0c1d2e305',
  finance: '1b7e8e4f-63a2-4c55-9068-b8b1d2e3f406',
} as const

/**
 * The lab's Entra: a tenant with three people, the gateway, the contacts API, and a job without a person; and a B2C
 * tenant with one user flow.
 *
 * @param origins - The external origins, for the gateway's redirect URIs.
 * @param others - Further applications, in the words of the directory.
 */
export const labDirectory = (origins: readonly string[], others: readonly object[] = []): Directory => ({
  tenants: [
    {
      id: contoso.tenant,
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      groups: [
        { id: groups.sales, displayName: 'sales' },
        { id: groups.finance, displayName: 'finance' },
      ],
      users: [
        {
          id: 'a0000000-0000-4000-8000-000000000001',
          userPrincipalName: 'ada@contoso.onmicrosoft.com',
          displayName: 'Ada Lovelace',
          mail: 'ada@contoso.example',
          memberOf: [groups.sales],
        },
        {
          id: 'a0000000-0000-4000-8000-000000000002',
          userPrincipalName: 'grace@contoso.onmicrosoft.com',
          displayName: 'Grace Hopper',
          mail: 'grace@contoso.example',
          memberOf: [groups.sales, groups.finance],
        },
        {
          id: 'a0000000-0000-4000-8000-000000000003',
          userPrincipalName: 'guest@contoso.onmicrosoft.com',
          displayName: 'Guest without groups',
        },
      ],
      applications: [
        {
          appId: contoso.gateway,
          displayName: 'Clearway',
          web: {
            redirectUris: origins.flatMap((origin) => [
              `${origin}/.clearway/callback`,
              `${origin}/.clearway/signed-out`,
            ]),
          },
          passwordCredentials: [{ secretText: labSecrets.gateway }],
          api: { requestedAccessTokenVersion: 2 },
          groupMembershipClaims: 'SecurityGroup',
          optionalClaims: {
            idToken: [{ name: 'groups', additionalProperties: ['cloud_displayname'] }, { name: 'email' }],
          },
        },
        {
          appId: contoso.api,
          displayName: 'Contacts API',
          identifierUris: ['api://contacts'],
          api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Contacts.Read' }] },
          appRoles: [{ value: 'Contacts.Read.All', allowedMemberTypes: ['Application'] }],
        },
        {
          appId: contoso.nightlyJob,
          displayName: 'Nightly job',
          passwordCredentials: [{ secretText: labSecrets.nightlyJob }],
        },
        ...(others as Application[]),
      ],
    },
    {
      id: contoso.b2c,
      domain: 'fabrikamb2c.onmicrosoft.com',
      displayName: 'Fabrikam B2C',
      userFlows: [{ id: 'B2C_1_susi', userFlowType: 'signUpOrSignIn' }],
      users: [
        {
          id: 'a0000000-0000-4000-8000-000000000011',
          userPrincipalName: 'ada@fabrikamb2c.onmicrosoft.com',
          displayName: 'Ada Lovelace',
          otherMails: ['ada@fabrikam.example'],
        },
      ],
    },
  ],
})
