import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

/** The keys of one local Entra ID. Tokens outlive a restart only if their keys do. */
export interface EntraKeys {
  /** What the keys endpoint publishes, without `issuer`. */
  readonly published: readonly JWK[]
  /** Signs id tokens and access tokens with RS256. */
  readonly signing: { readonly kid: string; readonly privateKey: CryptoKey }
  /** Seals refresh tokens: 256 random bits that never leave the process. */
  readonly sealing: Uint8Array
}

async function createKey(): Promise<{ jwk: JWK; kid: string; privateKey: CryptoKey }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
  const { kty, n, e } = await exportJWK(publicKey)
  const jwk = { kty, n, e } as JWK
  const kid = await calculateJwkThumbprint(jwk)
  return { jwk: { kty: 'RSA', use: 'sig', kid, ...jwk }, kid, privateKey }
}

/**
 * Generates RSA keys of 2048 bits, off the main thread. Making them once and handing them to several
 * `startEntra` calls saves the time; those then accept each other's refresh tokens.
 *
 * Two keys are published and the second signs: Entra, too, publishes several, in no order, and a client
 * that takes the first instead of the one with the token's `kid` should fail here rather than there.
 */
export async function createKeys(): Promise<EntraKeys> {
  const [standby, signing] = await Promise.all([createKey(), createKey()])
  return {
    published: [standby.jwk, signing.jwk],
    signing: { kid: signing.kid, privateKey: signing.privateKey },
    sealing: randomBytes(32),
  }
}
