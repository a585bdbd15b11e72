import { clientInfo } from '../client-info.ts'
import type { Application, Platform } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { encodeJson } from '../encode-json.ts'
import type { Place } from '../place.ts'
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

/** An access token, and what it was asked for by. */
interface IssuedAccess {
  readonly resource: Application
  readonly asked: string
  readonly seconds: number
  readonly token: string
}

/**
 * What a response says of its access token. Version 1.0 writes numbers as text, and the times as well; B2C has the times
 * as numbers, and no life beyond the first.
 */
export function accessTokenMembers(
  { policy, version }: Place,
  now: number,
  { asked, resource, seconds, token }: IssuedAccess,
): Members {
  const current = Math.floor(now / 1000)
  if (policy !== undefined) {
    return {
      access_token: token,
      not_before: current,
      expires_in: seconds,
      expires_on: current + seconds,
      resource: resource.appId,
    }
  }
  if (version === '2.0') return { expires_in: seconds, ext_expires_in: seconds, access_token: token }
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
  return accessTokenMembers(grant.place, emulator.now(), { ...issued, ...resource })
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

/** What B2C's response says of the user beside the id token; `sub` and the user name are not told. */
function profileInfo({ tenant, user }: Account): string {
  const profile = {
    ver: '1.0',
    tid: tenant.id,
    sub: null,
    name: user.displayName,
    preferred_username: null,
    idp: 'LocalAccount',
  }
  return encodeJson(profile)
}

/** What a response says of its id token. B2C tells how long it lives, and the user once more. */
function idTokenMembers(
  emulator: Emulator,
  { account, place }: UserGrant,
  { seconds, token }: { readonly seconds: number; readonly token: string },
): Members {
  if (place.policy === undefined) return { id_token: token }
  return {
    id_token: token,
    not_before: Math.floor(emulator.now() / 1000),
    id_token_expires_in: seconds,
    profile_info: profileInfo(account),
  }
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
    ...(idToken !== undefined && idTokenMembers(emulator, grant, idToken)),
    ...(grant.wantsClientInfo && { client_info: clientInfo(grant.account, place.policy) }),
  }
}
