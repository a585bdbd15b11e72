import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { gatewayFields, requestTokens, startContoso } from '../../test-support/running.ts'
import { contosoId } from '../../test-support/contoso.ts'

describe('client credentials', () => {
  it('gives a token with the application’s roles and no person', async () => {
    const running = await startContoso({ accessTokenSeconds: 60 })
    const fields = {
      ...gatewayFields(running),
      grant_type: 'client_credentials',
      scope: 'api://contacts/.default',
    }
    const { body } = await requestTokens(running, fields)
    expect(Object.keys(body)).toEqual(['token_type', 'expires_in', 'ext_expires_in', 'access_token'])
    const { iat, nbf, exp, uti, ...claims } = decodeJwt(body.access_token)
    expect([iat, nbf, exp, uti].every((claim) => claim !== undefined)).toBe(true)
    expect(claims).toEqual({
      aud: running.contactsApi.appId,
      iss: `${running.entra.origin}/${contosoId}/v2.0`,
      azp: running.gateway.appId,
      azpacr: '1',
      oid: claims.sub,
      roles: ['Contacts.Export', 'Contacts.Import'],
      sub: claims.sub,
      tid: contosoId,
      ver: '2.0',
    })
    expect(claims.sub).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(running.events).toEqual([
      { type: 'tokens-issued', grant: 'client_credentials', tenant: contosoId, app: running.gateway.appId },
    ])
  })

  it('at organizations gives a token of the application’s own tenant, as the refusal at common advises', async () => {
    const running = await startContoso()
    running.gateway.signInAudience = 'AzureADMultipleOrgs'
    const fields = { grant_type: 'client_credentials', scope: 'api://contacts/.default' }
    const at = (tenant: string): ReturnType<typeof requestTokens> =>
      requestTokens(running, gatewayFields(running, fields), {}, tenant)
    const { body } = await at('organizations')
    expect(decodeJwt(body.access_token)).toMatchObject({ tid: contosoId, azp: running.gateway.appId })
    expect((await at('common')).body).toMatchObject({
      error_codes: [9001023],
      error_description: expect.stringContaining('Please use the /organizations') as string,
    })
  })

  it('gives no role that nobody can have', async () => {
    const running = await startContoso()
    for (const role of running.contactsApi.appRoles ?? []) role.isEnabled = role.value !== 'Contacts.Export'
    const scope = `${running.contactsApi.appId}/.default`
    const fields = { ...gatewayFields(running), grant_type: 'client_credentials', scope }
    const { body } = await requestTokens(running, fields)
    expect(decodeJwt(body.access_token)['roles']).toEqual(['Contacts.Import'])
  })

  it('gives only the roles that are assigned, if any are listed', async () => {
    const running = await startContoso()
    running.gateway.appRoleAssignments = { [running.contactsApi.appId]: ['Contacts.Import'] }
    const scope = `${running.contactsApi.appId}/.default`
    const fields = { ...gatewayFields(running), grant_type: 'client_credentials', scope }
    const { body } = await requestTokens(running, fields)
    expect(decodeJwt(body.access_token)['roles']).toEqual(['Contacts.Import'])
  })
})
