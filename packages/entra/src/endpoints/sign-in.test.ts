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
import { contosoId } from '../../test-support/contoso.ts'

const minute = 60

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

  it.each(['common', 'organizations'])(
    'knows no local user of a B2C tenant at %s: neither on its page, nor by session, code or refresh token',
    async (alias) => {
      const running = await startContoso()
      running.contoso.userFlows = [{ id: 'B2C_1_susi' }]
      running.gateway.signInAudience = 'AzureADMultipleOrgs'
      const browser = running.createBrowser()
      const parameters = authorizeParameters(running.gateway, gatewayUri)
      const shown = await browser.request(pathTo('oauth2/v2.0/authorize', parameters, alias))
      const html = await shown.text()
      expect(html).toContain('Finn')
      expect(html).not.toContain(running.ada.id)
      expect(await (await signIn(browser, parameters, running.ada, alias)).text()).toContain('AADSTS50034')

      const code = answerOf(await signIn(browser, parameters, running.ada)).get('code') ?? ''
      const silent = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' }, alias)
      expect(answerOf(await browser.request(silent)).get('error')).toBe('login_required')
      const redeem = (more: Record<string, string>, tenant?: string): ReturnType<typeof requestTokens> =>
        requestTokens(running, gatewayFields(running, more), {}, tenant)
      expect((await redeem({ code }, alias)).body.error_codes).toEqual([50034])
      const { refresh_token } = (await redeem({ code })).body
      const refresh = { grant_type: 'refresh_token', refresh_token }
      expect((await redeem(refresh, alias)).body.error_codes).toEqual([50034])
    },
  )

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

  it('asks again when the account signed in has been disabled', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    running.ada.accountEnabled = false
    const response = await browser.request(pathTo('oauth2/v2.0/authorize', parameters))
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Pick an account')
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
    const response = await browser.post('/contoso.onmicrosoft.com/oauth2/v2.0/login', {
      request,
      loginfmt: ' U59@contoso.com ',
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

  it('forgets a session after a day without use', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const path = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' })
    for (let day = 0; day < 2; day++) {
      running.clock.advance(24 * 60 * minute - 1)
      expect(answerOf(await browser.request(path)).has('code')).toBe(true)
    }
    running.clock.advance(24 * 60 * minute)
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
      .post('/common/oauth2/v2.0/login'.replace('common', contosoId), fields, headers)
    expect(response.status).toBe(status)
    expect(response.headers.has('set-cookie')).toBe(status === 302)
  })
})
