import { CompactEncrypt, compactDecrypt } from 'jose'
import type { Platform } from '../directory/directory.ts'
import type { EntraKeys } from '../keys.ts'

/** What a refresh token stands for. Times are in seconds. */
export interface RefreshGrant {
  readonly appId: string
  readonly platform: Platform
  readonly tenantId: string
  readonly userId: string
  readonly sid: string
  /** The scopes last asked for: those of a refresh that names none. */
  readonly scope: string
  readonly issuedAt: number
  readonly expiresAt: number
}

const day = 24 * 60 * 60

/** Seconds until a new refresh token's end: 24 h for a single-page app, else 90 days. */
export const refreshTokenSeconds = (platform: Platform): number => (platform === 'spa' ? day : 90 * day)

/**
 * Makes a refresh token: the grant itself, encrypted (JWE, A256GCM), so that nothing is kept here. Entra does
 * not revoke a refresh token when it is used, which is why no list of them is needed.
 */
export function sealRefreshToken(keys: EntraKeys, grant: RefreshGrant): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(grant)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(keys.sealing)
}

/** Opens a refresh token of these keys; undefined for anything else. It does not check the times. */
export async function openRefreshToken(keys: EntraKeys, token: string): Promise<RefreshGrant | undefined> {
  try {
    const { plaintext } = await compactDecrypt(token, keys.sealing, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return JSON.parse(new TextDecoder().decode(plaintext)) as RefreshGrant
  } catch {
    return undefined
  }
}
