import type { ClaimsRequest } from '../authorize/claims-request.ts'

const mostValues = 32

/** The values wished of one claim: `value`, `values` or both (OpenID Connect Core, 5.5.1). */
function valuesOf(wish: unknown): string[] {
  if (typeof wish !== 'object' || wish === null) return []
  const { value, values } = wish as { value?: unknown; values?: unknown }
  const all: unknown[] = [value, ...(Array.isArray(values) ? (values as unknown[]) : [])]
  return all.filter((each) => typeof each === 'string').slice(0, mostValues)
}

/**
 * What an access token says because a `claims` parameter asked for it: `xms_cc`, what the client can do (`cp1`: it
 * understands claims challenges), and `acrs`, the authentication contexts wanted, all of which count as fulfilled.
 */
export function requestedClaims(claims: ClaimsRequest | undefined): Record<string, string[]> {
  const acrs = valuesOf(claims?.access_token?.['acrs'])
  const capabilities = valuesOf(claims?.access_token?.['xms_cc'])
  return {
    ...(acrs.length > 0 && { acrs }),
    ...(capabilities.length > 0 && { xms_cc: capabilities }),
  }
}
