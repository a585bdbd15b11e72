import { createHash, X509Certificate } from 'node:crypto'
import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose'
import { aadsts } from './aadsts.ts'
import type { Application, KeyCredential } from './directory/directory.ts'
import type { Emulator } from './emulator.ts'

/** What `client_assertion_type` has to be (RFC 7523, 2.2). */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Seconds that a client's clock may differ. */
const skew = 300
/** The most seconds that an assertion may be good for: Entra asks for five to ten minutes. */
const longest = 24 * 60 * 60

/** Reads an assertion without believing it. Refuses with 50027 what is no JWT. */
export function decodeAssertion(token: string): {
  readonly header: ProtectedHeaderParameters
  readonly claims: JWTPayload
} {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    throw aadsts(50027)
  }
}

/** A certificate of the directory: PEM, or DER in base64. */
function parseCertificate({ key }: KeyCredential): X509Certificate | undefined {
  try {
    return new X509Certificate(key.includes('-----BEGIN') ? key : Buffer.from(key, 'base64'))
  } catch {
    return undefined
  }
}

/** The thumbprints by which a header may name a certificate, each with how it is written there. */
function thumbprintsOf({ raw }: X509Certificate): ReadonlySet<string> {
  const [first, second] = [createHash('sha1').update(raw).digest(), createHash('sha256').update(raw).digest()]
  return new Set([
    `x5t ${first.toString('base64url')}`,
    `x5t#S256 ${second.toString('base64url')}`,
    `kid ${first.toString('hex').toUpperCase()}`,
    `kid ${first.toString('base64url')}`,
  ])
}

/** What a header says of its certificate, in the same words. */
function namesIn(header: ProtectedHeaderParameters): string[] {
  const { kid, x5t } = header
  const x5tS256 = header['x5t#S256']
  return [
    ...(typeof x5t === 'string' ? [`x5t ${x5t.replace(/=+$/, '')}`] : []),
    ...(typeof x5tS256 === 'string' ? [`x5t#S256 ${x5tS256.replace(/=+$/, '')}`] : []),
    ...(typeof kid === 'string' ? [`kid ${kid}`, `kid ${kid.toUpperCase()}`] : []),
  ]
}

function findCertificate(
  application: Application,
  header: ProtectedHeaderParameters,
): X509Certificate | undefined {
  const names = namesIn(header)
  return (application.keyCredentials ?? []).map(parseCertificate).find((certificate) => {
    const thumbprints = certificate && thumbprintsOf(certificate)
    return thumbprints !== undefined && names.some((name) => thumbprints.has(name))
  })
}

/** Paths of token endpoints and issuers, of any tenant and either version. */
const addressable = /^\/[^/]+(\/[^/]+)?\/(oauth2\/token|oauth2\/v2\.0\/token|v2\.0)\/?$|^\/[^/]+\/?$/i

/** Whether an assertion is addressed to this server, by any of its names. */
function isForUs({ isOurs }: Emulator, audience: unknown): boolean {
  if (typeof audience !== 'string' || !URL.canParse(audience)) return false
  const { hostname, pathname } = new URL(audience)
  return isOurs(hostname) && addressable.test(pathname)
}

const iso = (seconds: number | undefined): string =>
  seconds === undefined || Math.abs(seconds) > 8.64e12 ? 'never' : new Date(seconds * 1000).toISOString()

function checkTimes({ exp, iat, nbf }: JWTPayload, now: number): void {
  const from = nbf ?? iat
  const isGood =
    exp !== undefined && exp > now - skew && exp <= now + longest + skew && (from ?? now) <= now + skew
  if (!isGood) throw aadsts(700024, { now: iso(now), from: iso(from), until: iso(exp) })
}

/**
 * Verifies a client's JWT (RFC 7523, 3) with the certificate that its header names, by PS256 or RS256. It may be used
 * again until it ends: Microsoft's libraries do so.
 *
 * Refuses with 50027 (no JWT), 700021 (another application's), 700023 (for somebody else), 700024 (too early, too
 * late, or good for more than a day) and 700027 (an unknown certificate, or a wrong signature).
 */
export async function verifyClientAssertion(
  emulator: Emulator,
  application: Application,
  assertion: string,
): Promise<void> {
  const { claims, header } = decodeAssertion(assertion)
  const isOwn = [claims.iss, claims.sub].every((id) => id?.toLowerCase() === application.appId.toLowerCase())
  if (!isOwn) throw aadsts(700021)
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!audiences.some((audience) => isForUs(emulator, audience))) throw aadsts(700023)
  const thumbprint = namesIn(header)[0]?.replace(/^\S+ /, '') ?? ''
  const certificate = findCertificate(application, header)
  if (certificate === undefined) throw aadsts(700027, { reason: 'The key was not found.', thumbprint })
  try {
    await compactVerify(assertion, certificate.publicKey, { algorithms: ['PS256', 'RS256'] })
  } catch {
    throw aadsts(700027, {
      reason: 'The key was found, but use of the key to verify the signature failed.',
      thumbprint,
    })
  }
  checkTimes(claims, Math.floor(emulator.now() / 1000))
}
