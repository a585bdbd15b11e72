import { describe, expect, it } from 'vitest'
import { createContoso } from '../test-support/contoso.ts'
import { gatewayCode, gatewayFields, requestTokens, startContoso } from '../test-support/running.ts'
import { createConsents } from './consents.ts'
import type { ResourceGrant } from './scopes.ts'

const model = createContoso()
const account = { tenant: model.contoso, user: model.ada }
const other = { tenant: model.contoso, user: model.bob }
const grantOf = (...scp: string[]): ResourceGrant => ({
  resource: model.contactsApi,
  asked: 'api://contacts',
  scp,
  granted: [],
  isWhole: false,
})

describe('consents', () => {
  const standing = { clientId: model.page.appId, resourceId: model.contactsApi.appId, scope: 'Contacts.Read' }

  it('are implicit in a tenant without a list of them', () => {
    expect(createConsents().missing(account, model.page, grantOf('Contacts.Read'))).toEqual([])
  })

  it('are for everybody, or for one person, as the directory says', () => {
    const consents = createConsents()
    const wanted = grantOf('Contacts.Read', 'Contacts.Write')
    model.contoso.oauth2PermissionGrants = [{ ...standing, consentType: 'AllPrincipals' }]
    expect(consents.missing(account, model.page, wanted)).toEqual(['Contacts.Write'])
    expect(consents.missing(account, model.gateway, wanted)).toEqual(['Contacts.Read', 'Contacts.Write'])
    model.contoso.oauth2PermissionGrants = [
      { ...standing, consentType: 'Principal', principalId: model.ada.id.toUpperCase() },
    ]
    expect(consents.missing(account, model.page, wanted)).toEqual(['Contacts.Write'])
    expect(consents.missing(other, model.page, wanted)).toEqual(['Contacts.Read', 'Contacts.Write'])
  })

  it('are remembered by person, client and API, and add up', () => {
    const consents = createConsents()
    model.contoso.oauth2PermissionGrants = []
    consents.add(account, model.page, grantOf('Contacts.Read'))
    consents.add(account, model.page, grantOf('Contacts.Write'))
    const wanted = grantOf('Contacts.Read', 'Contacts.Write')
    expect(consents.missing(account, model.page, wanted)).toEqual([])
    expect(consents.missing(other, model.page, wanted)).toHaveLength(2)
    expect(consents.missing(account, model.gateway, wanted)).toHaveLength(2)
    expect(consents.missing(account, model.page, { ...wanted, resource: model.orgApi })).toHaveLength(2)
  })

  it('to any scope cover those of OpenID Connect', () => {
    const consents = createConsents()
    model.contoso.oauth2PermissionGrants = []
    const signIn = { ...grantOf('openid', 'profile'), resource: model.orgApi }
    expect(consents.missing(account, model.page, signIn)).toEqual(['openid', 'profile'])
    consents.add(account, model.page, grantOf('Contacts.Read'))
    expect(consents.missing(account, model.page, signIn)).toEqual([])
  })

  it('outlive a restart by what they give to remember', () => {
    const [before, after] = [createConsents(), createConsents()]
    model.contoso.oauth2PermissionGrants = []
    before.add(account, model.page, grantOf('Contacts.Read'))
    after.remembered.restore(JSON.parse(JSON.stringify(before.remembered.entries())) as unknown[])
    expect(after.missing(account, model.page, grantOf('Contacts.Read', 'Contacts.Write'))).toEqual([
      'Contacts.Write',
    ])
    expect(after.remembered.size).toBe(1)
    after.remembered.clear()
    expect(after.remembered.size).toBe(0)
  })
})

describe('an API as a whole', () => {
  it('is what was consented to of it, and refused if that is nothing', async () => {
    const running = await startContoso()
    const scope = 'api://contacts/.default'
    const fields = gatewayFields(running, { code: await gatewayCode(running, { scope }) })
    const again = gatewayFields(running, { code: await gatewayCode(running, { scope }) })
    running.contoso.oauth2PermissionGrants = [
      {
        clientId: running.gateway.appId,
        resourceId: running.contactsApi.appId,
        consentType: 'AllPrincipals',
        scope: 'Contacts.Write',
      },
    ]
    const { body } = await requestTokens(running, fields)
    expect(body['scope']).toContain('api://contacts/Contacts.Write')
    expect(body['scope']).not.toContain('Contacts.Read')
    running.contoso.oauth2PermissionGrants = []
    expect((await requestTokens(running, again)).body).toMatchObject({ error_codes: [65001] })
  })
})
