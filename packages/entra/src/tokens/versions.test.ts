import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  authorizeParameters,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  requestTokens,
  type Running,
  signIn,
  answerOf,
  startContoso,
  type TokenBody,
} from '../../test-support/running.ts'
import { contosoId } from '../../test-support/contoso.ts'

/** Sends a token request to the address of version 1.0. */
async function requestFirst(running: Running, fields: Record<string, string>): Promise<TokenBody> {
  const response = await running.createBrowser().post('/contoso.onmicrosoft.com/oauth2/token', fields)
  return (await response.json()) as TokenBody
}

const issuer = `https://sts.windows.net/${contosoId}/`

describe('an API without a version in its manifest', () => {
  it.each([undefined, null, 1] as const)('gets access tokens of version 1.0: %s', async (version) => {
    const running = await startContoso({ accessTokenSeconds: 60 })
    running.ada.givenName = 'Ada'
    const { api } = running.contactsApi
    if (version === undefined) delete api?.requestedAccessTokenVersion
    else if (api) api.requestedAccessTokenVersion = version
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    const { iat, nbf, exp, sid, sub, uti, ...claims } = decodeJwt(body.access_token)
    expect([iat, nbf, exp, sid, sub, uti]).not.toContain(undefined)
    expect(claims).toEqual({
      acr: '1',
      amr: ['pwd'],
      appid: running.gateway.appId,
      appidacr: '1',
      aud: 'api://contacts',
      given_name: 'Ada',
      groups: running.ada.memberOf,
      ipaddr: '127.0.0.1',
      iss: issuer,
      name: 'Ada Lovelace',
      oid: running.ada.id,
      roles: ['Contacts.Manager'],
      scp: 'Contacts.Read',
      tid: contosoId,
      unique_name: 'ada@contoso.onmicrosoft.com',
      upn: 'ada@contoso.onmicrosoft.com',
      ver: '1.0',
    })
    const { kid, x5t } = decodeProtectedHeader(body.access_token)
    expect(x5t).toBe(kid)
    expect(decodeJwt(body.id_token)).toMatchObject({ ver: '2.0' })
    expect(decodeProtectedHeader(body.id_token)).not.toHaveProperty('x5t')
  })

  it('says its version by the older manifest’s name as well', async () => {
    const running = await startContoso()
    running.contactsApi.api = { oauth2PermissionScopes: [{ value: 'Contacts.Read' }] }
    running.contactsApi.accessTokenAcceptedVersion = 2
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    expect(decodeJwt(body.access_token)).toMatchObject({ ver: '2.0', aud: running.contactsApi.appId })
  })

  it('is its own audience by the name that it was asked for by', async () => {
    const running = await startContoso()
    delete running.contactsApi.api?.requestedAccessTokenVersion
    const ask = async (scope: string): Promise<unknown> => {
      const fields = gatewayFields(running, { grant_type: 'client_credentials', scope })
      return decodeJwt((await requestTokens(running, fields)).body.access_token).aud
    }
    expect(await ask('api://contacts/.default')).toBe('api://contacts')
    expect(await ask(`${running.contactsApi.appId}/.default`)).toBe(running.contactsApi.appId)
  })
})

describe('the token endpoint of version 1.0', () => {
  it('takes a resource, gives id tokens of version 1.0, and writes numbers as text', async () => {
    const running = await startContoso({ accessTokenSeconds: 60 })
    const fields = gatewayFields(running, { code: await gatewayCode(running), resource: 'api://contacts' })
    const body = await requestFirst(running, fields)
    const now = running.clock.now() / 1000
    expect(body).toMatchObject({
      token_type: 'Bearer',
      scope: 'Contacts.Read Contacts.Write',
      expires_in: '60',
      ext_expires_in: '60',
      expires_on: String(now + 60),
      not_before: String(now),
      resource: 'api://contacts',
    })
    // The API's manifest says 2, wherever the token was asked for.
    expect(decodeJwt(body.access_token)).toMatchObject({ ver: '2.0', aud: running.contactsApi.appId })
    expect(decodeJwt(body.id_token)).toMatchObject({
      amr: ['pwd'],
      iss: issuer,
      nonce: 'nonce-1',
      oid: running.ada.id,
      unique_name: running.ada.userPrincipalName,
      upn: running.ada.userPrincipalName,
      ver: '1.0',
    })
    expect(decodeJwt(body.id_token)).not.toHaveProperty('preferred_username')
    expect(decodeProtectedHeader(body.id_token)).toHaveProperty('x5t')
  })

  it('takes the resource of the sign-in if it is told none, and any at a refresh', async () => {
    const running = await startContoso()
    const first = await requestFirst(running, gatewayFields(running, { code: await gatewayCode(running) }))
    expect(first['resource']).toBe('api://contacts')
    const fields = gatewayFields(running, { grant_type: 'refresh_token', refresh_token: first.refresh_token })
    const second = await requestFirst(running, { ...fields, resource: 'https://org.example.com/' })
    expect(second).toMatchObject({ resource: 'https://org.example.com/', scope: 'user_impersonation' })
    expect((await requestFirst(running, fields))['resource']).toBe('api://contacts')
  })

  it('gives an application its own token for a resource', async () => {
    const running = await startContoso()
    delete running.contactsApi.api?.requestedAccessTokenVersion
    const fields = gatewayFields(running, { grant_type: 'client_credentials', resource: 'api://contacts' })
    const body = await requestFirst(running, fields)
    expect(decodeJwt(body.access_token)).toMatchObject({
      appid: running.gateway.appId,
      appidacr: '1',
      aud: 'api://contacts',
      idp: issuer,
      iss: issuer,
      roles: ['Contacts.Export', 'Contacts.Import'],
      ver: '1.0',
    })
    expect(body).toMatchObject({ expires_on: expect.any(String), resource: 'api://contacts' })
  })
})

describe('Microsoft Graph', () => {
  it.each([
    ['User.Read', '00000003-0000-0000-c000-000000000000'],
    ['https://graph.microsoft.com/.default', 'https://graph.microsoft.com'],
  ])('asked for by %s gets tokens of version 1.0 for %s', async (scope, aud) => {
    const running = await startContoso()
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running, { scope }) }),
    )
    expect(decodeJwt(body.access_token)).toMatchObject({ aud, iss: issuer, ver: '1.0' })
    expect(decodeProtectedHeader(body.access_token)).toMatchObject({ nonce: expect.any(String) })
  })
})

describe('a user flow of B2C', () => {
  const policyPath = '/contoso.onmicrosoft.com/b2c_1_susi/oauth2/v2.0'

  async function tokensAt(
    running: Running,
    scope: string,
    more: Record<string, string> = {},
  ): Promise<TokenBody> {
    running.contoso.userFlows = [{ id: 'B2C_1_susi' }, { id: 'B2C_1_edit' }]
    const parameters = { ...authorizeParameters(running.gateway, gatewayUri), scope }
    const request = new URLSearchParams(parameters).toString()
    const answer = await running
      .createBrowser()
      .post(`${policyPath}/login`, { request, user: running.ada.id })
    const code = answerOf(answer).get('code') ?? ''
    const fields = gatewayFields(running, { code, client_info: '1', ...more })
    return (await (await running.createBrowser().post(`${policyPath}/token`, fields)).json()) as TokenBody
  }

  it('gives tokens in its own name', async () => {
    const running = await startContoso()
    running.ada.otherMails = ['ada@home.example']
    const body = await tokensAt(running, 'openid offline_access api://contacts/Contacts.Read')
    const named = {
      emails: ['ada@home.example', 'ada@contoso.com'],
      iss: `${running.entra.origin}/${contosoId}/v2.0/`,
      oid: running.ada.id,
      sub: running.ada.id,
      tfp: 'B2C_1_susi',
      ver: '1.0',
    }
    for (const token of [body.id_token, body.access_token]) {
      expect(Object.keys(decodeJwt(token))).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(sid|uti|tid)$/)]),
      )
    }
    expect(decodeJwt(body.id_token)).toMatchObject({ ...named, aud: running.gateway.appId, nonce: 'nonce-1' })
    expect(decodeJwt(body.access_token)).toMatchObject({
      ...named,
      aud: running.contactsApi.appId,
      azp: running.gateway.appId,
      scp: 'Contacts.Read',
    })
    // Its keys have no thumbprint that it could name.
    expect(decodeProtectedHeader(body.id_token)).not.toHaveProperty('x5t')
    expect(decodeProtectedHeader(body.access_token)).not.toHaveProperty('x5t')
    expect(JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString())).toEqual({
      uid: `${running.ada.id}-b2c_1_susi`,
      utid: contosoId,
    })
  })

  it('dates its tokens to now, and lets them live an hour', async () => {
    const running = await startContoso()
    const now = running.clock.now() / 1000
    const body = await tokensAt(running, 'openid api://contacts/Contacts.Read')
    for (const token of [body.id_token, body.access_token]) {
      expect(decodeJwt(token)).toMatchObject({ iat: now, nbf: now, exp: now + 3600 })
    }
  })

  it('answers with B2C’s members', async () => {
    const running = await startContoso()
    const now = running.clock.now() / 1000
    const body = await tokensAt(running, 'openid api://contacts/Contacts.Read')
    expect(body).toMatchObject({
      not_before: now,
      expires_in: 3600,
      expires_on: now + 3600,
      resource: running.contactsApi.appId,
      id_token_expires_in: 3600,
    })
    expect(body).not.toHaveProperty('ext_expires_in')
    expect(JSON.parse(Buffer.from(String(body['profile_info']), 'base64url').toString())).toEqual({
      ver: '1.0',
      tid: contosoId,
      sub: null,
      name: running.ada.displayName,
      preferred_username: null,
      idp: 'LocalAccount',
    })
    const bare = await tokensAt(running, 'openid offline_access')
    expect(bare).toMatchObject({ not_before: now, id_token_expires_in: 3600 })
    expect(bare).not.toHaveProperty('expires_on')
  })

  it('that is a custom policy tells the tenant', async () => {
    const running = await startContoso()
    running.contoso.userFlows = [{ id: 'B2C_1A_SignIn' }]
    const request = new URLSearchParams(authorizeParameters(running.gateway, gatewayUri)).toString()
    const path = '/contoso.onmicrosoft.com/b2c_1a_signin/oauth2/v2.0'
    const browser = running.createBrowser()
    const answer = await browser.post(`${path}/login`, { request, user: running.ada.id })
    const fields = gatewayFields(running, { code: answerOf(answer).get('code') ?? '' })
    const body = (await (await browser.post(`${path}/token`, fields)).json()) as TokenBody
    for (const token of [body.id_token, body.access_token]) {
      expect(decodeJwt(token)).toMatchObject({ tid: contosoId, tfp: 'B2C_1A_SignIn' })
    }
  })

  it('gives no access token unless an API’s scope, or the client’s own id, was asked for', async () => {
    const running = await startContoso()
    const bare = await tokensAt(running, 'openid offline_access')
    expect(bare).not.toHaveProperty('access_token')
    expect(bare).toMatchObject({ id_token: expect.any(String), refresh_token: expect.any(String) })
    const own = await tokensAt(running, `openid ${running.gateway.appId}`)
    expect(decodeJwt(own.access_token)).toMatchObject({ aud: running.gateway.appId })
  })

  it('knows only its own codes and refresh tokens', async () => {
    const running = await startContoso()
    const { refresh_token } = await tokensAt(running, 'openid offline_access')
    const fields = gatewayFields(running, { grant_type: 'refresh_token', refresh_token })
    const at = async (path: string): Promise<number> =>
      (await running.createBrowser().post(path, fields)).status
    expect(await at(`${policyPath}/token`)).toBe(200)
    expect(await at('/contoso.onmicrosoft.com/b2c_1_edit/oauth2/v2.0/token')).toBe(400)
    expect(await at('/contoso.onmicrosoft.com/oauth2/v2.0/token')).toBe(400)
    const code = await gatewayCode(running)
    const other = await running.createBrowser().post(`${policyPath}/token`, gatewayFields(running, { code }))
    expect(await other.json()).toMatchObject({ error_description: expect.stringMatching(/^AADB2C90085: /) })
  })
})

describe('claims beyond the usual', () => {
  it('are those that the manifests ask for', async () => {
    const running = await startContoso()
    Object.assign(running.ada, { givenName: 'Ada', surname: 'Lovelace' })
    const names = [
      'acct',
      'auth_time',
      'email',
      'family_name',
      'given_name',
      'ipaddr',
      'login_hint',
      'upn',
    ] as const
    running.gateway.optionalClaims = { idToken: names.map((name) => ({ name })) }
    running.contactsApi.optionalClaims = { accessToken: names.map((name) => ({ name })) }
    const code = await gatewayCode(running)
    running.clock.advance(60)
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    for (const token of [body.id_token, body.access_token]) {
      expect(decodeJwt(token)).toMatchObject({
        acct: 0,
        auth_time: running.clock.now() / 1000 - 60,
        email: 'ada@contoso.com',
        family_name: 'Lovelace',
        given_name: 'Ada',
        ipaddr: '127.0.0.1',
        login_hint: running.ada.userPrincipalName,
        upn: running.ada.userPrincipalName,
      })
    }
    expect(decodeJwt(body.access_token)).not.toHaveProperty('idtyp')
  })

  it('tell an application’s own token from a user’s, if the API asks', async () => {
    const running = await startContoso()
    running.contactsApi.optionalClaims = { accessToken: [{ name: 'idtyp' }] }
    const fields = { grant_type: 'client_credentials', scope: 'api://contacts/.default' }
    const { body } = await requestTokens(running, gatewayFields(running, fields))
    expect(decodeJwt(body.access_token)).toMatchObject({ idtyp: 'app' })
  })

  it('are those that the request asks for: capabilities, and authentication contexts', async () => {
    const running = await startContoso()
    const claims = '{"access_token":{"xms_cc":{"values":["cp1"]},"acrs":{"essential":true,"value":"c1"}}}'
    const atSignIn = gatewayFields(running, { code: await gatewayCode(running, { claims }) })
    const atRedemption = gatewayFields(running, { code: await gatewayCode(running), claims })
    const without = gatewayFields(running, { code: await gatewayCode(running) })
    const claimsOf = async (fields: Record<string, string>): Promise<unknown> =>
      decodeJwt((await requestTokens(running, fields)).body.access_token)
    expect(await claimsOf(atSignIn)).toMatchObject({ acrs: ['c1'], xms_cc: ['cp1'] })
    expect(await claimsOf(atRedemption)).toMatchObject({ acrs: ['c1'], xms_cc: ['cp1'] })
    expect(await claimsOf(without)).not.toHaveProperty('xms_cc')
  })

  it.each([
    [5, 'groups'],
    [6, 'hasgroups'],
  ])('of %i groups in an answer by URL are %s', async (count, name) => {
    const running = await startContoso()
    const web = { redirectUris: [gatewayUri], implicitGrantSettings: { enableIdTokenIssuance: true } }
    running.gateway.web = web
    running.ada.memberOf = Array.from(
      { length: count },
      (_, at) => `0000000${at}-1111-4000-8000-000000000000`,
    )
    delete running.gateway.optionalClaims
    const parameters = { ...authorizeParameters(running.gateway, gatewayUri), response_type: 'id_token' }
    const answer = answerOf(await signIn(running.createBrowser(), parameters, running.ada))
    const claims = decodeJwt(answer.get('id_token') ?? '')
    expect(['groups', 'hasgroups'].filter((each) => each in claims)).toEqual([name])
  })
})
