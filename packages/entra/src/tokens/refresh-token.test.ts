import { describe, expect, it } from 'vitest'
import { createKeys } from '../keys.ts'
import { openRefreshToken, type RefreshGrant, sealRefreshToken } from './refresh-token.ts'

const grant: RefreshGrant = {
  appId: 'app',
  platform: 'spa',
  tenantId: 'tenant',
  userId: 'user',
  sid: 'session',
  scope: 'openid',
  issuedAt: 1,
  expiresAt: 2,
}

describe('a refresh token', () => {
  it('opens with the keys that sealed it, and shows nothing without', async () => {
    const keys = await createKeys()
    const token = sealRefreshToken(keys, grant)
    expect(openRefreshToken(keys, token)).toEqual(grant)
    expect(Buffer.from(token.slice(2), 'base64url').toString('latin1')).not.toContain('app')
    expect(sealRefreshToken(keys, grant)).not.toBe(token)
  })

  it('opens with no other keys, and not once changed', async () => {
    const [keys, others] = await Promise.all([createKeys(), createKeys()])
    const token = sealRefreshToken(keys, grant)
    expect(openRefreshToken(others, token)).toBeUndefined()
    const bytes = Buffer.from(token.slice(2), 'base64url')
    bytes[20] = (bytes[20] ?? 0) ^ 1
    const flipped = `1.${bytes.toString('base64url')}`
    for (const changed of [
      '',
      'x',
      '1.',
      '1.AAAA',
      token.slice(1),
      token.slice(0, -2),
      `${token}AAAA`,
      `2${token.slice(1)}`,
      flipped,
    ]) {
      expect(openRefreshToken(keys, changed)).toBeUndefined()
    }
  })
})
