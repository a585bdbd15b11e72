import { createPublicKey } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { fitsAlgorithm, isUsable } from './algorithms.ts'

/** A public key to verify signatures with. */
export interface VerificationKey {
  readonly kid?: string
  /** The one algorithm that the key is for; without it, every algorithm that fits the key. */
  readonly alg?: string
  readonly key: KeyObject
  /** Whose tokens the key signs, as Entra's key sets say; may hold `{tenantid}`. */
  readonly issuer?: string
}

/** What a token's header says about its key. */
export interface KeyQuery {
  readonly alg: string
  readonly kid?: string
}

/** More keys than any provider has; a set with more is refused. */
const mostKeys = 256

/** How many keys one token may be tried with: without a `kid` every key fits, and trying costs time. */
const mostTried = 8

/**
 * Reads a JSON Web Key Set (RFC 7517, section 5) and keeps the keys that can verify signatures: public,
 * asymmetric, of 2048 bits or more (RSA), `use` and `key_ops` absent or for signatures. Other members
 * (symmetric, private, weak, malformed, unknown types) are left out, as section 5 asks for. Never follows `x5u`, and does not look at `x5c`.
 *
 * @returns the keys, or nothing when the value is no key set or has no such key
 */
export function parseKeySet(value: unknown): readonly VerificationKey[] | undefined {
  const members = isRecord(value) ? value['keys'] : undefined
  if (!Array.isArray(members) || members.length > mostKeys) return undefined
  const keys = members.map(parseKey).filter((key) => key !== undefined)
  return keys.length === 0 ? undefined : keys
}

/** Finds the keys that a token may have been signed with; none when there are too many to try. */
export function selectKeys(
  keys: readonly VerificationKey[],
  { alg, kid }: KeyQuery,
): readonly VerificationKey[] {
  const fitting = keys.filter(
    (key) =>
      (kid === undefined || key.kid === kid) &&
      (key.alg === undefined || key.alg === alg) &&
      fitsAlgorithm(alg, key.key),
  )
  return fitting.length > mostTried ? [] : fitting
}

function parseKey(jwk: unknown): VerificationKey | undefined {
  if (!isRecord(jwk) || !isForSignatures(jwk)) return undefined
  const { kid, alg, issuer } = jwk as { kid?: unknown; alg?: unknown; issuer?: unknown }
  if (!isTextOrAbsent(kid) || !isTextOrAbsent(alg)) return undefined
  const key = importKey(jwk)
  if (key === undefined || !isUsable(key)) return undefined
  return {
    key,
    ...(kid !== undefined && { kid }),
    ...(alg !== undefined && { alg }),
    ...(typeof issuer === 'string' && { issuer }),
  }
}

function isForSignatures(jwk: Readonly<Record<string, unknown>>): boolean {
  const {
    use,
    key_ops: operations,
    d,
    k,
  } = jwk as { use?: unknown; key_ops?: unknown; d?: unknown; k?: unknown }
  if (use !== undefined && use !== 'sig') return false
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return false
  // A key whose private half was published, or which is a secret, proves nothing about who signed.
  return d === undefined && k === undefined
}

function importKey(jwk: Readonly<Record<string, unknown>>): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
  } catch {
    return undefined
  }
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
