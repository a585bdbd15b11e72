import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  gatewayCode,
  gatewayFields,
  pageCode,
  pageFields,
  pageOrigin,
  requestTokens,
  startContoso,
} from '../../test-support/running.ts'
import { contosoId, marketing, sales } from '../../test-support/contoso.ts'

describe('tokens', () => {
  it('come in Entra’s order, for a page with the end of the refresh token', async () => {
    const running = await startContoso({ accessTokenSeconds: 120 })
    const fields = pageFields(running, { code: await pageCode(running), client_info: '1' })
    const { body, response } = await requestTokens(running, fields, pageOrigin)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store, no-cache')
    expect(Object.keys(body)).toEqual([
      'token_type',
      'scope',
      'expires_in',
      'ext_expires_in',
      'access_token',
      'refresh_token',
      'refresh_token_expires_in',
      'id_token',
      'client_info',
    ])
    expect(body).toMatchObject({
      token_type: 'Bearer',
      scope: 'api://contacts/Contacts.Read openid profile',
      expires_in: 120,
      ext_expires_in: 120,
      refresh_token_expires_in: 24 * 60 * 60,
    })
  })

  it('have the claims of a v2.0 id token', async () => {
    const running = await startContoso({ accessTokenSeconds: 120 })
    const scope = 'openid profile email api://contacts/Contacts.Read'
    const code = await gatewayCode(running, { scope })
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    const now = running.clock.now() / 1000
    const { sid, sub, uti, ...claims } = decodeJwt(body.id_token)
    expect(claims).toEqual({
      aud: running.gateway.appId,
      iss: `${running.entra.origin}/${contosoId}/v2.0`,
      iat: now - 300,
      nbf: now - 300,
      exp: now + 120,
      email: 'ada@contoso.com',
      groups: ['Sales', 'Marketing'],
      name: 'Ada Lovelace',
      nonce: 'nonce-1',
      oid: running.ada.id,
      preferred_username: 'ada@contoso.onmicrosoft.com',
      tid: contosoId,
      ver: '2.0',
    })
    expect(sid).toMatch(/^[0-9a-f-]{36}$/)
    expect(sub).toMatch(/^[\w-]{43}$/)
    expect(uti).toMatch(/^[\w-]{22}$/)
    expect(body).not.toHaveProperty('refresh_token')
    expect(body).not.toHaveProperty('refresh_token_expires_in')
  })

  it('have the claims of a v2.0 access token, of the API’s manifest', async () => {
    const running = await startContoso({ accessTokenSeconds: 120 })
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    const { iat, exp, nbf, sid, sub, uti, ...claims } = decodeJwt(body.access_token)
    expect(claims).toEqual({
      aud: running.contactsApi.appId,
      iss: `${running.entra.origin}/${contosoId}/v2.0`,
      azp: running.gateway.appId,
      azpacr: '1',
      groups: [sales, marketing],
      name: 'Ada Lovelace',
      oid: running.ada.id,
      preferred_username: 'ada@contoso.onmicrosoft.com',
      roles: ['Contacts.Manager'],
      scp: 'Contacts.Read',
      tid: contosoId,
      ver: '2.0',
    })
    expect([iat, nbf, exp, sid, uti].every((claim) => claim !== undefined)).toBe(true)
    expect(sub).not.toBe(decodeJwt(body.id_token).sub)
  })

  it('verify with the published keys', async () => {
    const running = await startContoso()
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    const response = await running.createBrowser().request(`/common/discovery/v2.0/keys`)
    const jwks = createLocalJWKSet((await response.json()) as JSONWebKeySet)
    const currentDate = new Date(running.clock.now())
    await expect(jwtVerify(body.access_token, jwks, { currentDate })).resolves.toBeDefined()
    await expect(jwtVerify(body.id_token, jwks, { currentDate })).resolves.toBeDefined()
  })

  it('for Microsoft Graph, when no API was named, that nobody else can verify', async () => {
    const running = await startContoso()
    const code = await gatewayCode(running, { scope: 'openid profile' })
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    expect(body['scope']).toBe('openid profile')
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: '00000003-0000-0000-c000-000000000000',
      scp: 'openid profile',
    })
    expect(decodeProtectedHeader(body.access_token)).toHaveProperty('nonce')
    const response = await running.createBrowser().request(`/common/discovery/v2.0/keys`)
    const jwks = createLocalJWKSet((await response.json()) as JSONWebKeySet)
    const verified = jwtVerify(body.access_token, jwks, { currentDate: new Date(running.clock.now()) })
    await expect(verified).rejects.toMatchObject({ code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' })
  })

  it('leave out the nonce, the name and the id token that were not asked for', async () => {
    const running = await startContoso()
    const bare = { scope: 'openid', nonce: '' }
    const code = await gatewayCode(running, bare)
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    const claims = decodeJwt(body.id_token)
    for (const name of ['nonce', 'name', 'oid', 'preferred_username', 'email'])
      expect(claims).not.toHaveProperty(name)
    const other = await gatewayCode(running, { scope: 'api://contacts/.default' })
    const { body: tokens } = await requestTokens(running, gatewayFields(running, { code: other }))
    expect(tokens).not.toHaveProperty('id_token')
    expect(decodeJwt(tokens.access_token)['scp']).toBe('Contacts.Read Contacts.Write')
  })

  it('live 60 to 90 minutes unless told otherwise, and id tokens an hour', async () => {
    const running = await startContoso()
    const seen = new Set<number>()
    for (let count = 0; count < 5; count++) {
      const { body } = await requestTokens(
        running,
        gatewayFields(running, { code: await gatewayCode(running) }),
      )
      const seconds = Number(body['expires_in'])
      expect(seconds).toBeGreaterThanOrEqual(3600)
      expect(seconds).toBeLessThanOrEqual(5400)
      expect(decodeJwt(body.access_token).exp).toBe(running.clock.now() / 1000 + seconds)
      expect(decodeJwt(body.id_token).exp).toBe(running.clock.now() / 1000 + 3600)
      seen.add(seconds)
    }
    expect(seen.size).toBeGreaterThan(1)
  })

  it('take the client’s secret from the Authorization header, form-encoded', async () => {
    const running = await startContoso()
    running.gateway.passwordCredentials = [{ secretText: 'a:b c+d%' }]
    const { client_id: id = '', client_secret: _, ...fields } = gatewayFields(running)
    const encoded = `${id}:${encodeURIComponent('a:b c+d%').replaceAll('%20', '+')}`
    const authorization = `Basic ${Buffer.from(encoded).toString('base64')}`
    const code = await gatewayCode(running)
    const { response } = await requestTokens(running, { ...fields, code }, { authorization })
    expect(response.status).toBe(200)
  })

  it('take a plain challenge', async () => {
    const running = await startContoso()
    const code_verifier = 'v'.repeat(43)
    const code = await gatewayCode(running, { code_challenge: code_verifier, code_challenge_method: 'plain' })
    const { response } = await requestTokens(running, gatewayFields(running, { code, code_verifier }))
    expect(response.status).toBe(200)
  })

  it('are for another API when the code’s redemption names one', async () => {
    const running = await startContoso()
    const scope = 'https://org.example.com//user_impersonation'
    const fields = gatewayFields(running, { code: await gatewayCode(running), scope })
    const { body } = await requestTokens(running, fields)
    expect(body['scope']).toBe(scope)
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: running.orgApi.appId,
      scp: 'user_impersonation',
    })
  })

  it('say where the groups are when there are more than 200', async () => {
    const running = await startContoso()
    const many = Array.from(
      { length: 201 },
      (_, number) => `${String(number).padStart(8, '0')}-2222-4000-8000-000000000000`,
    )
    running.ada.memberOf = many
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    const claims = decodeJwt(body.access_token)
    expect(claims).not.toHaveProperty('groups')
    expect(claims['_claim_names']).toEqual({ groups: 'src1' })
    running.ada.memberOf = many.slice(1)
    const { body: fewer } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    expect(decodeJwt(fewer.access_token)['groups']).toHaveLength(200)
  })
})
