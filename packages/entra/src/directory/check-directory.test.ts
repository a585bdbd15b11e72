import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Contoso, createContoso, marketing, sales, secret } from '../../test-support/contoso.ts'
import { checkDirectory } from './check-directory.ts'

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
  it('finds nothing wrong with Contoso, nor with an empty directory', () => {
    expect(mistakesAfter(() => undefined)).toEqual([])
    expect(checkDirectory({ tenants: [] })).toEqual([])
  })

  it.each([null, undefined, 1, 'x', []])('takes no %j for a directory', (value) => {
    expect(checkDirectory(value)).toMatchObject([{ path: '' }])
  })

  it('tells all mistakes at once, each with its place', () => {
    const found = mistakesAfter(({ ada, contoso, gateway }) => {
      put(ada, 'id', 'ada')
      put(ada, 'userPrincipalName', 7)
      put(contoso, 'domain', 'contoso')
      put(gateway, 'passwordCredential', [])
      put(gateway, 'displayName', undefined)
    })
    expect(found.sort()).toEqual([
      'tenants[0].applications[1].displayName: is missing',
      'tenants[0].applications[1].passwordCredential: is not a property that is known here',
      'tenants[0].domain: must be a domain such as contoso.onmicrosoft.com',
      'tenants[0].users[0].id: must be a GUID',
      'tenants[0].users[0].userPrincipalName: must be an address such as ada@contoso.onmicrosoft.com, not a number',
    ])
  })

  it.each<[string, string, (model: Contoso) => void]>([
    [
      'users that are no array',
      'tenants[0].users: must be an array, not an object',
      ({ contoso }) => put(contoso, 'users', {}),
    ],
    [
      'a name with a line break',
      'tenants[0].displayName: must be a name without control characters',
      ({ contoso }) => put(contoso, 'displayName', 'a\nb'),
    ],
    [
      'a long name',
      'tenants[0].displayName: has more than 256 characters',
      ({ contoso }) => put(contoso, 'displayName', 'x'.repeat(257)),
    ],
    [
      'too many secrets',
      'tenants[0].applications[1].passwordCredentials: has more than 64 items',
      ({ gateway }) =>
        put(
          gateway,
          'passwordCredentials',
          Array.from({ length: 65 }, () => ({ secretText: 'x' })),
        ),
    ],
    [
      'an end that is no date',
      'tenants[0].applications[1].passwordCredentials[0].endDateTime: must be an ISO 8601 date',
      ({ gateway }) => put(gateway, 'passwordCredentials', [{ secretText: 'x', endDateTime: 'soon' }]),
    ],
    [
      'tokens of version 1',
      'tenants[0].applications[4].api.requestedAccessTokenVersion: must be 2',
      ({ contactsApi }) => put(contactsApi, 'api', { requestedAccessTokenVersion: 1 }),
    ],
    [
      'an API without a version',
      'tenants[0].applications[4].api: is missing; an API needs { "requestedAccessTokenVersion": 2 }',
      ({ contactsApi }) => delete contactsApi.api,
    ],
    [
      'an audience that is not emulated',
      'tenants[0].applications[0].signInAudience: must be "AzureADMyOrg" or "AzureADMultipleOrgs"',
      ({ page }) => put(page, 'signInAudience', 'PersonalMicrosoftAccount'),
    ],
    [
      'roles by name',
      'tenants[0].users[0].appRoles["contacts"]: must be a GUID',
      ({ ada }) => put(ada, 'appRoles', { contacts: [] }),
    ],
    [
      'accounts enabled by a word',
      'tenants[0].users[0].accountEnabled: must be true or false',
      ({ ada }) => put(ada, 'accountEnabled', 'no'),
    ],
    [
      'two tenants of one id',
      'tenants[1].id: is the same as tenants[0].id',
      ({ contoso, fabrikam }) => put(fabrikam, 'id', contoso.id.toUpperCase()),
    ],
    [
      'two tenants of one domain',
      'tenants[1].domain: is the same as tenants[0].domain',
      ({ contoso, fabrikam }) => put(fabrikam, 'domain', contoso.domain.toUpperCase()),
    ],
    [
      'two users of one name',
      'tenants[1].users[0].userPrincipalName: is the same as tenants[0].users[0].userPrincipalName',
      ({ ada, finn }) => put(finn, 'userPrincipalName', ada.userPrincipalName),
    ],
    [
      'an application with a user’s id',
      'tenants[0].applications[0].appId: is the same as tenants[0].users[1].id',
      ({ bob, page }) => put(page, 'appId', bob.id),
    ],
    [
      'an application posing as Microsoft Graph',
      'tenants[0].applications[0].appId: is the same as Microsoft Graph, which is always there',
      ({ page }) => put(page, 'appId', '00000003-0000-0000-c000-000000000000'),
    ],
    [
      'an API posing as Microsoft Graph',
      'tenants[0].applications[5].identifierUris[0]: is the same as Microsoft Graph, which is always there',
      ({ orgApi }) => put(orgApi, 'identifierUris', ['https://graph.microsoft.com']),
    ],
    [
      'a redirect URI of two platforms',
      'tenants[0].applications[0].web.redirectUris[0]: is the same as tenants[0].applications[0].spa.redirectUris[0]',
      ({ page }) => put(page, 'web', { redirectUris: [page.spa?.redirectUris[0]] }),
    ],
    [
      'an unknown group',
      'tenants[0].users[0].memberOf[1]: is no group of this tenant',
      ({ ada }) => put(ada, 'memberOf', [sales, ada.id]),
    ],
    [
      'another tenant’s group',
      'tenants[1].users[0].memberOf[0]: is no group of this tenant',
      ({ finn }) => put(finn, 'memberOf', [marketing]),
    ],
    [
      'roles at no application',
      'tenants[0].users[0].appRoles["00000021-0000-4000-8000-000000000000"]: is no application of this directory',
      ({ ada }) => put(ada, 'appRoles', { [ada.id]: ['X'] }),
    ],
    [
      'an application’s role for a user',
      'tenants[0].users[0].appRoles["00000035-0000-4000-8000-000000000000"][0]: is no app role of that application for a member of type User',
      ({ ada, contactsApi }) => put(ada, 'appRoles', { [contactsApi.appId]: ['Contacts.Export'] }),
    ],
    [
      'a user’s role for an application',
      'tenants[0].applications[1].appRoleAssignments["00000035-0000-4000-8000-000000000000"][0]: is no app role of that application for a member of type Application',
      ({ contactsApi, gateway }) =>
        put(gateway, 'appRoleAssignments', { [contactsApi.appId]: ['Contacts.Manager'] }),
    ],
  ])('refuses %s', (_, expected, change) => {
    expect(mistakesAfter(change)).toEqual([expected])
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
