import { clientInfo } from '../client-info.ts'
import type { Platform } from '../directory/directory.ts'
import type { Emulator } from '../emulator.ts'
import type { ResourceGrant, Scopes } from '../scopes.ts'
import { refreshTokenSeconds, sealRefreshToken } from './refresh-token.ts'
import { issueAccessToken, issueIdToken, type TokenSubject } from './user-tokens.ts'

/** A user's grant that is about to become tokens. */
export interface UserGrant extends TokenSubject {
  readonly platform: Platform
  readonly nonce: string | undefined
  readonly scopes: Scopes
  readonly resource: ResourceGrant
  readonly wantsClientInfo: boolean
  /** Seconds since 1970 at which the refresh token ends; undefined: none is given. */
  readonly refreshUntil: number | undefined
}

/** The token endpoint's answer to a user's grant, its members in Entra's order. */
export async function userTokenResponse(
  emulator: Emulator,
  grant: UserGrant,
): Promise<Record<string, unknown>> {
  const { account, client, nonce, platform, refreshUntil, resource, scopes, sid } = grant
  const access = issueAccessToken(emulator, grant, resource)
  const idToken =
    scopes.openId.has('openid') && issueIdToken(emulator, grant, { scopes: scopes.openId, nonce })
  const refreshToken =
    refreshUntil !== undefined &&
    sealRefreshToken(emulator.keys, {
      appId: client.appId,
      platform,
      tenantId: account.tenant.id,
      userId: account.user.id,
      sid,
      scope: scopes.text,
      issuedAt: refreshUntil - refreshTokenSeconds(platform),
      expiresAt: refreshUntil,
    })
  const openId = [...scopes.openId].filter((scope) => scope !== 'offline_access')
  const { token, seconds } = await access
  return {
    token_type: 'Bearer',
    scope: [...resource.granted, ...openId].join(' '),
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: token,
    ...(refreshToken !== false && { refresh_token: await refreshToken }),
    ...(refreshUntil !== undefined &&
      platform === 'spa' && { refresh_token_expires_in: refreshUntil - Math.floor(emulator.now() / 1000) }),
    ...(idToken !== false && { id_token: await idToken }),
    ...(grant.wantsClientInfo && { client_info: clientInfo(account) }),
  }
}
