import { decodeProtectedHeader, type JWTPayload } from 'jose'
import { encodeJson } from '../encode-json.ts'
import type { EntraKeys } from '../keys.ts'
import { hashNonce } from './sign.ts'
import { verifyOwnToken } from './verify-own-token.ts'

/** The token as it was signed: with its nonce hashed, so that nobody but Microsoft Graph finds the signature right. */
function asSigned(token: string): string | undefined {
  try {
    const shown = decodeProtectedHeader(token) as Readonly<Record<string, unknown>>
    if (typeof shown['nonce'] !== 'string') return undefined
    // In its place among the others: the bytes have to be those that were signed.
    const header = { ...shown, nonce: hashNonce(shown['nonce']) }
    return encodeJson(header) + token.slice(token.indexOf('.'))
  } catch {
    return undefined
  }
}

/**
 * Verifies the signature of an access token for Microsoft Graph, as Microsoft Graph can. It checks neither the times nor
 * whom the token is for. Undefined if the signature is another's, or the token is none for Microsoft Graph.
 */
export async function verifyGraphToken(keys: EntraKeys, token: string): Promise<JWTPayload | undefined> {
  const signed = asSigned(token)
  return signed === undefined ? undefined : verifyOwnToken(keys, signed)
}
