import { aadsts } from '../aadsts.ts'

/** The claims that one token is asked to have: what is wished of each is in OpenID Connect Core, 5.5.1. */
type ClaimsOfOneToken = Readonly<Record<string, unknown>>

/** A `claims` parameter: what an application, or an API's claims challenge, asks of the tokens. */
export interface ClaimsRequest {
  readonly access_token?: ClaimsOfOneToken
  readonly id_token?: ClaimsOfOneToken
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Parses a `claims` parameter (OpenID Connect Core, 5.5). Members that it does not know are left out, since Entra
 * ignores them. Refuses with 9002313 what is no JSON object, or has more than 4096 characters.
 */
export function parseClaims(text: string): ClaimsRequest {
  const value = text.length > 4096 ? undefined : parseJson(text)
  if (!isObject(value)) throw aadsts(9002313)
  const part = (name: 'access_token' | 'id_token'): ClaimsRequest => {
    const claims = value[name] ?? undefined
    if (claims === undefined) return {}
    if (!isObject(claims)) throw aadsts(9002313)
    return { [name]: claims }
  }
  return { ...part('access_token'), ...part('id_token') }
}
