import { aadsts } from '../aadsts.ts'
import { need } from '../request.ts'
import { parseScopes } from '../scopes.ts'
import { openRefreshToken, type RefreshGrant, refreshTokenSeconds } from '../tokens/refresh-token.ts'
import { userTokenResponse } from '../tokens/token-response.ts'
import type { GrantType, TokenRequest } from './grant.ts'
import { accountOf, oneResource } from './user-grant.ts'

function checkRefreshToken({ address, client, emulator }: TokenRequest, grant: RefreshGrant): void {
  if (grant.appId !== client.appId) throw aadsts(70000)
  if (address.kind === 'tenant' && address.tenant.id !== grant.tenantId) throw aadsts(70000)
  if (emulator.now() < grant.expiresAt * 1000) return
  const issued = new Date(grant.issuedAt * 1000).toISOString()
  throw grant.platform === 'spa' ? aadsts(700084, { issued }) : aadsts(700082, { issued })
}

/**
 * `refresh_token`: new tokens without a person (RFC 6749, 6). A refresh token is good for every API, always
 * comes with a successor, and stays valid until its own end: Entra does not revoke it. The successor of a
 * single-page app's ends when the first one would have; all others start anew.
 */
export const refreshToken: GrantType = async (request) => {
  const { client, emulator, parameters } = request
  const grant = await openRefreshToken(emulator.keys, need(parameters, 'refresh_token'))
  return {
    kind: 'refresh_token',
    platform: grant?.platform,
    pkce: true,
    async redeem(proof) {
      if (grant === undefined) throw aadsts(9002313)
      checkRefreshToken(request, grant)
      const scopes = parseScopes(parameters.get('scope') ?? grant.scope)
      const account = accountOf(request, grant.tenantId, grant.userId)
      const resource = oneResource(request, account, scopes)
      const { platform, sid } = grant
      const renewed = Math.floor(emulator.now() / 1000) + refreshTokenSeconds(platform)
      const body = await userTokenResponse(emulator, {
        place: request.place,
        client,
        platform,
        proof,
        account,
        sid,
        scopes,
        resource,
        nonce: undefined,
        wantsClientInfo: parameters.get('client_info') === '1',
        refreshUntil: platform === 'spa' ? grant.expiresAt : renewed,
      })
      const { tenant, user } = account
      return {
        body,
        event: {
          type: 'tokens-issued',
          grant: 'refresh_token',
          tenant: tenant.id,
          app: client.appId,
          user: user.id,
        },
      }
    },
  }
}
