import { createLocalJWKSet, decodeProtectedHeader, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  gatewayCode,
  gatewayFields,
  requestTokens,
  type Running,
  startContoso,
} from '../test-support/running.ts'
import { createKeyRing } from './key-ring.ts'
import { createKeys } from './keys.ts'

async function idToken(running: Running): Promise<string> {
  const fields = gatewayFields(running, { code: await gatewayCode(running) })
  return (await requestTokens(running, fields)).body.id_token
}

/** What becomes of a token at an API that has just fetched the keys. */
async function validate(running: Running, token: string): Promise<string> {
  const response = await running.createBrowser().request('/common/discovery/v2.0/keys')
  const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet)
  return jwtVerify(token, keys, { currentDate: new Date(running.clock.now()) }).then(
    () => 'good',
    (error: unknown) => (error instanceof errors.JOSEError ? error.code : String(error)),
  )
}

describe('keys that change', () => {
  it('rotate: tokens of the new key and of the old are good', async () => {
    const running = await startContoso()
    const before = await idToken(running)
    await running.entra.control.changeKeys('rotate')
    const after = await idToken(running)
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid)
    expect([await validate(running, before), await validate(running, after)]).toEqual(['good', 'good'])
  })

  it('retire: tokens of the old key find no key any more', async () => {
    const running = await startContoso()
    const before = await idToken(running)
    await running.entra.control.changeKeys('rotate')
    await running.entra.control.changeKeys('retire')
    expect(await validate(running, before)).toBe('ERR_JWKS_NO_MATCHING_KEY')
    expect(await validate(running, await idToken(running))).toBe('good')
  })

  it('sign with a key that nobody publishes', async () => {
    const running = await startContoso()
    await running.entra.control.changeKeys('signWithUnpublished')
    expect(await validate(running, await idToken(running))).toBe('ERR_JWKS_NO_MATCHING_KEY')
  })

  it('sign with another key than the token names', async () => {
    const running = await startContoso()
    await running.entra.control.changeKeys('signWithWrong')
    expect(await validate(running, await idToken(running))).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED')
  })

  it('are restored, and leave refresh tokens good all the while', async () => {
    const running = await startContoso()
    const before = await idToken(running)
    const code = await gatewayCode(running)
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    await running.entra.control.changeKeys('signWithWrong')
    const fields = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
    const refreshed = await requestTokens(running, gatewayFields(running, fields))
    expect(refreshed.response.status).toBe(200)
    await running.entra.control.changeKeys('restore')
    expect(await validate(running, await idToken(running))).toBe('good')
    expect(await validate(running, before)).toBe('good')
  })

  it('change one after the other, and no more than eight are published', async () => {
    const ring = createKeyRing(await createKeys())
    await Promise.all(Array.from({ length: 8 }, () => ring.change('rotate')))
    const { published, signing } = ring.current
    expect(new Set(published.map(({ kid }) => kid)).size).toBe(8)
    expect(published.at(-1)?.kid).toBe(signing.kid)
  })
})
