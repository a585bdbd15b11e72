import { describe, expect, test } from 'vitest'
import type { DeviceAuthorizationResponse, IDToken, TokenEndpointResponse } from 'openid-client'
import { failureOf, resultOf, type ClientProcess } from './client-process.ts'
import { ada, secret, tenantId } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { approveDevice, startScene, type Scene } from './scene.ts'
import { decodeJwt } from 'jose'

type Tokens = TokenEndpointResponse & { readonly claims: IDToken }

const verifier = 'a-code-verifier-that-is-long-enough-for-everybody'
const scope = 'openid profile offline_access api://orders/Orders.Read'

/** A client that knows the tenant's metadata. */
async function discover(scene: Scene, app: { readonly appId: string } = scene.web): Promise<ClientProcess> {
  const client = scene.client('openid-client')
  const credential = app === scene.native ? undefined : secret
  resultOf(await client.call('discovery', scene.entra.authority(tenantId), app.appId, credential))
  return client
}

async function signIn(scene: Scene, client: ClientProcess): Promise<Tokens> {
  const [state, nonce] = ['state-of-the-test', 'nonce-of-the-test']
  const parameters = {
    redirect_uri: scene.redirectUri,
    scope,
    state,
    nonce,
    code_challenge: resultOf(await client.call<string>('calculatePKCECodeChallenge', verifier)),
    code_challenge_method: 'S256',
  }
  const url = resultOf(await client.call<string>('buildAuthorizationUrl', parameters))
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
  return resultOf(await client.call('authorizationCodeGrant', await scene.signIn(url), checks))
}

/** Discovery that fails since the document's issuer is not the address that was asked. */
async function meetOtherIssuer(scene: Scene, server: string): Promise<string> {
  const outcome = await scene.client('openid-client').call('discovery', server, scene.web.appId, secret)
  const { code, issuer = '', name } = failureOf(outcome)
  return `${name} ${code}: the issuer is ${issuer.replace(scene.origin, '…').replace(tenantId, '{the tenant’s id}')}`
}

const flows: Record<FlowOf<'openid-client 6'>, (scene: Scene) => Promise<string>> = {
  async 'authorization code with PKCE'(scene) {
    const tokens = await signIn(scene, await discover(scene))
    expect(tokens.claims).toMatchObject({ oid: ada.id, preferred_username: ada.userPrincipalName })
    return 'signed in, id token verified with the published keys'
  },
  async 'refresh token'(scene) {
    const client = await discover(scene)
    const first = await signIn(scene, client)
    const again = resultOf(await client.call<Tokens>('refreshTokenGrant', first.refresh_token))
    expect(again.claims.sub).toBe(first.claims.sub)
    expect(again.access_token).not.toBe(first.access_token)
    return 'a new token'
  },
  async 'client credentials'(scene) {
    const client = await discover(scene)
    const request = { scope: 'api://orders/.default' }
    const own = resultOf(await client.call<Tokens>('clientCredentialsGrant', request))
    expect(decodeJwt(own.access_token)).toMatchObject({ roles: ['Orders.Import'] })
    return 'a token with the roles of the application'
  },
  async 'device code'(scene) {
    const client = await discover(scene, scene.native)
    const device = resultOf(
      await client.call<DeviceAuthorizationResponse>('initiateDeviceAuthorization', { scope }),
    )
    await approveDevice(scene, device.verification_uri, device.user_code, ada)
    const tokens = resultOf(await client.call<Tokens>('pollDeviceAuthorizationGrant', device))
    expect(tokens.claims).toMatchObject({ oid: ada.id })
    return 'signed in on another device'
  },
  'discovery at common': (scene) => meetOtherIssuer(scene, scene.entra.authority('common')),
  'discovery of version 1.0': (scene) => meetOtherIssuer(scene, `${scene.authority}/`),
}

describe('openid-client', () => {
  test.each(rowsOf('openid-client 6'))('$flow: $outcome', async ({ flow, outcome }) => {
    expect(await flows[flow](await startScene())).toBe(outcome)
  })
})
