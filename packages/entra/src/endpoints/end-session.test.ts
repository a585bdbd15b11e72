import { describe, expect, it } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  pageUri,
  pathTo,
  requestTokens,
  signIn,
  startContoso,
} from '../../test-support/running.ts'

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

  it('goes on to a redirect URI of an application that was signed in to, if nobody says who asks', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const others = await browser.request(pathTo(logout, { post_logout_redirect_uri: gatewayUri }))
    expect(others.headers.get('location')).toBeNull()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const own = await browser.request(pathTo('oauth2/logout', { post_logout_redirect_uri: pageUri }))
    expect(own.headers.get('location')).toBe(pageUri)
    const again = await browser.request(pathTo(logout, { post_logout_redirect_uri: pageUri }))
    expect(again.headers.get('location')).toBeNull()
  })

  it('loads the pages of the applications in hidden frames first, and goes on then', async () => {
    const running = await startContoso()
    running.page.web = { redirectUris: [], logoutUrl: 'https://contacts.example.com/bye?x=&y' }
    running.gateway.web = { redirectUris: [gatewayUri], logoutUrl: 'https://app.example.com/bye' }
    running.everywhere.web = { redirectUris: [], logoutUrl: 'https://everywhere.example.com/bye' }
    const browser = running.createBrowser()
    const first = await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const sid = answerOf(first).get('session_state')
    await browser.request(pathTo('oauth2/v2.0/authorize', authorizeParameters(running.gateway, gatewayUri)))
    const response = await browser.request(pathTo(logout, { post_logout_redirect_uri: pageUri }))
    const html = await response.text()
    const issuer = encodeURIComponent(`${running.entra.origin}/${running.contoso.id}/v2.0`)
    expect(response.status).toBe(200)
    expect(html.match(/<iframe /g)).toHaveLength(2)
    expect(html).toContain(`src="https://contacts.example.com/bye?x=&amp;y&amp;iss=${issuer}&amp;sid=${sid}"`)
    expect(html).toContain(`src="https://app.example.com/bye?iss=${issuer}&amp;sid=${sid}"`)
    expect(html).toContain(`<a id="next" href="${pageUri}">`)
    expect(response.headers.get('refresh')).toBe(`5; url=${pageUri}`)
    expect(response.headers.get('content-security-policy')).toContain(
      '; frame-src https://contacts.example.com https://app.example.com;',
    )
  })

  it('loads no page that is not on the web', async () => {
    const running = await startContoso()
    running.page.web = { redirectUris: [], logoutUrl: 'javascript:alert(1)' }
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    expect(await (await browser.request(pathTo(logout))).text()).not.toContain('<iframe')
  })

  it('of one account leaves the others signed in, under a new cookie', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    await signIn(browser, parameters, running.bob)
    const before = browser.cookie
    await browser.request(pathTo(logout, { logout_hint: running.ada.userPrincipalName }))
    expect(running.events.at(-1)).toEqual({ type: 'signed-out', users: [running.ada.id] })
    expect(browser.cookie).not.toBe(before)
    await browser.request(pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' }))
    expect(running.events.at(-1)).toMatchObject({ type: 'code-issued', user: running.bob.id })
    await browser.request(pathTo(logout, { logout_hint: 'nobody' }))
    expect(running.events.at(-1)).toEqual({ type: 'signed-out', users: [running.bob.id] })
  })
})
