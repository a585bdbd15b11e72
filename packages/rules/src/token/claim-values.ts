import type { TokenClaims } from './decode.ts'

/** Reads an own member of a token's claims or header; never something inherited. */
export function valueOf(claims: TokenClaims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

/** Reads a claim that is a text; nothing when it is absent or of another type. */
export function textOf(claims: TokenClaims, name: string): string | undefined {
  const value = valueOf(claims, name)
  return typeof value === 'string' ? value : undefined
}

/**
 * Reads a claim that is a text or a list of texts (`aud`, `roles`, `groups`) as a list. Items of other types
 * are left out; the list is empty when the claim is absent or of another type.
 */
export function textsOf(claims: TokenClaims, name: string): readonly string[] {
  const value = valueOf(claims, name)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
