import { createHash, randomBytes } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'

/** The keys of one local Entra ID: a value that never changes. Tokens outlive a restart only if their keys do. */
export interface EntraKeys {
  /** What the keys endpoint publishes, each with its certificate (`x5t`, `x5c`), without `issuer`. */
  readonly published: readonly JWK[]
  /** Signs id tokens and access tokens with RS256. As in Entra, `kid` is the certificate's thumbprint, so `x5t` too. */
  readonly signing: SigningKey
  /** Seals refresh tokens: 256 random bits that never leave the process. */
  readonly sealing: Uint8Array
}

/** A key that signs, under the name that tokens give it. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
}

/** A key of which both halves are known. */
export interface KeyWithCertificate {
  readonly jwk: JWK
  readonly signing: SigningKey
}

const year = 365 * 24 * 60 * 60 * 1000

/** The library that makes certificates. It takes as long to load as keys take to make: both go on at once. */
async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}

/** Generates an RSA key of 2048 bits, off the main thread, and a certificate that it signs itself, as Entra's are. */
export async function createKey(): Promise<KeyWithCertificate> {
  const [pair, x509] = await Promise.all([
    generateKeyPair('RS256', { modulusLength: 2048, extractable: true }),
    loadX509(),
  ])
  const now = Date.now()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(16).toString('hex'),
    name: 'CN=accounts.accesscontrol.windows.net',
    notBefore: new Date(now - year),
    notAfter: new Date(now + 4 * year),
    keys: pair,
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  })
  const der = Buffer.from(certificate.rawData)
  const kid = createHash('sha1').update(der).digest('base64url')
  const { n = '', e = '' } = await exportJWK(pair.publicKey)
  return {
    jwk: { kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, x5c: [der.toString('base64')] },
    signing: { kid, privateKey: pair.privateKey },
  }
}

/** Makes keys of which one is published, the one that signs: the least with which a server can start. */
export async function createFirstKeys(): Promise<EntraKeys> {
  const { jwk, signing } = await createKey()
  return { published: [jwk], signing, sealing: randomBytes(32) }
}

/**
 * Publishes one more key, which signs nothing, before those that are. Entra, too, publishes several, in no order, and a
 * client that takes the first instead of the one with the token's `kid` should fail here rather than there.
 */
export function withStandby(keys: EntraKeys, standby: KeyWithCertificate): EntraKeys {
  return { ...keys, published: [standby.jwk, ...keys.published] }
}

/**
 * Generates RSA keys of 2048 bits with certificates, off the main thread: one that signs and one that is published
 * besides. Making them once and handing them to several `startEntra` calls saves the time; those then accept each other's
 * refresh tokens.
 */
export async function createKeys(): Promise<EntraKeys> {
  const [first, standby] = await Promise.all([createFirstKeys(), createKey()])
  return withStandby(first, standby)
}
