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
})
