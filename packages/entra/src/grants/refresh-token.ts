import { aadsts } from '../aadsts.ts'
import { need } from '../request.ts'
import { openRefreshToken, type RefreshGrant, refreshTokenEnd } from '../tokens/refresh-token.ts'
import type { GrantType, TokenRequest } from './grant.ts'
import { checkIssuedHere, timesOf } from './issued-grant.ts'
import { accountOf, checkUserGrant, issueToUser } from './user-grant.ts'
import { wantedScopes } from './wanted-scopes.ts'

function checkRefreshToken(request: TokenRequest, grant: RefreshGrant): void {
  const { address, emulator } = request
  checkIssuedHere(request, grant)
  if (address.kind === 'tenant' && address.tenant.id !== grant.tenantId) throw aadsts(70000)
  if (emulator.now() < grant.expiresAt * 1000) return
  const issued = new Date(grant.issuedAt * 1000).toISOString()
  const values = { issued, ...timesOf(emulator.now(), grant.issuedAt, grant.expiresAt) }
  throw grant.platform === 'spa' ? aadsts(700084, values) : aadsts(700082, values)
}

/**
 * `refresh_token`: new tokens without a person (RFC 6749, 6). A refresh token is good for every API, always
 * comes with a successor, and stays valid until its own end: Entra does not revoke it. The successor of a
 * single-page app's ends when the first one would have; all others start anew.
 */
export const refreshToken: GrantType = (request) => {
  const { emulator, parameters } = request
  const opened = openRefreshToken(emulator.keys, need(parameters, 'refresh_token'))
  return {
    kind: 'refresh_token',
    platform: opened?.platform,
    pkce: true,
    async redeem(proof) {
      if (opened === undefined) throw aadsts(9002313)
      checkRefreshToken(request, opened)
      const { authTime, platform, sid } = opened
      const grant = checkUserGrant(request, {
        account: accountOf(request, opened.tenantId, opened.userId),
        platform,
        proof,
        sid,
        authTime,
        nonce: undefined,
        scopes: wantedScopes(request, opened.scope),
        refreshUntil: platform === 'spa' ? opened.expiresAt : refreshTokenEnd(emulator.now(), platform),
      })
      return issueToUser(request, 'refresh_token', grant)
    },
  }
}
