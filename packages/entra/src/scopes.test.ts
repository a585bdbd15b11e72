import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createContoso } from '../test-support/contoso.ts'
import { EntraError } from './entra-error.ts'
import { grantScopes, parseScopes, type ResourceGrant } from './scopes.ts'

const model = createContoso()
const grant = (text: string, tenant = model.contoso): ResourceGrant[] =>
  grantScopes(model.directory, tenant, model.page, parseScopes(text), 650053)

describe('parseScopes', () => {
  it('tells OpenID Connect’s scopes, in any case, from those of APIs', () => {
    const { api, openId } = parseScopes(' OpenID  offline_access User.Read api://contacts/Contacts.Read ')
    expect([...openId]).toEqual(['openid', 'offline_access'])
    expect(api).toEqual([
      { resource: '', name: 'User.Read' },
      { resource: 'api://contacts', name: 'Contacts.Read' },
    ])
  })

  it.each(['', ' ', '/x', 'x/', 'api://x/', 'a"b', 'a\\b', 'a\tb', 'ü', 'x '.repeat(65)])(
    'refuses %j',
    (text) => {
      expect(() => parseScopes(text)).toThrow(expect.objectContaining({ code: 70011 }))
    },
  )

  it('takes anything apart without loss, or refuses it with 70011', () => {
    const property = fc.property(fc.string(), (text) => {
      try {
        const { api, openId } = parseScopes(text)
        for (const { name, resource } of api) {
          expect(text.split(' ')).toContain(resource === '' ? name : `${resource}/${name}`)
        }
        expect(api.length + openId.size).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(EntraError)
        expect(error).toMatchObject({ code: 70011 })
      }
    })
    fc.assert(property, { numRuns: 500 })
  })
})

describe('grantScopes', () => {
  it.each([
    ['openid profile offline_access', '00000003-0000-0000-c000-000000000000', ['openid', 'profile'], []],
    ['user.read', '00000003-0000-0000-c000-000000000000', ['User.Read'], ['User.Read']],
    [
      'https://graph.microsoft.com/User.Read',
      '00000003-0000-0000-c000-000000000000',
      ['User.Read'],
      ['https://graph.microsoft.com/User.Read'],
    ],
    [
      'api://contacts/contacts.READ',
      model.contactsApi.appId,
      ['Contacts.Read'],
      ['api://contacts/Contacts.Read'],
    ],
    [
      'https://contoso.onmicrosoft.com/contacts/v1/Contacts.Read',
      model.contactsApi.appId,
      ['Contacts.Read'],
      ['https://contoso.onmicrosoft.com/contacts/v1/Contacts.Read'],
    ],
    [
      `${model.contactsApi.appId}/.default openid`,
      model.contactsApi.appId,
      ['Contacts.Read', 'Contacts.Write'],
      ['Contacts.Read', 'Contacts.Write', '.default'].map((name) => `${model.contactsApi.appId}/${name}`),
    ],
    [
      'https://org.example.com//user_impersonation',
      model.orgApi.appId,
      ['user_impersonation'],
      ['https://org.example.com//user_impersonation'],
    ],
  ])('%s is for %s', (text, resource, scp, granted) => {
    expect(grant(text)).toMatchObject([{ resource: { appId: resource }, scp, granted }])
  })

  it('counts an API named in two ways as one', () => {
    expect(grant(`api://contacts/Contacts.Read ${model.contactsApi.appId}/Contacts.Write`)).toMatchObject([
      { scp: ['Contacts.Read', 'Contacts.Write'] },
    ])
  })

  it('knows another tenant’s API only if it is multi-tenant', () => {
    expect(grant('https://org.example.com//user_impersonation', model.fabrikam)).toHaveLength(1)
    expect(() => grant('api://contacts/Contacts.Read', model.fabrikam)).toThrow(
      'The resource principal named api://contacts was not found in the tenant named Fabrikam.',
    )
  })
})
