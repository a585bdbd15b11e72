import type { KeyObject } from 'node:crypto'

interface KeyShape {
  readonly type: 'rsa' | 'ec' | 'ed25519'
  readonly curve?: string
}

const rsa: KeyShape = { type: 'rsa' }

/** Asymmetric signatures (RFC 7518, section 3.1; RFC 8037; RFC 9864) and the keys that they need. */
const shapes: ReadonlyMap<string, KeyShape> = new Map([
  ['RS256', rsa],
  ['RS384', rsa],
  ['RS512', rsa],
  ['PS256', rsa],
  ['PS384', rsa],
  ['PS512', rsa],
  ['ES256', { type: 'ec', curve: 'prime256v1' }],
  ['ES384', { type: 'ec', curve: 'secp384r1' }],
  ['ES512', { type: 'ec', curve: 'secp521r1' }],
  ['EdDSA', { type: 'ed25519' }],
  ['Ed25519', { type: 'ed25519' }],
])

/** The algorithms that a guard accepts unless told otherwise. */
export const defaultAlgorithms: readonly string[] = ['RS256', 'PS256', 'ES256']

/** Says whether an algorithm is an asymmetric signature; `none` and `HS256` are not. */
export function isAsymmetric(alg: string): boolean {
  return shapes.has(alg)
}

/** Says whether a key can serve any of the algorithms. */
export function isUsable(key: KeyObject): boolean {
  return [...shapes.keys()].some((alg) => fitsAlgorithm(alg, key))
}

/** Says whether a key is of the type, curve and size that the algorithm needs. */
export function fitsAlgorithm(alg: string, key: KeyObject): boolean {
  const shape = shapes.get(alg)
  if (shape === undefined || key.asymmetricKeyType !== shape.type) return false
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  if (shape.type === 'ec') return namedCurve === shape.curve
  // RFC 7518, section 3.3: 2048 bits or more; the upper bound keeps one verification cheap
  return shape.type !== 'rsa' || (modulusLength >= 2048 && modulusLength <= 8192)
}
