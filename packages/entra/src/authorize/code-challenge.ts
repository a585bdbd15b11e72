import { aadB2c } from '../aadb2c.ts'
import { aadsts } from '../aadsts.ts'
import type { AuthorizeClient } from './identify-client.ts'
import type { ResponseType } from './response-type.ts'

/** A proof key's challenge (RFC 7636, 4.3). */
export interface CodeChallenge {
  readonly method: 'S256' | 'plain'
  readonly value: string
}

/**
 * Reads the challenge of an authorization request. Refuses with 501491 one that is not of 43 to 128 characters, and a
 * method without one; in user flows with AADB2C99059 a page that asks for a code without one.
 */
export function parseChallenge(
  { parameters, place, platform }: AuthorizeClient,
  responseTypes: ReadonlySet<ResponseType>,
): CodeChallenge | undefined {
  const value = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method') ?? 'plain'
  if (method !== 'S256' && method !== 'plain') throw aadsts(9002313, { parameter: 'code_challenge_method' })
  if (value === undefined) {
    // Entra says so only when the code is redeemed.
    const isNeeded = place.policy !== undefined && platform === 'spa' && responseTypes.has('code')
    if (isNeeded) throw aadB2c(99059)
    if (parameters.has('code_challenge_method')) throw aadsts(501491)
    return undefined
  }
  if (value.length < 43 || value.length > 128) throw aadsts(501491)
  return { method, value }
}
