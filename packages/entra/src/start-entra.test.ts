import { connect } from 'node:net'
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  pageCode,
  pageFields,
  pageOrigin,
  pageUri,
  pathTo,
  requestTokens,
  signIn,
  startContoso,
  type TokenBody,
} from '../test-support/running.ts'
import { contosoId, fabrikamId, marketing, sales, secret } from '../test-support/contoso.ts'
import { type Directory, startEntra } from './index.ts'

afterEach(() => vi.restoreAllMocks())

const metadataPath = 'v2.0/.well-known/openid-configuration'
const minute = 60

async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>
}

describe('metadata and keys', () => {
  it.each(['contoso.onmicrosoft.com', 'CONTOSO.onmicrosoft.com', contosoId])(
    'names the tenant by its id when addressed as %s',
    async (tenant) => {
      const { createBrowser, entra } = await startContoso()
      const document = await readJson(await createBrowser().request(`/${tenant}/${metadataPath}`))
      expect(document).toMatchObject({
        issuer: `${entra.origin}/${contosoId}/v2.0`,
        authorization_endpoint: `${entra.origin}/${contosoId}/oauth2/v2.0/authorize`,
        token_endpoint: `${entra.origin}/${contosoId}/oauth2/v2.0/token`,
        jwks_uri: `${entra.origin}/${contosoId}/discovery/v2.0/keys`,
        end_session_endpoint: `${entra.origin}/${contosoId}/oauth2/v2.0/logout`,
      })
      expect(document).not.toHaveProperty('code_challenge_methods_supported')
    },
  )

  it.each(['common', 'organizations'])('has the templated issuer at %s', async (tenant) => {
    const { createBrowser, entra } = await startContoso()
    const document = await readJson(await createBrowser().request(`/${tenant}/${metadataPath}`))
    expect(document['issuer']).toBe(`${entra.origin}/{tenantid}/v2.0`)
    expect(document['token_endpoint']).toBe(`${entra.origin}/${tenant}/oauth2/v2.0/token`)
  })

  it('is readable by every page, errors included, and only what is right is cached', async () => {
    const browser = (await startContoso()).createBrowser()
    for (const path of [metadataPath, 'discovery/v2.0/keys']) {
      const right = await browser.request(`/common/${path}`)
      const wrong = await browser.request(`/nowhere/${path}`)
      const preflight = await browser.request(`/common/${path}`, { method: 'OPTIONS' })
      for (const response of [right, wrong, preflight]) {
        expect(response.headers.get('access-control-allow-origin')).toBe('*')
      }
      expect(right.headers.get('cache-control')).toBe('max-age=86400, private')
      expect(wrong.headers.get('cache-control')).toBe('no-store, no-cache')
      expect(wrong.status).toBe(400)
      expect(await readJson(wrong)).toMatchObject({ error: 'invalid_request', error_codes: [90002] })
    }
  })

  it('publishes two public keys, each with its issuer, and signs with the second', async () => {
    const running = await startContoso()
    const response = await running.createBrowser().request(`/${contosoId}/discovery/v2.0/keys`)
    const { keys } = (await response.json()) as JSONWebKeySet
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['e', 'issuer', 'kid', 'kty', 'n', 'use'])
      expect(key['issuer']).toBe(`${running.entra.origin}/${contosoId}/v2.0`)
    }
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    expect(decodeProtectedHeader(body.id_token)).toEqual({ typ: 'JWT', alg: 'RS256', kid: keys[1]?.kid })
  })
})

describe('routing', () => {
  it('takes paths in any case, because MSAL lower-cases authorities', async () => {
    const browser = (await startContoso()).createBrowser()
    const response = await browser.request(`/${contosoId}/V2.0/.Well-Known/OpenID-Configuration`)
    expect(response.status).toBe(200)
  })

  it.each(['/', '/contoso.onmicrosoft.com', '//x/y', '/common/oauth2/authorize', '/common/b2c_1/v2.0/keys'])(
    'answers 404 without CORS headers at %s',
    async (path) => {
      const response = await (await startContoso()).createBrowser().request(path, { headers: pageOrigin })
      expect(response.status).toBe(404)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    },
  )

  it('answers 405 to a wrong method, and to a preflight of authorize, without CORS headers', async () => {
    const browser = (await startContoso()).createBrowser()
    for (const method of ['DELETE', 'OPTIONS', 'constructor']) {
      const response = await browser.request(pathTo('oauth2/v2.0/authorize'), { method, headers: pageOrigin })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, POST')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('takes a tenant segment that is no valid escape for an unknown tenant', async () => {
    const response = await (await startContoso()).createBrowser().request(`/%E0%A4%A/${metadataPath}`)
    expect(await readJson(response)).toMatchObject({ error_codes: [90002] })
  })

  it('survives request targets that are no path', async () => {
    const { entra } = await startContoso()
    for (const target of ['*', 'http://login.example.com/common/x', '/%zz?%zz', '?', '/a?b?c']) {
      const line = await new Promise<string>((resolve, reject) => {
        const socket = connect(entra.port, '127.0.0.1', () => {
          socket.write(`OPTIONS ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
        })
        let text = ''
        socket.on('data', (chunk) => (text += chunk.toString()))
        socket.on('end', () => resolve(text.split('\r\n', 1)[0] ?? ''))
        socket.on('error', reject)
      })
      expect(line).toBe('HTTP/1.1 404 Not Found')
    }
  })
})

describe('bounds', () => {
  it('refuses a body of more than 64 kB, announced or not', async () => {
    const running = await startContoso()
    const path = pathTo('oauth2/v2.0/token')
    const large = `grant_type=${'x'.repeat(64 * 1024)}`
    const announced = await running.createBrowser().request(path, { method: 'POST', body: large })
    expect(announced.status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large))
        controller.close()
      },
    })
    const chunked: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half' }
    expect((await running.createBrowser().request(path, chunked)).status).toBe(413)
  })

  it('takes a body of just 64 kB', async () => {
    const running = await startContoso()
    const body = `grant_type=${'x'.repeat(64 * 1024 - 'grant_type='.length)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await running
      .createBrowser()
      .request(pathTo('oauth2/v2.0/token'), { method: 'POST', body, headers })
    expect(await readJson(response)).toMatchObject({ error_codes: [900144] })
  })

  it('refuses a URL of more than 16 kB', async () => {
    const browser = (await startContoso()).createBrowser()
    expect((await browser.request(`/common/${metadataPath}?${'x'.repeat(16 * 1024)}`)).status).toBe(431)
  })
})

describe('sign-in', () => {
  it('shows who can sign in, on a page that no script and no frame can touch', async () => {
    const running = await startContoso()
    const path = pathTo('oauth2/v2.0/authorize', authorizeParameters(running.page, pageUri))
    const response = await running.createBrowser().request(path)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; base-uri 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'$/,
    )
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(html).toContain('Contacts page')
    expect(html).toContain(`value="${running.ada.id}"`)
    expect(html).not.toContain('Finn')
    expect(html).not.toContain('<script')
  })

  it('escapes everything that comes from the directory or the request', async () => {
    const running = await startContoso()
    running.page.displayName = '<img src=x>'
    const evil = '"><script>alert(1)</script>'
    const parameters = { ...authorizeParameters(running.page, pageUri), login_hint: evil, state: evil }
    const response = await running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters))
    const html = await response.text()
    expect(html).toContain('Bob &lt;b&gt;&amp;&quot;&#39;')
    expect(html).not.toMatch(/<script|<img|Bob <b>/)
  })

  it('completes a second authorization without a page, with the same session id', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const first = answerOf(await signIn(browser, authorizeParameters(running.page, pageUri), running.ada))
    const path = pathTo('oauth2/v2.0/authorize', authorizeParameters(running.gateway, gatewayUri))
    const second = await browser.request(path)
    expect(second.status).toBe(302)
    expect(second.headers.get('location')).toMatch(`${gatewayUri}?code=`)
    expect(answerOf(second).get('session_state')).toBe(first.get('session_state'))
    expect(answerOf(second).get('code')).not.toBe(first.get('code'))
    expect(running.events.map((event) => event.type)).toEqual(['signed-in', 'code-issued', 'code-issued'])
    expect(running.events[2]).toMatchObject({
      silent: true,
      user: running.ada.id,
      app: running.gateway.appId,
    })
  })

  it.each(['login', 'select_account'])('asks again with prompt=%s', async (prompt) => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const response = await browser.request(pathTo('oauth2/v2.0/authorize', { ...parameters, prompt }))
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Contoso · Signed in')
  })

  it('lets a person pick when several are signed in, unless the application names one', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    await signIn(browser, parameters, running.bob)
    const authorize = async (more: Record<string, string>): Promise<Response> =>
      browser.request(pathTo('oauth2/v2.0/authorize', { ...parameters, ...more }))
    expect((await authorize({})).status).toBe(200)
    expect((await authorize({ login_hint: 'BOB@contoso.onmicrosoft.com' })).status).toBe(302)
    expect((await authorize({ login_hint: 'ada@contoso.com', prompt: 'none' })).status).toBe(302)
    expect(running.events.at(-1)).toMatchObject({ type: 'code-issued', user: running.ada.id })
  })

  it('takes a name in place of a picked account, and lists at most fifty', async () => {
    const running = await startContoso()
    const parameters = authorizeParameters(running.page, pageUri)
    for (let number = 0; number < 60; number++) {
      const id = `${String(number).padStart(8, '0')}-1111-4000-8000-000000000000`
      running.contoso.users?.push({
        id,
        userPrincipalName: `u${number}@contoso.com`,
        displayName: `U ${number}`,
      })
    }
    const browser = running.createBrowser()
    const html = await (await browser.request(pathTo('oauth2/v2.0/authorize', parameters))).text()
    expect(html.match(/class="account"/g)).toHaveLength(50)
    expect(html).toContain('12 more: sign in by name')
    const request = new URLSearchParams(parameters).toString()
    const response = await browser.post('/contoso.onmicrosoft.com/login', {
      request,
      username: ' U59@contoso.com ',
    })
    expect(answerOf(response).get('code')).toBeTruthy()
  })

  it('puts the account that the application hints at first', async () => {
    const running = await startContoso()
    const parameters = {
      ...authorizeParameters(running.page, pageUri),
      login_hint: running.bob.userPrincipalName,
    }
    const response = await running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters))
    const html = await response.text()
    expect(html.indexOf(running.bob.id)).toBeLessThan(html.indexOf(running.ada.id))
  })

  it('keeps the session in a cookie that works in other sites’ frames and no script reads', async () => {
    const running = await startContoso()
    const response = await signIn(
      running.createBrowser(),
      authorizeParameters(running.page, pageUri),
      running.ada,
    )
    expect(response.headers.get('set-cookie')).toMatch(
      /^ESTSAUTH=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=None$/,
    )
  })

  it('gives a session a new id at each sign-in, and the old one opens nothing', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const planted = browser.cookie
    await signIn(browser, parameters, running.bob)
    expect(browser.cookie).not.toBe(planted)
    browser.cookie = planted
    const path = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' })
    expect(answerOf(await browser.request(path)).get('error')).toBe('login_required')
  })

  it('forgets a session after a day', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const path = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' })
    running.clock.advance(24 * 60 * minute - 1)
    expect(answerOf(await browser.request(path)).has('code')).toBe(true)
    running.clock.advance(1)
    expect(answerOf(await browser.request(path)).get('error')).toBe('login_required')
  })

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example.com' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 302],
    [{}, 302],
  ])('takes the form from its own page only: %o gives %i', async (headers, status) => {
    const running = await startContoso()
    const request = new URLSearchParams(authorizeParameters(running.page, pageUri)).toString()
    const fields = { request, user: running.ada.id }
    const response = await running
      .createBrowser()
      .post('/common/login'.replace('common', contosoId), fields, headers)
    expect(response.status).toBe(status)
    expect(response.headers.has('set-cookie')).toBe(status === 302)
  })
})

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

  it('gives only the roles that are assigned, if any are listed', async () => {
    const running = await startContoso()
    running.gateway.appRoleAssignments = { [running.contactsApi.appId]: ['Contacts.Import'] }
    const scope = `${running.contactsApi.appId}/.default`
    const fields = { ...gatewayFields(running), grant_type: 'client_credentials', scope }
    const { body } = await requestTokens(running, fields)
    expect(decodeJwt(body.access_token)['roles']).toEqual(['Contacts.Import'])
  })
})

describe('sign-out', () => {
  const logout = 'oauth2/v2.0/logout'

  it('ends single sign-on and shows a page', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const cookie = browser.cookie
    const response = await browser.request(pathTo(logout))
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBe(
      'ESTSAUTH=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0',
    )
    expect(await response.text()).toContain('You signed out')
    expect(running.events.at(-1)).toEqual({ type: 'signed-out', users: [running.ada.id] })
    browser.cookie = cookie
    const path = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' })
    expect(answerOf(await browser.request(path)).get('error')).toBe('login_required')
  })

  it('goes on to a redirect URI of the application that asks, with its state', async () => {
    const running = await startContoso()
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    for (const who of [{ client_id: running.gateway.appId }, { id_token_hint: body.id_token }]) {
      const parameters = { ...who, post_logout_redirect_uri: gatewayUri, state: 'a b' } as Record<
        string,
        string
      >
      const response = await running.createBrowser().request(pathTo(logout, parameters))
      expect(response.status).toBe(302)
      expect(response.headers.get('location')).toBe(`${gatewayUri}?state=a+b`)
    }
  })

  it('goes nowhere else', async () => {
    const running = await startContoso()
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    const [header, claims] = body.id_token.split('.')
    const app = { client_id: running.gateway.appId }
    const cases: Record<string, string>[] = [
      { post_logout_redirect_uri: gatewayUri },
      { ...app, post_logout_redirect_uri: 'https://evil.example.com/' },
      { ...app, post_logout_redirect_uri: `${gatewayUri}.evil.com` },
      { client_id: running.page.appId, post_logout_redirect_uri: gatewayUri },
      { client_id: 'nobody', post_logout_redirect_uri: gatewayUri },
      { id_token_hint: 'nonsense', ...app, post_logout_redirect_uri: gatewayUri },
      { id_token_hint: `${header}.${claims}.AAAA`, post_logout_redirect_uri: gatewayUri },
    ]
    for (const parameters of cases) {
      const response = await running.createBrowser().request(pathTo(logout, parameters))
      expect(response.status).toBe(200)
      expect(response.headers.get('location')).toBeNull()
    }
  })
})

describe('startEntra', () => {
  it('refuses a directory with mistakes, naming them all', async () => {
    const directory = { tenants: [{ id: 'x', domain: 'y' }] } as unknown as Directory
    const started = startEntra({ directory })
    await expect(started).rejects.toMatchObject({
      code: 'ERR_ENTRA_DIRECTORY',
      message: expect.stringMatching(
        /tenants\[0\]\.displayName[^]*tenants\[0\]\.id[^]*tenants\[0\]\.domain/,
      ) as string,
      mistakes: { length: 3 },
    })
  })

  it('names itself by hostname and port, and its authorities by what they are asked for', async () => {
    const { entra } = await startContoso({ hostname: 'entra.test' })
    expect(entra.origin).toBe(`http://entra.test:${entra.port}`)
    expect(entra.authority('common')).toBe(`http://entra.test:${entra.port}/common/v2.0`)
  })

  it('says that its port is taken', async () => {
    const { directory, entra } = await startContoso()
    const keys = {
      published: [],
      signing: { kid: '', privateKey: {} as CryptoKey },
      sealing: new Uint8Array(32),
    }
    await expect(startEntra({ directory, keys, port: entra.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('answers nothing any more once closed', async () => {
    const { entra, base } = await startContoso()
    await fetch(`${base}/common/${metadataPath}`)
    await entra.close()
    await expect(fetch(`${base}/common/${metadataPath}`)).rejects.toThrow('fetch failed')
  })

  it('answers 500 without a word about why when it fails itself', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue()
    const running = await startContoso({
      onEvent: () => {
        throw new Error('secret')
      },
    })
    const response = await running.createBrowser().request(pathTo('oauth2/v2.0/token'))
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('Something went wrong here.\n')
    expect(warned).toHaveBeenCalledOnce()
    expect(warned.mock.calls[0]?.[0]).not.toContain('secret')
  })

  it('tells of what it did, and never a secret, a code or a token', async () => {
    const running = await startContoso()
    const code = await gatewayCode(running)
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    await requestTokens(
      running,
      gatewayFields(running, { code: body.access_token, client_secret: 'wrong-secret' }),
    )
    await requestTokens(running, gatewayFields(running, { client_id: secret }))
    const told = JSON.stringify(running.events)
    expect(running.events.map((event) => event.type)).toEqual([
      'signed-in',
      'code-issued',
      'tokens-issued',
      'refused',
      'refused',
    ])
    for (const hidden of [
      code,
      body.access_token,
      body.refresh_token,
      body.id_token,
      secret,
      'wrong-secret',
    ]) {
      expect(told).not.toContain(hidden)
    }
  })
})
