import { createRemoteJWKSet, customFetch as joseFetch, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { describe, expect, it } from 'vitest'
import { contosoId, secret } from '../test-support/contoso.ts'
import { gatewayUri, type Running, startContoso } from '../test-support/running.ts'

/** Node does not resolve names below localhost: sends their requests to the loopback address. */
const onLoopback = (url: string): string => url.replace('//login.clearway.localhost:', '//127.0.0.1:')

const loopbackFetch: client.CustomFetch = (url, options) => fetch(onLoopback(url), options as RequestInit)

async function discover(running: Running, tenant: string = contosoId): Promise<client.Configuration> {
  const server = new URL(running.entra.authority(tenant))
  const options = { execute: [client.allowInsecureRequests], [client.customFetch]: loopbackFetch }
  return client.discovery(server, running.gateway.appId, secret, undefined, options)
}

/** Follows an authorization URL as Ada's browser does: sees the page, presses her button, is sent back. */
async function signInAt(running: Running, url: URL): Promise<URL> {
  const browser = running.createBrowser()
  const page = await (await browser.request(url.pathname + url.search)).text()
  const [, action = '', request = ''] =
    /action="([^"]+)">\s*<input type="hidden" name="request" value="([^"]+)"/.exec(page) ?? []
  const answer = await browser.post(action, {
    request: request.replaceAll('&amp;', '&'),
    user: running.ada.id,
  })
  return new URL(answer.headers.get('location') ?? '')
}

describe('openid-client', () => {
  // It checks times by the real clock.
  it('signs in with code and PKCE, refreshes, verifies and gets a token for itself', async () => {
    const running = await startContoso({ now: Date.now })
    const config = await discover(running)
    client.enableNonRepudiationChecks(config)
    const verifier = client.randomPKCECodeVerifier()
    const [state, nonce] = [client.randomState(), client.randomNonce()]
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: gatewayUri,
      scope: 'openid profile email offline_access api://contacts/Contacts.Read',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    const tokens = await client.authorizationCodeGrant(config, await signInAt(running, url), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    expect(tokens.claims()).toMatchObject({
      oid: running.ada.id,
      preferred_username: 'ada@contoso.onmicrosoft.com',
      groups: ['Sales', 'Marketing'],
    })

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(refreshed.claims()?.sub).toBe(tokens.claims()?.sub)
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token)

    const { issuer, jwks_uri: jwksUri = '' } = config.serverMetadata()
    const keys = createRemoteJWKSet(new URL(jwksUri), {
      [joseFetch]: (target, options) => fetch(onLoopback(target), options),
    })
    const audience = running.contactsApi.appId
    await expect(jwtVerify(refreshed.access_token, keys, { issuer, audience })).resolves.toBeDefined()

    const own = await client.clientCredentialsGrant(config, { scope: 'api://contacts/.default' })
    await expect(jwtVerify(own.access_token, keys, { issuer, audience })).resolves.toBeDefined()
  })

  it('reads a refusal by its error and description', async () => {
    const running = await startContoso({ now: Date.now })
    const config = await discover(running)
    const refused = client.refreshTokenGrant(config, 'nonsense')
    await expect(refused).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('AADSTS9002313') as string,
    })
  })

  it('refuses the templated issuer of common, as it does with Entra behind another name', async () => {
    await expect(discover(await startContoso(), 'common')).rejects.toMatchObject({
      code: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
    })
  })

  it('signs out to where the application is registered', async () => {
    const running = await startContoso()
    const config = await discover(running)
    const url = client.buildEndSessionUrl(config, { post_logout_redirect_uri: gatewayUri })
    const response = await running.createBrowser().request(url.pathname + url.search)
    expect(response.headers.get('location')).toBe(gatewayUri)
  })
})
