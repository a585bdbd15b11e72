import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { requestTokens, type Running, startContoso } from '../../test-support/running.ts'

const fieldsFor = ({ ada, native }: Running): Record<string, string> => {
  native.isFallbackPublicClient = true
  return {
    grant_type: 'password',
    client_id: native.appId,
    username: 'ADA@contoso.com',
    password: 'anything',
    scope: 'openid offline_access api://contacts/Contacts.Read',
    // As MSAL sends along.
    'x-client-SKU': 'x',
    'X-AnchorMailbox': `UPN:${ada.userPrincipalName}`,
    response_type: 'id_token token',
    client_info: '1',
  }
}

describe('a user name and a password', () => {
  it('give a user’s tokens, whatever the password if the directory has none', async () => {
    const running = await startContoso()
    const { body } = await requestTokens(running, fieldsFor(running))
    expect(Object.keys(body)).toContain('refresh_token')
    expect(body).not.toHaveProperty('refresh_token_expires_in')
    expect(decodeJwt(body.access_token)).toMatchObject({
      oid: running.ada.id,
      azpacr: '0',
      scp: 'Contacts.Read',
    })
    expect(running.events.at(-1)).toEqual({
      type: 'tokens-issued',
      grant: 'password',
      tenant: running.contoso.id,
      app: running.native.appId,
      user: running.ada.id,
    })
  })

  it('work at organizations, and give a refresh token that serves on', async () => {
    const running = await startContoso()
    running.native.signInAudience = 'AzureADMultipleOrgs'
    const { body } = await requestTokens(running, fieldsFor(running), {}, 'organizations')
    const fields = { grant_type: 'refresh_token', client_id: running.native.appId }
    const again = await requestTokens(running, { ...fields, refresh_token: body.refresh_token })
    expect(decodeJwt(again.body.access_token)['tid']).toBe(running.contoso.id)
  })

  it('are checked where the directory has a password', async () => {
    const running = await startContoso()
    running.ada.passwordProfile = { password: 'right' }
    const { body } = await requestTokens(running, { ...fieldsFor(running), password: 'right' })
    expect(body).toHaveProperty('access_token')
  })

  it('go wrong by a fault for the user', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ error: 50076, user: running.ada.userPrincipalName })
    const { body } = await requestTokens(running, fieldsFor(running))
    expect(body).toMatchObject({
      error: 'interaction_required',
      error_codes: [50076],
      suberror: 'basic_action',
    })
    expect(JSON.parse(String(body['claims']))).toHaveProperty('access_token.capolids')
    const bob = { ...fieldsFor(running), username: running.bob.userPrincipalName }
    expect((await requestTokens(running, bob)).body).toHaveProperty('access_token')
  })
})
