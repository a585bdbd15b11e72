import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import { createKey, type KeyWithCertificate } from '../src/keys.ts'
import { postToken, type Running } from './running.ts'

let keys: Promise<readonly [KeyWithCertificate, KeyWithCertificate]> | undefined

/** Two keys with certificates, made once. */
const twoKeys = (): NonNullable<typeof keys> => (keys ??= Promise.all([createKey(), createKey()]))

/** What to do differently from a good assertion. */
export interface AssertionChange {
  readonly alg?: 'PS256' | 'RS256'
  /** How the header names the certificate. Default `x5t#S256`, as MSAL does. */
  readonly header?: 'x5t#S256' | 'x5t' | 'kid' | 'none'
  readonly claims?: Record<string, unknown>
  readonly audience?: (running: Running) => string | string[]
  /** Seconds from now. */
  readonly notBefore?: number
  /** Seconds from now. Default 600. */
  readonly seconds?: number
  /** Whether the certificate is not the application's. */
  readonly isUnknown?: boolean
  /** Whether another key signs. */
  readonly isForged?: boolean
  /** Whether the directory has the certificate as PEM. */
  readonly isPem?: boolean
}

function headerOf(kind: NonNullable<AssertionChange['header']>, der: Buffer): Record<string, string> {
  const sha1 = createHash('sha1').update(der)
  switch (kind) {
    case 'x5t#S256':
      return { 'x5t#S256': createHash('sha256').update(der).digest('base64url') }
    case 'x5t':
      return { x5t: sha1.digest('base64url') }
    case 'kid':
      return { kid: sha1.digest('hex').toUpperCase() }
    case 'none':
      return {}
  }
}

/** Registers a certificate for the gateway, and signs an assertion with its key. */
export async function createAssertion(running: Running, change: AssertionChange = {}): Promise<string> {
  const { alg = 'PS256', header = 'x5t#S256', notBefore = 0, seconds = 600 } = change
  const [own, other] = await twoKeys()
  const base64 = own.jwk.x5c?.[0] ?? ''
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
  running.gateway.keyCredentials =
    change.isUnknown === true ? [] : [{ key: change.isPem === true ? pem : base64 }]
  const now = Math.floor(running.clock.now() / 1000)
  const claims = {
    aud: change.audience
      ? change.audience(running)
      : `${running.entra.origin}/contoso.onmicrosoft.com/oauth2/v2.0/token`,
    iss: running.gateway.appId,
    sub: running.gateway.appId,
    nbf: now + notBefore,
    exp: now + seconds,
    jti: 'one',
    ...change.claims,
  }
  // The key is one for RS256, as the Web Cryptography API has it: made anew for the algorithm wanted.
  const pkcs8 = Buffer.from(
    await crypto.subtle.exportKey('pkcs8', (change.isForged === true ? other : own).signing.privateKey),
  )
  const name = alg === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5'
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, { name, hash: 'SHA-256' }, false, ['sign'])
  return new SignJWT(claims)
    .setProtectedHeader({ alg, ...headerOf(header, Buffer.from(base64, 'base64')) })
    .sign(key)
}

/** Asks for a token for the gateway itself with an assertion. */
export function postAssertion(
  { createBrowser, gateway }: Running,
  assertion: string,
  more: Record<string, string> = {},
): Promise<Response> {
  const fields = {
    grant_type: 'client_credentials',
    client_id: gateway.appId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'api://contacts/.default',
  }
  return postToken(createBrowser(), { ...fields, ...more })
}
