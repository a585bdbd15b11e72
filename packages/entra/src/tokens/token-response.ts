import { clientInfo } from '../client-info.ts'
import type { Application, Platform } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import { type Emulator, issuerOf } from '../emulator.ts'
import type { ResourceGrant, Scopes } from '../scopes.ts'
import { type ClientProof, delegatedTokenClaims } from './access-token.ts'
import { idTokenClaims } from './id-token.ts'
import { lifetimeOf } from './lifetime.ts'
import { refreshTokenSeconds, sealRefreshToken } from './refresh-token.ts'
import { sign, signAccessToken } from './sign.ts'

/** A user's grant that is about to become tokens. */
export interface UserGrant {
  readonly client: Application
  readonly platform: Platform
  readonly proof: ClientProof
  readonly account: Account
  readonly sid: string
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
  const { keys } = emulator
  const { account, client, platform, resource, scopes, sid } = grant
  const now = emulator.now()
  const nowSeconds = Math.floor(now / 1000)
  const issuer = issuerOf(emulator.origin, account.tenant.id)
  const seconds = emulator.accessTokenSeconds()
  const lifetime = lifetimeOf(now, seconds)
  const accessToken = signAccessToken(
    keys,
    delegatedTokenClaims({
      issuer,
      client,
      account,
      sid,
      lifetime,
      proof: grant.proof,
      resource: resource.resource,
      scp: resource.scp,
    }),
  )
  const idToken =
    scopes.openId.has('openid') &&
    sign(
      keys,
      idTokenClaims({
        issuer,
        client,
        account,
        sid,
        scopes: scopes.openId,
        nonce: grant.nonce,
        lifetime: lifetimeOf(now, emulator.idTokenSeconds),
      }),
    )
  const refreshToken =
    grant.refreshUntil !== undefined &&
    sealRefreshToken(keys, {
      appId: client.appId,
      platform,
      tenantId: account.tenant.id,
      userId: account.user.id,
      sid,
      scope: scopes.text,
      issuedAt: grant.refreshUntil - refreshTokenSeconds(platform),
      expiresAt: grant.refreshUntil,
    })
  const openId = [...scopes.openId].filter((scope) => scope !== 'offline_access')
  return {
    token_type: 'Bearer',
    scope: [...resource.granted, ...openId].join(' '),
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: await accessToken,
    ...(refreshToken !== false && { refresh_token: await refreshToken }),
    ...(grant.refreshUntil !== undefined &&
      platform === 'spa' && { refresh_token_expires_in: grant.refreshUntil - nowSeconds }),
    ...(idToken !== false && { id_token: await idToken }),
    ...(grant.wantsClientInfo && { client_info: clientInfo(account) }),
  }
}
