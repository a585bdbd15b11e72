import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  gatewayCode,
  gatewayFields,
  pageCode,
  pageFields,
  pageOrigin,
  requestTokens,
  startContoso,
  type TokenBody,
} from '../../test-support/running.ts'
import { sales } from '../../test-support/contoso.ts'

const minute = 60

describe('refresh', () => {
  const refreshFields = (fields: Record<string, string>, tokens: TokenBody): Record<string, string> => {
    const { code_verifier: _, redirect_uri: __, ...client } = fields
    return { ...client, grant_type: 'refresh_token', refresh_token: tokens.refresh_token }
  }

  it('gives new tokens of the same session, without the nonce, and the old token stays good', async () => {
    const running = await startContoso()
    const fields = gatewayFields(running, { code: await gatewayCode(running) })
    const { body: first } = await requestTokens(running, fields)
    const { body: second } = await requestTokens(running, refreshFields(fields, first))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second['scope']).toBe(first['scope'])
    expect(decodeJwt(second.id_token)['sid']).toBe(decodeJwt(first.id_token)['sid'])
    expect(decodeJwt(second.id_token).sub).toBe(decodeJwt(first.id_token).sub)
    expect(decodeJwt(second.id_token)).not.toHaveProperty('nonce')
    expect((await requestTokens(running, refreshFields(fields, first))).response.status).toBe(200)
  })

  it('serves any API with one refresh token', async () => {
    const running = await startContoso()
    const fields = gatewayFields(running, { code: await gatewayCode(running) })
    const { body: first } = await requestTokens(running, fields)
    const scope = 'https://org.example.com//.default offline_access'
    const { body } = await requestTokens(running, { ...refreshFields(fields, first), scope })
    expect(decodeJwt(body.access_token)['aud']).toBe(running.orgApi.appId)
    expect(body['scope']).toBe(
      'https://org.example.com//user_impersonation https://org.example.com//.default',
    )
  })

  it('carries a page’s 24 hours over', async () => {
    const running = await startContoso()
    const fields = pageFields(running, { code: await pageCode(running) })
    const { body: first } = await requestTokens(running, fields, pageOrigin)
    running.clock.advance(23 * 60 * minute)
    const { body: second } = await requestTokens(running, refreshFields(fields, first), pageOrigin)
    expect(second['refresh_token_expires_in']).toBe(60 * minute)
    running.clock.advance(60 * minute)
    const { body, response } = await requestTokens(running, refreshFields(fields, second), pageOrigin)
    expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [700084] })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('starts a web application’s 90 days anew', async () => {
    const running = await startContoso()
    const fields = gatewayFields(running, { code: await gatewayCode(running) })
    const { body: first } = await requestTokens(running, fields)
    running.clock.advance(89 * 24 * 60 * minute)
    const { body: second } = await requestTokens(running, refreshFields(fields, first))
    running.clock.advance(89 * 24 * 60 * minute)
    expect((await requestTokens(running, refreshFields(fields, second))).response.status).toBe(200)
    const { body } = await requestTokens(running, refreshFields(fields, first))
    expect(body.error_codes).toEqual([700082])
  })

  it('sees what changed in the directory: groups, names, disabled and removed users', async () => {
    const running = await startContoso()
    const fields = gatewayFields(running, { code: await gatewayCode(running) })
    const { body: first } = await requestTokens(running, fields)
    running.ada.memberOf = [sales]
    running.ada.displayName = 'Ada King'
    const { body } = await requestTokens(running, refreshFields(fields, first))
    expect(decodeJwt(body.id_token)).toMatchObject({ name: 'Ada King', groups: ['Sales'] })
    running.ada.accountEnabled = false
    const disabled = await requestTokens(running, refreshFields(fields, first))
    expect(disabled.body).toMatchObject({ error: 'invalid_grant', error_codes: [50057] })
    running.contoso.users = []
    const removed = await requestTokens(running, refreshFields(fields, first))
    expect(removed.body).toMatchObject({ error: 'invalid_grant', error_codes: [50034] })
  })
})
