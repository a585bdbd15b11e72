import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  gatewayCode,
  gatewayFields,
  requestTokens,
  type Running,
  startContoso,
  type TokenBody,
} from '../../test-support/running.ts'
import { secret } from '../../test-support/contoso.ts'

async function onBehalfOf(running: Running, more: Record<string, string> = {}): Promise<TokenBody> {
  const code = await gatewayCode(running)
  const { body: first } = await requestTokens(running, gatewayFields(running, { code }))
  running.contactsApi.passwordCredentials = [{ secretText: secret }]
  const fields = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: running.contactsApi.appId,
    client_secret: secret,
    requested_token_use: 'on_behalf_of',
    assertion: first.access_token,
    scope: 'https://org.example.com//.default',
  }
  return (await requestTokens(running, { ...fields, ...more })).body
}

describe('on behalf of', () => {
  it('gives an API the next API’s token for its caller', async () => {
    const running = await startContoso()
    const body = await onBehalfOf(running)
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: running.orgApi.appId,
      azp: running.contactsApi.appId,
      azpacr: '1',
      oid: running.ada.id,
      scp: 'user_impersonation',
    })
    expect(body).not.toHaveProperty('refresh_token')
    expect(body).not.toHaveProperty('id_token')
    expect(running.events.at(-1)).toMatchObject({ type: 'tokens-issued', grant: 'on_behalf_of' })
  })

  it('gives a refresh token and an id token if asked', async () => {
    const running = await startContoso()
    const scope = 'openid offline_access https://org.example.com//user_impersonation'
    const body = await onBehalfOf(running, { scope })
    expect(body).toMatchObject({ refresh_token: expect.any(String), id_token: expect.any(String) })
  })

  it('takes a token of version 1.0 for the API’s URI', async () => {
    const running = await startContoso()
    delete running.contactsApi.api?.requestedAccessTokenVersion
    expect(await onBehalfOf(running)).toHaveProperty('access_token')
  })

  it('hands on a claims challenge that a fault makes', async () => {
    const running = await startContoso()
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
    running.entra.control.addFault({
      error: 50076,
      claims,
      app: running.contactsApi.appId,
      user: running.ada.id,
    })
    expect(await onBehalfOf(running)).toMatchObject({ error: 'interaction_required', claims })
  })
})
