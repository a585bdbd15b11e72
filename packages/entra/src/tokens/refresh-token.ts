import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Platform } from '../directory/directory.ts'
import type { EntraKeys } from '../keys.ts'

/** What a refresh token stands for. Times are in seconds. */
export interface RefreshGrant {
  readonly appId: string
  readonly platform: Platform
  readonly tenantId: string
  readonly userId: string
  readonly sid: string
  /** When the user signed in. */
  readonly authTime?: number | undefined
  /** The B2C user flow that the user went through. */
  readonly policy?: string | undefined
  /** The scopes last asked for: those of a refresh that names none. */
  readonly scope: string
  readonly issuedAt: number
  readonly expiresAt: number
}

const day = 24 * 60 * 60

/** Seconds until a new refresh token's end: 24 h for a single-page app, else 90 days. */
export const refreshTokenSeconds = (platform: Platform): number => (platform === 'spa' ? day : 90 * day)

/**
 * Seconds since 1970 at which a refresh token ends that is new now.
 * @param now milliseconds
 */
export function refreshTokenEnd(now: number, platform: Platform): number {
  return Math.floor(now / 1000) + refreshTokenSeconds(platform)
}

/** AES-256-GCM (NIST SP 800-38D): 96 bits that never repeat, and 128 bits that show a change. */
const cipher = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/**
 * Makes a refresh token: the grant itself, encrypted and authenticated, so that nothing is kept here. Entra does
 * not revoke a refresh token when it is used, which is why no list of them is needed.
 */
export function sealRefreshToken({ sealing }: EntraKeys, grant: RefreshGrant): string {
  const nonce = randomBytes(nonceLength)
  const sealer = createCipheriv(cipher, sealing, nonce, { authTagLength: tagLength })
  const sealed = [sealer.update(JSON.stringify(grant), 'utf8'), sealer.final()]
  return `1.${Buffer.concat([nonce, ...sealed, sealer.getAuthTag()]).toString('base64url')}`
}

/** Opens a refresh token of these keys; undefined for anything else. It does not check the times. */
export function openRefreshToken({ sealing }: EntraKeys, token: string): RefreshGrant | undefined {
  const encoded = /^1\.([\w-]+)$/.exec(token)?.[1]
  const bytes = Buffer.from(encoded ?? '', 'base64url')
  if (bytes.length < nonceLength + tagLength) return undefined
  try {
    const opener = createDecipheriv(cipher, sealing, bytes.subarray(0, nonceLength), {
      authTagLength: tagLength,
    })
    opener.setAuthTag(bytes.subarray(-tagLength))
    const opened = [opener.update(bytes.subarray(nonceLength, -tagLength)), opener.final()]
    return JSON.parse(Buffer.concat(opened).toString('utf8')) as RefreshGrant
  } catch {
    return undefined
  }
}
