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
import type { TenantAddress } from './directory/find.ts'
import type { Emulator } from './emulator.ts'
import { isMicrosoftName } from './microsoft-names.ts'
import { issuerAt, oauthPath, type Place } from './place.ts'

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

/** The address that a client authenticates at. */
export interface CalledAddress {
  readonly place: Place
  readonly address: TenantAddress
}

/** Whether an origin is this server's: the one called, any of its names with its port, or Microsoft's without one. */
function isOurOrigin({ isOurs, origin: own }: Emulator, { place }: CalledAddress, url: URL): boolean {
  if (url.origin === place.origin) return true
  if (!isOurs(url.hostname)) return false
  const { port, protocol } = new URL(own)
  const isAsOurs = url.port === port && url.protocol === protocol
  return isAsOurs || (isMicrosoftName(url.hostname) && url.origin === `https://${url.hostname}`)
}

/** The paths of the token endpoint that was called, of either version, by each of the tenant's names. */
function tokenPaths({ address, place }: CalledAddress): string[] {
  const own = address.kind === 'tenant' ? [address.tenant.id, address.tenant.domain] : []
  const { policy } = place
  return [place.tenant, ...own].flatMap((tenant) => {
    if (policy === undefined) {
      return (['1.0', '2.0'] as const).map((version) => `${oauthPath({ policy, version }, tenant)}/token`)
    }
    const path = `${oauthPath(place, tenant)}/token`
    return [path, `/tfp${path}`, `/${tenant}/oauth2/v2.0/token?p=${policy}`]
  })
}

/**
 * Whether an assertion is addressed to where it was sent: to this token endpoint, as Entra's documentation has it, or to
 * the tenant by one of its issuers, which Entra's error 700023 speaks of.
 */
function isForUs(emulator: Emulator, called: CalledAddress, audience: unknown): boolean {
  if (typeof audience !== 'string' || !URL.canParse(audience)) return false
  const { address, place } = called
  const id = address.kind === 'tenant' ? address.tenant.id : undefined
  const written = audience.toLowerCase()
  const isPlain = place.policy === undefined
  if (isPlain && id !== undefined && written === issuerAt(place, id, '1.0').toLowerCase()) return true
  const url = new URL(written)
  // Compared as it is written: an URL loses dots, and a user and a fragment have no place here.
  if (!isOurOrigin(emulator, called, url) || !written.startsWith(url.origin)) return false
  const issuers = id === undefined ? [] : [`/${id}/v2.0${isPlain ? '' : '/'}`]
  const known = [...tokenPaths(called), ...issuers].map((path) => path.toLowerCase())
  return known.includes(written.slice(url.origin.length))
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
  called: CalledAddress,
  application: Application,
  assertion: string,
): Promise<void> {
  const { claims, header } = decodeAssertion(assertion)
  const isOwn = [claims.iss, claims.sub].every((id) => id?.toLowerCase() === application.appId.toLowerCase())
  if (!isOwn) throw aadsts(700021)
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (!audiences.some((audience) => isForUs(emulator, called, audience))) throw aadsts(700023)
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
