import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Contoso, createContoso, marketing, sales, secret } from '../../test-support/contoso.ts'
import { checkFault } from '../faults/check-fault.ts'
import { checkDirectory } from './check-directory.ts'

const certificate = [
  'MIIBejCCAR+gAwIBAgIUBO2XXEwkUjsi2L58EVWn5QQGY+IwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGZGFlbW9uMC',
  'AXDTI2MTEyMTA4MDUwNVoYDzIxMjYxMDI4MDgwNTA1WjARMQ8wDQYDVQQDDAZkYWVtb24wWTATBgcqhkjOPQIBBggq',
  'hkjOPQMBBwNCAARshESKtjS7oYYDWaTXCFwFidXu7FuMABfM8pMaG+2KdxQYkihj8sQtrtVpfiofWu1Wj+NvOdCkYd',
  '14wO4861xOo1MwUTAdBgNVHQ4EFgQUY1kjUNK8MNpsTPAvlnUIAnyXU8UwHwYDVR0jBBgwFoAUY1kjUNK8MNpsTPAv',
  'lnUIAnyXU8UwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA/MK2HLqzFH1VGoLAnm07Ll59x53KaT',
  'YB0tvCTcJb4+ECIQDiyD9Mr3nYhvFZtgqJDfYAkotFdbB4wjyMCoQOfcq31g==',
].join('')

/** What is found wrong in Contoso's directory after a change: `path: message`. */
function mistakesAfter(change: (model: Contoso) => void): string[] {
  const model = createContoso()
  change(model)
  return checkDirectory(model.directory).map(({ path, message }) => `${path}: ${message}`)
}

/** Puts a value where the type does not allow it. */
const put = (target: object, name: string, value: unknown): void =>
  void Object.assign(target, { [name]: value })

describe('checkDirectory', () => {
  it.each<[object, string]>([
    [{ endpoint: 'tokens', cut: true }, 'did you mean "token"?'],
    [{ endpoint: 'tokn', cut: true }, 'did you mean "token"?'],
    [{ endpont: 'token', cut: true }, 'did you mean "endpoint"?'],
    [{ endpoint: 'tokne', cut: true }, 'did you mean "token"?'],
  ])('says what was meant in a fault as the admin listener does: %j', (fault, meant) => {
    const { directory } = createContoso()
    put(directory, 'faults', [fault])
    const [told] = checkFault(fault)
    expect(told?.fix).toContain(meant)
    expect(checkDirectory(directory)).toMatchObject([{ path: `faults[0].${told?.path}`, fix: told?.fix }])
  })

  it('knows what people call by other names, and what belongs elsewhere', () => {
    const { directory, ada, gateway, page } = createContoso()
    put(ada, 'upn', 'ada@contoso.onmicrosoft.com')
    put(gateway, 'clientSecret', secret)
    put(page, 'redirectUris', ['http://localhost:3000/'])
    expect(checkDirectory(directory).map(({ fix }) => fix)).toEqual([
      'did you mean "userPrincipalName"?',
      'it belongs below spa, web or publicClient',
      'did you mean "passwordCredentials[0].secretText"?',
    ])
  })

  it('finds nothing wrong with Contoso, nor with an empty directory', () => {
    expect(mistakesAfter(() => undefined)).toEqual([])
    expect(checkDirectory({ tenants: [] })).toEqual([])
  })

  it.each([
    [null, 'tenants', '"tenants" is missing'],
    [undefined, 'tenants', '"tenants" is missing'],
    [1, '', 'this is not a mapping'],
    ['x', '', 'this is not a mapping'],
    [[], '', 'a list is not a mapping'],
  ])('takes no %j for a directory', (value, path, message) => {
    expect(checkDirectory(value)).toMatchObject([{ path, message }])
  })

  it('says what to write instead', () => {
    const { directory, ada } = createContoso()
    put(ada, 'acountEnabled', false)
    put(ada, 'mail', 'ada')
    expect(checkDirectory(directory)).toEqual([
      {
        code: 'config/invalid-value',
        path: 'tenants[0].users[0].mail',
        message: 'this is no address',
        fix: 'write it as in ada@contoso.onmicrosoft.com',
      },
      {
        code: 'config/unknown-key',
        path: 'tenants[0].users[0].acountEnabled',
        message: '"acountEnabled" is not a key here',
        fix: 'did you mean "accountEnabled"?',
      },
    ])
  })

  it('tells all mistakes at once, each with its place', () => {
    const found = mistakesAfter(({ ada, contoso, finn, gateway }) => {
      put(finn, 'memberOf', [marketing])
      put(ada, 'id', 'ada')
      put(ada, 'userPrincipalName', 7)
      put(contoso, 'domain', 'contoso')
      put(gateway, 'passwordCredential', [])
      put(gateway, 'displayName', undefined)
    })
    expect(found.sort()).toEqual([
      'tenants[0].applications[1].displayName: "displayName" is missing',
      'tenants[0].applications[1].passwordCredential: "passwordCredential" is not a key here',
      'tenants[0].domain: this is no domain',
      'tenants[0].users[0].id: this is no GUID',
      'tenants[0].users[0].userPrincipalName: this is not text',
      'tenants[1].users[0].memberOf[0]: this is no group of this tenant',
    ])
  })

  it.each<[string, string, (model: Contoso) => void]>([
    [
      'users that are no array',
      'tenants[0].users: a mapping is not a list',
      ({ contoso }) => put(contoso, 'users', {}),
    ],
    [
      'a name with a line break',
      'tenants[0].displayName: a name has no control characters',
      ({ contoso }) => put(contoso, 'displayName', 'a\nb'),
    ],
    [
      'a long name',
      'tenants[0].displayName: this text has more than 256 characters',
      ({ contoso }) => put(contoso, 'displayName', 'x'.repeat(257)),
    ],
    [
      'too many secrets',
      'tenants[0].applications[1].passwordCredentials: this list has more than 64 entries',
      ({ gateway }) =>
        put(
          gateway,
          'passwordCredentials',
          Array.from({ length: 65 }, () => ({ secretText: 'x' })),
        ),
    ],
    [
      'an end that is no date',
      'tenants[0].applications[1].passwordCredentials[0].endDateTime: this is no ISO 8601 date',
      ({ gateway }) => put(gateway, 'passwordCredentials', [{ secretText: 'x', endDateTime: 'soon' }]),
    ],
    [
      'tokens of version 3',
      'tenants[0].applications[4].api.requestedAccessTokenVersion: this is not one of: 1, 2, null',
      ({ contactsApi }) => put(contactsApi, 'api', { requestedAccessTokenVersion: 3 }),
    ],
    [
      'an audience that is not emulated',
      'tenants[0].applications[0].signInAudience: this is not one of: AzureADMyOrg, AzureADMultipleOrgs',
      ({ page }) => put(page, 'signInAudience', 'PersonalMicrosoftAccount'),
    ],
    [
      'roles by name',
      'tenants[0].users[0].appRoles.contacts: this key is no GUID',
      ({ ada }) => put(ada, 'appRoles', { contacts: [] }),
    ],
    [
      'accounts enabled by a word',
      'tenants[0].users[0].accountEnabled: this is not true or false',
      ({ ada }) => put(ada, 'accountEnabled', 'no'),
    ],
    [
      'two tenants of one id',
      'tenants[1].id: this is the same as tenants[0].id',
      ({ contoso, fabrikam }) => put(fabrikam, 'id', contoso.id.toUpperCase()),
    ],
    [
      'two tenants of one domain',
      'tenants[1].domain: this is the same as tenants[0].domain',
      ({ contoso, fabrikam }) => put(fabrikam, 'domain', contoso.domain.toUpperCase()),
    ],
    [
      'two users of one name',
      'tenants[1].users[0].userPrincipalName: this is the same as tenants[0].users[0].userPrincipalName',
      ({ ada, finn }) => put(finn, 'userPrincipalName', ada.userPrincipalName),
    ],
    [
      'an application with a user’s id',
      'tenants[0].applications[0].appId: this is the same as tenants[0].users[1].id',
      ({ bob, page }) => put(page, 'appId', bob.id),
    ],
    [
      'an application posing as Microsoft Graph',
      'tenants[0].applications[0].appId: this is the same as Microsoft Graph, which is always there',
      ({ page }) => put(page, 'appId', '00000003-0000-0000-c000-000000000000'),
    ],
    [
      'an API posing as Microsoft Graph',
      'tenants[0].applications[5].identifierUris[0]: this is the same as Microsoft Graph, which is always there',
      ({ orgApi }) => put(orgApi, 'identifierUris', ['https://graph.microsoft.com']),
    ],
    [
      'a redirect URI of two platforms',
      'tenants[0].applications[0].web.redirectUris[0]: this is the same as tenants[0].applications[0].spa.redirectUris[0]',
      ({ page }) => put(page, 'web', { redirectUris: [page.spa?.redirectUris[0]] }),
    ],
    [
      'an unknown group',
      'tenants[0].users[0].memberOf[1]: this is no group of this tenant',
      ({ ada }) => put(ada, 'memberOf', [sales, ada.id]),
    ],
    [
      'another tenant’s group',
      'tenants[1].users[0].memberOf[0]: this is no group of this tenant',
      ({ finn }) => put(finn, 'memberOf', [marketing]),
    ],
    [
      'roles at no application',
      'tenants[0].users[0].appRoles.00000021-0000-4000-8000-000000000000: this is no application of this directory',
      ({ ada }) => put(ada, 'appRoles', { [ada.id]: ['X'] }),
    ],
    [
      'an application’s role for a user',
      'tenants[0].users[0].appRoles.00000035-0000-4000-8000-000000000000[0]: this is no app role of that application for a member of type User',
      ({ ada, contactsApi }) => put(ada, 'appRoles', { [contactsApi.appId]: ['Contacts.Export'] }),
    ],
    [
      'a user’s role for an application',
      'tenants[0].applications[1].appRoleAssignments.00000035-0000-4000-8000-000000000000[0]: this is no app role of that application for a member of type Application',
      ({ contactsApi, gateway }) =>
        put(gateway, 'appRoleAssignments', { [contactsApi.appId]: ['Contacts.Manager'] }),
    ],
    [
      'a role that nobody can have',
      'tenants[0].users[0].appRoles.00000035-0000-4000-8000-000000000000[0]: this is no app role of that application for a member of type User',
      ({ ada, contactsApi }) => {
        const disabled = { value: 'Contacts.Manager', allowedMemberTypes: ['User'], isEnabled: false }
        put(contactsApi, 'appRoles', [disabled])
        put(ada, 'appRoles', { [contactsApi.appId]: ['Contacts.Manager'] })
      },
    ],
    [
      'the tenant of personal accounts',
      'tenants[1].id: this is the same as the tenant of personal accounts, which is always there',
      ({ fabrikam }) => put(fabrikam, 'id', '9188040D-6c67-4c5b-b112-36a304b66dad'),
    ],
    [
      'two scopes of one name',
      'tenants[0].applications[4].api.oauth2PermissionScopes[1].value: this is the same as tenants[0].applications[4].api.oauth2PermissionScopes[0].value',
      ({ contactsApi }) =>
        put(contactsApi, 'api', { oauth2PermissionScopes: [{ value: 'A' }, { value: 'A' }, { value: 'a' }] }),
    ],
    [
      'two roles of one name',
      'tenants[0].applications[5].appRoles[1].value: this is the same as tenants[0].applications[5].appRoles[0].value',
      ({ orgApi }) => {
        const role = { value: 'A', allowedMemberTypes: ['User'] }
        put(orgApi, 'appRoles', [role, role])
      },
    ],
    [
      'two user flows that differ in case',
      'tenants[0].userFlows[1].id: this is the same as tenants[0].userFlows[0].id',
      ({ contoso }) => put(contoso, 'userFlows', [{ id: 'B2C_1_susi' }, { id: 'b2c_1_SUSI' }]),
    ],
    [
      'a user flow of another name',
      'tenants[0].userFlows[0].id: this is no name of a user flow',
      ({ contoso }) => put(contoso, 'userFlows', [{ id: 'susi' }]),
    ],
    [
      'an appId in other letters',
      'tenants[0].users[0].appRoles.0000003A-0000-4000-8000-000000000000: this appId is written otherwise at its application',
      ({ ada, contactsApi }) => {
        put(contactsApi, 'appId', '0000003a-0000-4000-8000-000000000000')
        put(ada, 'appRoles', { '0000003A-0000-4000-8000-000000000000': ['Contacts.Manager'] })
      },
    ],
    [
      'a certificate that is none',
      'tenants[0].applications[1].keyCredentials[0].key: this is no certificate',
      ({ gateway }) => put(gateway, 'keyCredentials', [{ key: 'MIIB' }]),
    ],
    [
      'a lifetime in words',
      'tenants[0].tokenLifetimePolicies[0].definition[0]: this is no definition of a token lifetime policy',
      ({ contoso }) => put(contoso, 'tokenLifetimePolicies', [{ definition: ['ten minutes'] }]),
    ],
    [
      'a logout URL that runs something',
      'tenants[0].applications[1].web.logoutUrl: Entra registers no such logout URL',
      ({ gateway }) => put(gateway, 'web', { redirectUris: [], logoutUrl: 'javascript:alert(1)' }),
    ],
    [
      'a fault with two effects',
      'faults[0].hang: this does not go with error',
      ({ directory }) => put(directory, 'faults', [{ error: 50053, hang: true }]),
    ],
    [
      'a fault for an unknown application',
      'faults[0].app: this is no application of this directory',
      ({ ada, directory }) => put(directory, 'faults', [{ app: ada.id, error: 50053 }]),
    ],
    [
      'a behaviour that does not exist',
      'behavior.tokenErrorCors: this is not one of: none, readable',
      ({ directory }) => put(directory, 'behavior', { tokenErrorCors: 'always' }),
    ],
  ])('refuses %s', (_, expected, change) => {
    expect(mistakesAfter(change)).toEqual([expected])
  })

  it.each<[string, string, (grant: Record<string, unknown>, model: Contoso) => void]>([
    [
      'an unknown client',
      'clientId: this is no application',
      (grant, { ada }) => put(grant, 'clientId', ada.id),
    ],
    [
      'an unknown API',
      'resourceId: this is no application',
      (grant, { ada }) => put(grant, 'resourceId', ada.id),
    ],
    ['no user', 'principalId: "principalId" is missing', (grant) => put(grant, 'consentType', 'Principal')],
    [
      'another tenant’s user',
      'principalId: this is no user',
      (grant, { finn }) => Object.assign(grant, { consentType: 'Principal', principalId: finn.id }),
    ],
    [
      'a user where it is for everybody',
      'principalId: this grant is for everybody',
      (grant, { ada }) => put(grant, 'principalId', ada.id),
    ],
    [
      'a scope that the API has not',
      'scope: a scope in this is not one',
      (grant) => put(grant, 'scope', 'openid Contacts.Red'),
    ],
    ['scopes in a list', 'scope: a list is not text', (grant) => put(grant, 'scope', ['Contacts.Read'])],
    ['scopes with commas between', 'scope: these are no', (grant) => put(grant, 'scope', 'A,  B')],
  ])('refuses a grant of consent with %s', (_, expected, change) => {
    const found = mistakesAfter((model) => {
      const grant = {
        clientId: model.page.appId,
        resourceId: model.contactsApi.appId,
        consentType: 'AllPrincipals',
        scope: 'Contacts.Read openid',
      }
      put(model.contoso, 'oauth2PermissionGrants', [{ ...grant }, grant])
      change(grant, model)
    })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`tenants[0].oauth2PermissionGrants[1].${expected}`)
  })

  it('takes consent to scopes of Microsoft Graph, whatever their names', () => {
    const found = mistakesAfter(({ ada, contoso, page }) => {
      const graph = { clientId: page.appId, resourceId: '00000003-0000-0000-c000-000000000000' }
      const grant = { ...graph, consentType: 'Principal', principalId: ada.id, scope: 'openid Chat.Read' }
      put(contoso, 'oauth2PermissionGrants', [grant])
    })
    expect(found).toEqual([])
  })

  it.each([
    ['PEM', `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`, 0],
    ['DER in base64', certificate, 0],
    ['a key in PEM', `-----BEGIN PRIVATE KEY-----\n${certificate}\n-----END PRIVATE KEY-----\n`, 1],
  ])('of a certificate as %s it says what is right', (_, key, mistakes) => {
    const found = mistakesAfter(({ gateway }) => put(gateway, 'keyCredentials', [{ key }]))
    expect(found).toHaveLength(mistakes)
  })

  it('is content with every property at once', () => {
    const found = mistakesAfter(({ ada, contactsApi, contoso, directory, page }) => {
      Object.assign(directory, {
        $schema: 'directory.schema.json',
        behavior: { tokenErrorCors: 'readable', crossOriginOpenerPolicy: 'entra' },
        faults: [{ endpoint: 'token', app: page.appId, times: 1, slow: 2 }],
      })
      const definition = ['{"TokenLifetimePolicy":{"AccessTokenLifetime":"0:10:0"}}']
      Object.assign(contoso, {
        userFlows: [{ id: 'B2C_1_susi', userFlowType: 'signUpOrSignIn' }, { id: 'B2C_1A_custom' }],
        oauth2PermissionGrants: [],
        tokenLifetimePolicies: [{ definition, displayName: 'Short' }],
      })
      Object.assign(ada, {
        accountEnabled: true,
        givenName: 'Ada',
        surname: 'Lovelace',
        otherMails: ['ada@example.com'],
        passwordProfile: { password: 'secret' },
      })
      Object.assign(page, {
        isFallbackPublicClient: true,
        oauth2AllowIdTokenImplicitFlow: true,
        oauth2AllowImplicitFlow: false,
        accessTokenAcceptedVersion: null,
        backChannelLogoutUri: 'http://app:3000/signed-out',
        appRoleAssignmentRequired: false,
        tokenLifetimePolicies: [{ definition }],
      })
      Object.assign(contactsApi, {
        api: { oauth2PermissionScopes: [{ value: 'A', type: 'Admin', isEnabled: false }] },
        web: { redirectUris: [], implicitGrantSettings: { enableIdTokenIssuance: true } },
      })
    })
    expect(found).toEqual([])
  })

  it.each([
    'javascript:alert(1)',
    'http://example.com/',
    'https://a.com/#x',
    'https://u:p@a.com/',
    '/callback',
    'ftp://x/',
    'https://a.com/ b',
  ])('refuses the redirect URI %s for a page and a web application', (uri) => {
    const found = mistakesAfter(({ gateway, page }) => {
      put(page, 'spa', { redirectUris: [uri] })
      put(gateway, 'web', { redirectUris: [uri] })
    })
    expect(found).toHaveLength(2)
  })

  it('never quotes what it found: a secret may be there', () => {
    const found = mistakesAfter(({ gateway }) => {
      put(gateway, 'appId', secret)
      put(gateway, 'identifierUris', [secret])
      put(gateway, 'signInAudience', secret)
    })
    expect(found).toHaveLength(3)
    expect(found.join()).not.toContain(secret)
  })

  it('answers for any JSON and any change of a right directory, and never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(checkDirectory(value))))
    const paths = ['contoso', 'ada', 'page', 'gateway', 'contactsApi'] as const
    const property = fc.property(
      fc.constantFrom(...paths),
      fc.nat(20),
      fc.jsonValue(),
      (name, which, value) => {
        const model = createContoso()
        const names = Object.keys(model[name])
        put(model[name], names[which % names.length] ?? '', value)
        return Array.isArray(checkDirectory(model.directory))
      },
    )
    fc.assert(property)
  })
})
