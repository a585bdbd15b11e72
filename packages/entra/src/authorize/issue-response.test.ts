import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { contosoId } from '../../test-support/contoso.ts'
import {
  answerOf,
  authorizeParameters,
  type Browser,
  pageFields,
  pageOrigin,
  pageUri,
  pathTo,
  requestTokens,
  type Running,
  signIn,
  startContoso,
} from '../../test-support/running.ts'

const halfHash = (text: string | null): string =>
  createHash('sha256')
    .update(text ?? '')
    .digest()
    .subarray(0, 16)
    .toString('base64url')

/** A Contoso whose page may have tokens from the authorization endpoint. */
async function startImplicit(): Promise<Running> {
  const running = await startContoso()
  running.page.web = {
    redirectUris: [],
    implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
  }
  return running
}

/** What Ada's sign-in is answered with for a response type. */
async function answerTo(running: Running, more: Record<string, string>): Promise<URLSearchParams> {
  const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
  const response = await signIn(running.createBrowser(), parameters, running.ada)
  expect(response.headers.get('location')).toMatch(`${pageUri}#`)
  return answerOf(response)
}

describe('an answer with tokens', () => {
  it('to id_token is an id token in the fragment, and no more', async () => {
    const running = await startImplicit()
    const answer = await answerTo(running, { response_type: 'id_token' })
    expect([...answer.keys()]).toEqual(['id_token', 'state', 'session_state'])
    const claims = decodeJwt(answer.get('id_token') ?? '')
    expect(claims).toMatchObject({ aud: running.page.appId, nonce: 'nonce-1', oid: running.ada.id })
    expect(claims).not.toHaveProperty('c_hash')
    expect(claims).not.toHaveProperty('at_hash')
    expect(running.events.at(-1)).toEqual({
      type: 'tokens-issued',
      grant: 'implicit',
      tenant: contosoId,
      app: running.page.appId,
      user: running.ada.id,
    })
  })

  it('to token is an access token with its life and scopes', async () => {
    const running = await startImplicit()
    const answer = await answerTo(running, { response_type: 'token' })
    const names = ['access_token', 'token_type', 'expires_in', 'scope', 'state', 'session_state']
    expect([...answer.keys()]).toEqual(names)
    expect(answer.get('token_type')).toBe('Bearer')
    expect(Number(answer.get('expires_in'))).toBeGreaterThan(3599)
    expect(answer.get('scope')).toBe('api://contacts/Contacts.Read openid profile')
    expect(decodeJwt(answer.get('access_token') ?? '')).toMatchObject({
      aud: running.contactsApi.appId,
      scp: 'Contacts.Read',
    })
  })

  it('to id_token token ties the id token to the access token', async () => {
    const answer = await answerTo(await startImplicit(), {
      response_type: 'token id_token',
      client_info: '1',
    })
    const { at_hash: hash } = decodeJwt(answer.get('id_token') ?? '')
    expect(hash).toBe(halfHash(answer.get('access_token')))
    expect(answer.has('client_info')).toBe(true)
  })

  it('to code id_token ties the id token to the code, which can be redeemed', async () => {
    const running = await startImplicit()
    const answer = await answerTo(running, { response_type: 'code id_token' })
    expect(decodeJwt(answer.get('id_token') ?? '')['c_hash']).toBe(halfHash(answer.get('code')))
    const fields = pageFields(running, { code: answer.get('code') ?? '' })
    const { response } = await requestTokens(running, fields, pageOrigin)
    expect(response.status).toBe(200)
    expect(running.events.map(({ type }) => type)).toEqual([
      'signed-in',
      'code-issued',
      'tokens-issued',
      'tokens-issued',
    ])
  })

  it('goes by form_post where that is asked for', async () => {
    const running = await startImplicit()
    const more = { response_type: 'id_token', response_mode: 'form_post' }
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    const response = await signIn(running.createBrowser(), parameters, running.ada)
    expect(await response.text()).toMatch(/name="id_token" value="ey/)
  })

  it('is a code where MSAL asks for an encrypted answer', async () => {
    const running = await startContoso()
    const more = {
      response_type: 'id_token token refresh_token',
      response_mode: 'fragment',
      ear_jwk: 'e30',
    }
    expect((await answerTo(running, more)).has('code')).toBe(true)
  })

  it('is a code for MSAL’s own form for an encrypted answer, in the response mode of a code', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const form = {
      ...authorizeParameters(running.page, pageUri),
      response_type: 'id_token token refresh_token',
      ear_jwk: encodeURIComponent('{"alg":"dir","enc":"A256GCM","kty":"oct","k":"AA"}'),
      prompt: 'none',
    }
    const path = '/contoso.onmicrosoft.com/oauth2/v2.0/authorize'
    const whereTo = async (more: Record<string, string>): Promise<string | null> =>
      (await browser.post(path, { ...form, ...more })).headers.get('location')
    expect(await whereTo({ response_mode: 'fragment' })).toMatch(`${pageUri}#code=`)
    expect(await whereTo({ response_mode: 'query' })).toMatch(`${pageUri}?code=`)
    expect(await whereTo({})).toMatch(`${pageUri}?code=`)
    expect(await whereTo({ ear_jwk: '' })).toContain('AADSTS70005')
  })

  it.each([
    ['id_token', 700054],
    ['id_token token', 700054],
    ['token', 700051],
  ])('to %s is AADSTS%i in the fragment without the manifest’s leave', async (type, code) => {
    const running = await startContoso()
    const answer = await answerTo(running, { response_type: type })
    expect(answer.get('error')).toBe('unsupported_response_type')
    expect(answer.get('error_description')).toContain(`AADSTS${code}: `)
  })

  it('obeys the older manifest’s names as well', async () => {
    const running = await startContoso()
    running.page.oauth2AllowIdTokenImplicitFlow = true
    expect((await answerTo(running, { response_type: 'id_token' })).has('id_token')).toBe(true)
    expect((await answerTo(running, { response_type: 'token' })).get('error')).toBe(
      'unsupported_response_type',
    )
  })

  it('says of somebody in six groups that there are groups', async () => {
    const running = await startImplicit()
    running.page.groupMembershipClaims = 'SecurityGroup'
    const group = (number: number): string => `0000000${number}-0000-4000-8000-000000000000`
    running.ada.memberOf = [1, 2, 3, 4, 5, 6].map(group)
    const claims = decodeJwt((await answerTo(running, { response_type: 'id_token' })).get('id_token') ?? '')
    expect(claims).toMatchObject({ hasgroups: true })
    expect(claims).not.toHaveProperty('groups')
  })
})

describe('the state', () => {
  it.each([
    ['absent', undefined, null],
    ['empty', '', ''],
    ['of base64, bars and spaces', 'eyJ=+/|a b&c#%41é', 'eyJ=+/|a b&c#%41é'],
  ])('that is %s comes back so', async (_, state, expected) => {
    const running = await startContoso()
    const { state: __, ...parameters } = authorizeParameters(running.page, pageUri)
    const asked = { ...parameters, ...(state !== undefined && { state }) }
    const browser = running.createBrowser()
    expect(answerOf(await signIn(browser, asked, running.ada)).get('state')).toBe(expected)
    const refused = await browser.request(pathTo('oauth2/v2.0/authorize', { ...asked, prompt: 'x' }))
    expect(answerOf(refused).get('state')).toBe(expected)
  })
})

describe('authorization at version 1.0', () => {
  const signInV1 = (
    browser: Browser,
    running: Running,
    parameters: Record<string, string>,
  ): Promise<Response> => {
    const request = new URLSearchParams(parameters).toString()
    return browser.post('/contoso.onmicrosoft.com/oauth2/login', { request, user: running.ada.id })
  }
  const asAdal = ({ page }: Running, more: Record<string, string>): Record<string, string> => ({
    client_id: page.appId,
    redirect_uri: pageUri,
    state: 'state-1|api://contacts',
    ...more,
  })

  it('signs in without a scope, then gets a resource’s token in a hidden frame by sid', async () => {
    const running = await startImplicit()
    const browser = running.createBrowser()
    const login = asAdal(running, { response_type: 'id_token', nonce: 'n' })
    const shown = await browser.request(pathTo('oauth2/authorize', login))
    expect(await shown.text()).toContain('action="/contoso.onmicrosoft.com/oauth2/login"')
    const signedIn = answerOf(await signInV1(browser, running, login))
    const claims = decodeJwt(signedIn.get('id_token') ?? '')
    expect(claims).toMatchObject({ upn: running.ada.userPrincipalName, ver: '1.0', nonce: 'n' })

    const renewal = asAdal(running, {
      response_type: 'token',
      resource: 'api://contacts',
      prompt: 'none',
      sid: String(claims['sid']),
    })
    const answer = answerOf(await browser.request(pathTo('oauth2/authorize', renewal)))
    expect(answer.get('state')).toBe('state-1|api://contacts')
    const { scp, sub } = decodeJwt(answer.get('access_token') ?? '')
    expect(scp).toBe('Contacts.Read Contacts.Write')
    expect(sub).toBeTruthy()
  })

  it('refuses a resource that is not there, to the redirect URI', async () => {
    const running = await startImplicit()
    const parameters = asAdal(running, { response_type: 'token', resource: 'https://nothing.example.com/' })
    const answer = answerOf(await signInV1(running.createBrowser(), running, parameters))
    expect(answer.get('error')).toBe('invalid_resource')
    expect(answer.get('error_description')).toContain('AADSTS500011: ')
  })
})
