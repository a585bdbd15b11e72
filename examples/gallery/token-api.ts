import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose'
import { allowing, contacts, json, preflight } from './answers.ts'
import type { Site } from './exhibit.ts'

/** What an API expects of its tokens. */
export interface TokenApiOptions {
  readonly jwks: { readonly keys: readonly object[] }
  readonly audience: string
  readonly issuer: string
  /** A claim that has to be there. */
  readonly requiredClaim?: string
  /** Whose pages may call it. */
  readonly page: string
  /** What becomes of a refusal: 401 by default. */
  readonly refuse?: (why: string) => ReturnType<Site>
  /** Told why a token was refused: the log of the validation. */
  readonly log?: (line: string) => void
  readonly now: () => number
}

/** What ASP.NET Core's bearer authentication says of a failure, and its library in the log. */
function wordsOf(
  error: unknown,
  audience: unknown,
  issuer: unknown,
): { readonly says: string; readonly id: string } {
  if (error instanceof errors.JWTExpired) {
    const at = new Date(Number(error.payload.exp) * 1000).toISOString().replace('T', ' ').slice(0, 19)
    return { says: `The token expired at '${at}'`, id: 'IDX10223' }
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return { says: `The audience '${String(audience)}' is invalid`, id: 'IDX10214' }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss')
    return { says: `The issuer '${String(issuer)}' is invalid`, id: 'IDX10205' }
  if (error instanceof errors.JWKSNoMatchingKey)
    return { says: 'The signature key was not found', id: 'IDX10503' }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return { says: 'The signature is invalid', id: 'IDX10511' }
  return { says: '', id: 'IDX14100' }
}

function claimsIn(token: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >
  } catch {
    return {}
  }
}

/** An API that checks its tokens, and lets a page of another origin call it. It refuses in the words of ASP.NET Core. */
export const tokenApi = (options: TokenApiOptions): Site => {
  const keys = createLocalJWKSet(options.jwks as JSONWebKeySet)
  const allow = { ...allowing(options.page), 'Access-Control-Expose-Headers': 'WWW-Authenticate' }
  const refuse = (challenge: string, why: string, body = ''): ReturnType<Site> => {
    options.log?.(why)
    const answer = {
      status: 401,
      headers: { ...allow, 'WWW-Authenticate': challenge, 'Content-Type': 'text/plain' },
      body,
    }
    return options.refuse?.(why) ?? answer
  }
  return async ({ method, headers }) => {
    if (method === 'OPTIONS') return preflight(options.page)
    const token = /^Bearer (.*)$/i.exec(headers['authorization'] ?? '')?.[1]
    if (token === undefined) return refuse('Bearer', 'No token was sent.')
    try {
      const { audience, issuer } = options
      const verified = await jwtVerify(token, keys, {
        audience,
        issuer,
        currentDate: new Date(options.now()),
      })
      const needed = options.requiredClaim
      if (needed === undefined || verified.payload[needed] !== undefined) return json(contacts, allow)
      const says =
        'IDW10401: Neither `tid` nor `tenantId` claim is present in the token obtained from Microsoft identity platform.'
      return await refuse('Bearer error="invalid_token"', says, says)
    } catch (error) {
      const { aud, iss } = claimsIn(token)
      const { says, id } = wordsOf(error, aud, iss)
      const described = says === '' ? '' : `, error_description="${says}"`
      return refuse(`Bearer error="invalid_token"${described}`, `${id}: ${says}`)
    }
  }
}
