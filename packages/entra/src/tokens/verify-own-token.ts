import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose'
import type { EntraKeys } from '../keys.ts'

/**
 * Verifies the signature of a token that this Entra made for one of the directory's applications. It checks neither
 * the times nor whom the token is for. Undefined if the signature is another's, or the token is for Microsoft Graph.
 */
export async function verifyOwnToken(keys: EntraKeys, token: string): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [...keys.published] }), {
      algorithms: ['RS256'],
      // The times are the caller's business: each has an error of its own.
      currentDate: new Date(0),
      clockTolerance: Number.MAX_SAFE_INTEGER,
    })
    return payload
  } catch {
    return undefined
  }
}
