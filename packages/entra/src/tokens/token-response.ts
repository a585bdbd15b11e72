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
  /** Undefined: only an id token is wanted, which B2C alone can do. */
  readonly resource: ResourceGrant | undefined
  readonly wantsClientInfo: boolean
  /** Seconds since 1970 at which the refresh token ends; undefined: none is given. */
  readonly refreshUntil: number | undefined
}

type Members = Record<string, unknown>

/** What a response says of its access token. Version 1.0 writes numbers as text, and the times as well. */
export function accessTokenMembers(
  version: TokenSubject['place']['version'],
  now: number,
  { asked, seconds, token }: { readonly asked: string; readonly seconds: number; readonly token: string },
): Members {
  if (version === '2.0') return { expires_in: seconds, ext_expires_in: seconds, access_token: token }
  const current = Math.floor(now / 1000)
  return {
    expires_in: String(seconds),
    ext_expires_in: String(seconds),
    expires_on: String(current + seconds),
    not_before: String(current),
    resource: asked,
    access_token: token,
  }
}

async function issueAccess(emulator: Emulator, grant: UserGrant, resource: ResourceGrant): Promise<Members> {
  const issued = await issueAccessToken(emulator, grant, resource)
  return accessTokenMembers(grant.place.version, emulator.now(), { ...issued, asked: resource.asked })
}

function refreshTokenMembers(emulator: Emulator, grant: UserGrant, until: number): Members {
  const { account, authTime, client, place, platform, scopes, sid } = grant
  const token = sealRefreshToken(emulator.keys, {
    appId: client.appId,
    platform,
    tenantId: account.tenant.id,
    userId: account.user.id,
    sid,
    authTime,
    policy: place.policy,
    scope: scopes.text,
    issuedAt: until - refreshTokenSeconds(platform),
    expiresAt: until,
  })
  const seconds = until - Math.floor(emulator.now() / 1000)
  return { refresh_token: token, ...(platform === 'spa' && { refresh_token_expires_in: seconds }) }
}

/** The scopes as the response names them: version 1.0 without the API's name. */
function scopeOf({ place, resource, scopes }: UserGrant): string {
  if (place.version === '1.0') return resource?.scp.join(' ') ?? ''
  const openId = [...scopes.openId].filter((scope) => scope !== 'offline_access')
  return [...(resource?.granted ?? []), ...openId].join(' ')
}

/** The token endpoint's answer to a user's grant, its members in Entra's order. */
export async function userTokenResponse(emulator: Emulator, grant: UserGrant): Promise<Members> {
  const { nonce, place, refreshUntil, resource, scopes } = grant
  // All at once: signing happens on other threads.
  const [access, idToken] = await Promise.all([
    resource === undefined ? {} : issueAccess(emulator, grant, resource),
    scopes.openId.has('openid') ? issueIdToken(emulator, grant, { scopes: scopes.openId, nonce }) : undefined,
  ])
  return {
    token_type: 'Bearer',
    scope: scopeOf(grant),
    ...access,
    ...(refreshUntil !== undefined && refreshTokenMembers(emulator, grant, refreshUntil)),
    ...(idToken !== undefined && { id_token: idToken }),
    ...(grant.wantsClientInfo && { client_info: clientInfo(grant.account, place.policy) }),
  }
}
