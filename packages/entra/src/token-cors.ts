import type { Platform } from './directory/directory.ts'

/** What the token endpoint's answer to a cross-origin call hangs on. */
export interface TokenCorsFacts {
  /** The `Origin` header; `null` counts as an origin. */
  readonly origin: string | undefined
  readonly grant: 'authorization_code' | 'refresh_token' | 'other'
  /** What the code or refresh token was issued to; undefined if it is none of ours. */
  readonly platform: Platform | undefined
  /** Whether the application has single-page redirect URIs: decides for a token that is none of ours. */
  readonly isSinglePageApp: boolean
  /** Whether the code was asked for with a code challenge. */
  readonly pkce: boolean
  /** Whether the client presents a secret or a certificate. */
  readonly secret: boolean
  /** Whether a page may read that its redirect URI is not a single-page one: Entra was seen to behave both ways. */
  readonly errorCors: 'none' | 'readable'
}

export interface TokenCorsDecision {
  /** Whether the answer, an error included, carries `Access-Control-Allow-Origin: *`. */
  readonly readable: boolean
  readonly refusal?: 9002325 | 9002326 | 9002327
}

/**
 * Decides, as Entra does, whether a browser may read the token endpoint's answer: only where a single-page
 * redirect URI's code or refresh token is redeemed across origins. All other cross-origin calls are refused
 * without CORS headers, so that a page sees a CORS error and never the reason; unless the directory says that a code
 * or refresh token of another kind of redirect URI is refused readably.
 */
export function decideTokenCors(facts: TokenCorsFacts): TokenCorsDecision {
  const { errorCors, grant, origin, platform } = facts
  if (origin === undefined) {
    return platform === 'spa' ? { readable: false, refusal: 9002327 } : { readable: false }
  }
  if (grant === 'other' || facts.secret) return { readable: false, refusal: 9002326 }
  if (platform === undefined && facts.isSinglePageApp) return { readable: true }
  if (platform !== 'spa') return { readable: errorCors === 'readable', refusal: 9002326 }
  if (grant === 'authorization_code' && !facts.pkce) return { readable: true, refusal: 9002325 }
  return { readable: true }
}

/** The CORS headers of an answer that a page may read. */
export const tokenCorsHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-expose-headers': 'Content-Length,Content-Encoding,x-ms-request-id,x-ms-srs',
}

/** The answer to a preflight: POST is allowed, headers of the page's own are not. */
export const tokenPreflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, OPTIONS',
}
