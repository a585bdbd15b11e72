import { describe, expect, it } from 'vitest'
import { decodeJwt } from 'jose'
import {
  gatewayCode,
  gatewayFields,
  pageOrigin,
  requestTokens,
  type Running,
  startContoso,
} from '../../test-support/running.ts'

/** Tokens of Ada's for the gateway, with an access token for Microsoft Graph unless the scope says otherwise. */
async function tokens(
  running: Running,
  scope = 'openid profile email',
): Promise<{ access_token: string; id_token: string }> {
  const code = await gatewayCode(running, { scope })
  return (await requestTokens(running, gatewayFields(running, { code }))).body
}

const ask = (running: Running, token: string, method = 'GET', path = '/oidc/userinfo'): Promise<Response> =>
  running
    .createBrowser()
    .request(path, { method, headers: { authorization: `Bearer ${token}`, ...pageOrigin } })

describe('user information', () => {
  it.each([
    ['GET', '/oidc/userinfo'],
    ['POST', '/OIDC/UserInfo'],
    ['GET', '/common/openid/userinfo'],
  ])('tells a page, by %s %s, who the token of Microsoft Graph is about', async (method, path) => {
    const running = await startContoso()
    running.ada.givenName = 'Ada'
    running.ada.surname = 'Lovelace'
    const { access_token, id_token } = await tokens(running)
    const response = await ask(running, access_token, method, path)
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cache-control')).toBe('no-store, no-cache')
    expect(await response.json()).toEqual({
      sub: decodeJwt(id_token).sub,
      name: 'Ada Lovelace',
      family_name: 'Lovelace',
      given_name: 'Ada',
      picture: 'https://graph.microsoft.com/v1.0/me/photo/$value',
      email: 'ada@contoso.com',
    })
  })

  it('tells as much where the token is for more of Microsoft Graph', async () => {
    const running = await startContoso()
    const { access_token } = await tokens(running, 'openid profile offline_access User.Read')
    expect(decodeJwt(access_token)).toMatchObject({ scp: 'openid profile User.Read' })
    expect(await (await ask(running, access_token)).json()).toMatchObject({ name: 'Ada Lovelace' })
  })

  it('tells no more than the scopes allow', async () => {
    const running = await startContoso()
    const { access_token, id_token } = await tokens(running, 'openid')
    expect(await (await ask(running, access_token)).json()).toEqual({ sub: decodeJwt(id_token).sub })
  })

  it.each<[string, (running: Running) => Promise<string>]>([
    [
      'a token for another API',
      async (running) => (await tokens(running, 'api://contacts/.default')).access_token,
    ],
    ['an id token', async (running) => (await tokens(running)).id_token],
    ['no token', () => Promise.resolve('x.y.z')],
    ['nothing', () => Promise.resolve('')],
    [
      'a token that was changed',
      async (running) => {
        const [header, payload, signature] = (await tokens(running)).access_token.split('.')
        const claims = { ...decodeJwt(`${header}.${payload}.${signature}`), oid: running.bob.id }
        return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
      },
    ],
    [
      'a token that is over',
      async (running) => {
        const { access_token } = await tokens(running)
        running.entra.control.moveClock(2 * 60 * 60)
        return access_token
      },
    ],
    [
      'a token of a user who was disabled',
      async (running) => {
        const { access_token } = await tokens(running)
        running.ada.accountEnabled = false
        return access_token
      },
    ],
    [
      'a token of a user who is gone',
      async (running) => {
        const { access_token } = await tokens(running)
        running.contoso.users = []
        return access_token
      },
    ],
    [
      'a token of a retired key',
      async (running) => {
        const { access_token } = await tokens(running)
        await running.entra.control.changeKeys('rotate')
        await running.entra.control.changeKeys('retire')
        return access_token
      },
    ],
  ])('refuses %s, readably', async (_, makeToken) => {
    const running = await startContoso()
    const response = await ask(running, await makeToken(running))
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer realm="", authorization_uri="${running.entra.origin}/common/oauth2/authorize", ` +
        'client_id="00000003-0000-0000-c000-000000000000"',
    )
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })

  it('refuses a request without any authorization', async () => {
    const response = await (await startContoso()).createBrowser().request('/oidc/userinfo')
    expect(response.status).toBe(401)
  })

  it('lets pages send the token', async () => {
    const browser = (await startContoso()).createBrowser()
    const response = await browser.request('/oidc/userinfo', { method: 'OPTIONS', headers: pageOrigin })
    expect(response.headers.get('access-control-allow-headers')).toContain('authorization')
  })

  it('can be made to fail', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ endpoint: 'user-info', error: 50173 })
    const response = await ask(running, (await tokens(running)).access_token)
    expect(await response.json()).toMatchObject({ error_codes: [50173] })
    expect(running.events.at(-1)).toEqual({ type: 'refused', endpoint: 'user-info', code: 50173 })
  })
})
