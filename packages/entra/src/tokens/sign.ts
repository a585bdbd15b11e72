import { createHash, randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { microsoftGraph } from '../directory/microsoft-graph.ts'
import type { EntraKeys } from '../keys.ts'

/** Signs claims with RS256 as Entra does: `typ` is `JWT`, also for access tokens. */
export function sign(keys: EntraKeys, claims: Record<string, unknown>): Promise<string> {
  const { kid, privateKey } = keys.signing
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey)
}

/**
 * Signs a token for Microsoft Graph. Its header has a `nonce`, and what is signed has the nonce's SHA-256 in
 * its place: only who knows that can validate the token, and everybody else finds its signature wrong.
 */
async function signForGraph(keys: EntraKeys, claims: Record<string, unknown>): Promise<string> {
  const { kid, privateKey } = keys.signing
  const nonce = randomBytes(32).toString('base64url')
  const header = { typ: 'JWT', nonce, alg: 'RS256', kid }
  const hashed = createHash('sha256').update(nonce).digest('base64url')
  const signed = await new SignJWT(claims).setProtectedHeader({ ...header, nonce: hashed }).sign(privateKey)
  const shown = Buffer.from(JSON.stringify(header)).toString('base64url')
  return shown + signed.slice(signed.indexOf('.'))
}

/** Signs the claims of an access token, in the way of the API that it is for. */
export function signAccessToken(keys: EntraKeys, claims: Record<string, unknown>): Promise<string> {
  return claims['aud'] === microsoftGraph.appId ? signForGraph(keys, claims) : sign(keys, claims)
}
