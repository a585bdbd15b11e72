import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  gatewayFields,
  gatewayUri,
  pageUri,
  pathTo,
  requestTokens,
  signIn,
  startContoso,
} from '../../test-support/running.ts'
import { contosoId, fabrikamId } from '../../test-support/contoso.ts'

describe('authorize', () => {
  it('answers by query, keeping the state as it was and the redirect URI’s own query', async () => {
    const running = await startContoso()
    const state = 'a+b/c=|ü&x=1#'
    const parameters = { ...authorizeParameters(running.gateway, 'https://app.example.com/back?x=1'), state }
    const response = await signIn(running.createBrowser(), parameters, running.ada)
    expect(response.headers.get('location')).toMatch(/^https:\/\/app\.example\.com\/back\?x=1&code=/)
    expect(answerOf(response).get('state')).toBe(state)
  })

  it('answers by fragment, with client_info when asked', async () => {
    const running = await startContoso()
    const more = { response_mode: 'fragment', client_info: '1' }
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    const response = await signIn(running.createBrowser(), parameters, running.ada)
    expect(response.headers.get('location')).toMatch(`${pageUri}#code=`)
    const info = Buffer.from(answerOf(response).get('client_info') ?? '', 'base64url').toString()
    expect(JSON.parse(info)).toEqual({ uid: running.ada.id, utid: contosoId })
    expect([...answerOf(response).keys()]).toEqual(['code', 'client_info', 'state', 'session_state'])
  })

  it('answers by form_post with a page that works with and without script, also in a frame', async () => {
    const running = await startContoso()
    const more = { response_mode: 'form_post', state: '"><script>' }
    const parameters = { ...authorizeParameters(running.gateway, gatewayUri), ...more }
    const response = await signIn(running.createBrowser(), parameters, running.ada)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-frame-options')).toBeNull()
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'sha256-[^']+'$/)
    expect(html).toContain(`<form method="post" action="${gatewayUri}">`)
    expect(html).toContain('name="state" value="&quot;&gt;&lt;script&gt;"')
    expect(html).toMatch(/name="code" value="[\w-]{43}"/)
    expect(html).toContain('<noscript>')
  })

  it('takes the request as a form, too', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const response = await browser.post('/contoso.onmicrosoft.com/oauth2/v2.0/authorize', parameters)
    expect(answerOf(response).has('code')).toBe(true)
  })

  it('signs in from common with the tenant of whoever signs in', async () => {
    const running = await startContoso()
    const uri = 'https://everywhere.example.com/callback'
    const parameters = { ...authorizeParameters(running.everywhere, uri), scope: 'openid profile' }
    const page = await running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters, 'common'))
    expect(await page.text()).toMatch(/Ada Lovelace[^]*Finn/)
    const answer = await signIn(running.createBrowser(), parameters, running.finn, 'organizations')
    const fields = gatewayFields(running, {
      client_id: running.everywhere.appId,
      redirect_uri: uri,
      code: answerOf(answer).get('code') ?? '',
    })
    const { body } = await requestTokens(running, fields, {}, 'common')
    expect(decodeJwt(body.id_token)).toMatchObject({
      iss: `${running.entra.origin}/${fabrikamId}/v2.0`,
      tid: fabrikamId,
      oid: running.finn.id,
    })
  })

  it.each([
    ['http://localhost:49152', true],
    ['http://localhost:1/', true],
    ['http://localhost:49152/deep', true],
    ['http://localhost:49152/other', false],
    ['http://localhost:49152/?x', false],
    ['http://localhost:49152/#x', false],
    ['http://user@localhost:49152/', false],
    ['https://localhost:49152/', false],
    ['http://localhost.evil.com/', false],
    ['http://localhostevil/', false],
    ['http://127.0.0.1:49152/', false],
    ['msal33://auth', true],
    ['msal33://auth/x', false],
  ])('a native application’s redirect URI %s is allowed: %s', async (uri, allowed) => {
    const running = await startContoso()
    const response = await signIn(
      running.createBrowser(),
      authorizeParameters(running.native, uri),
      running.ada,
    )
    expect(response.status).toBe(allowed ? 302 : 400)
  })

  it.each([
    `${pageUri}/`,
    `${pageUri}?x`,
    `${pageUri}#x`,
    pageUri.toUpperCase(),
    'http://contacts.localhost:5174/callback',
    'http://contacts.localhost:5173/callback/../callback',
    'https://evil.example.com/',
    'javascript:alert(1)',
  ])('never redirects to what is not registered by the character: %s', async (uri) => {
    const running = await startContoso()
    const path = pathTo('oauth2/v2.0/authorize', authorizeParameters(running.page, uri))
    const response = await running.createBrowser().request(path)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(await response.text()).toContain('AADSTS50011')
  })
})
