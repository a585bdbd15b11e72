import { describe, expect, it } from 'vitest'
import { createContoso } from '../../test-support/contoso.ts'
import type { Application } from './directory.ts'
import { accountsAt, findApplication, findResource, findTenantAddress, findUser, isCalled } from './find.ts'

describe('finding in a directory', () => {
  it('finds by ids and names in any case', () => {
    const { ada, contactsApi, contoso, directory } = createContoso()
    const id = 'A000000F-0000-4000-8000-00000000000B'
    Object.assign(ada, { id })
    Object.assign(contactsApi, { appId: id.toLowerCase() })
    expect(findUser(contoso, id)).toBe(ada)
    expect(findUser(contoso, id.toLowerCase())).toBe(ada)
    expect(findApplication(directory, id)).toEqual({ application: contactsApi, home: contoso })
    expect(findTenantAddress(directory, 'CONTOSO.onmicrosoft.com')).toEqual({
      kind: 'tenant',
      tenant: contoso,
    })
    expect(isCalled(ada, 'ADA@contoso.com')).toBe(true)
  })

  it('finds nothing for what is almost a name', () => {
    const { ada, contoso, directory } = createContoso()
    expect(findUser(contoso, `${ada.id} `)).toBeUndefined()
    expect(findApplication(directory, ada.id)).toBeUndefined()
    expect(findTenantAddress(directory, '')).toBeUndefined()
    expect(isCalled(ada, 'ada@contoso')).toBe(false)
  })

  it('sees a change of the directory at once, of whatever kind', () => {
    const { ada, bob, contoso, directory, fabrikam, page } = createContoso()
    Object.assign(ada, { id: bob.id })
    Object.assign(bob, { id: '00000099-0000-4000-8000-000000000000' })
    expect(findUser(contoso, ada.id)).toBe(ada)
    expect(findUser(contoso, bob.id)).toBe(bob)
    contoso.users?.pop()
    expect(findUser(contoso, bob.id)).toBeUndefined()
    const moved: Application = { ...page }
    contoso.applications = contoso.applications?.filter((each) => each !== page) ?? []
    fabrikam.applications = [moved]
    expect(findApplication(directory, page.appId)).toEqual({ application: moved, home: fabrikam })
  })

  it('finds an API for a user of its own tenant, of any tenant where it is multi-tenant', () => {
    const { contactsApi, contoso, directory, fabrikam, orgApi } = createContoso()
    expect(findResource(directory, contoso, 'api://contacts')).toBe(contactsApi)
    expect(findResource(directory, fabrikam, 'api://contacts')).toBeUndefined()
    expect(findResource(directory, fabrikam, 'https://org.example.com/')).toBe(orgApi)
  })

  it('has all users at common, those of a tenant at its own address', () => {
    const { contoso, directory } = createContoso()
    const names = (segment: string): string[] | undefined => {
      const address = findTenantAddress(directory, segment)
      return address && accountsAt(directory, address).map(({ user }) => user.displayName)
    }
    expect(names(contoso.id)).toHaveLength(2)
    expect(names('common')).toHaveLength(3)
  })

  it('has no local users of a B2C tenant at common and organizations', () => {
    const { contoso, directory, finn } = createContoso()
    contoso.userFlows = [{ id: 'B2C_1_susi' }]
    for (const name of ['common', 'organizations'] as const) {
      expect(accountsAt(directory, { kind: 'any', name }).map(({ user }) => user)).toEqual([finn])
    }
    expect(accountsAt(directory, { kind: 'tenant', tenant: contoso })).toHaveLength(2)
  })
})
