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
    const token = await sealRefreshToken(keys, grant)
    expect(await openRefreshToken(keys, token)).toEqual(grant)
    expect(Buffer.from(token.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('app')
    expect(await sealRefreshToken(keys, grant)).not.toBe(token)
  })

  it('opens with no other keys, and not once changed', async () => {
    const [keys, others] = await Promise.all([createKeys(), createKeys()])
    const token = await sealRefreshToken(keys, grant)
    expect(await openRefreshToken(others, token)).toBeUndefined()
    for (const changed of ['', 'x', '....', token.slice(1), `${token}A`, token.replace('..', '.AA.')]) {
      expect(await openRefreshToken(keys, changed)).toBeUndefined()
    }
  })
})
