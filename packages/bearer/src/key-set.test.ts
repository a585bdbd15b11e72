import { generateKeyPairSync } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseKeySet, selectKeys } from './key-set.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })

function jwk(key: KeyObject, members: Record<string, unknown> = {}): JsonWebKey {
  return { ...key.export({ format: 'jwk' }), ...members }
}

const kidsFor = (keys: readonly JsonWebKey[], alg: string, kid?: string): readonly (string | undefined)[] =>
  selectKeys(parseKeySet({ keys }) ?? [], { alg, ...(kid !== undefined && { kid }) }).map((key) => key.kid)

describe('parseKeySet', () => {
  it.each<[string, JsonWebKey]>([
    ['a symmetric key (A35)', { kty: 'oct', k: 'c2VjcmV0', kid: 'k' }],
    ['a private key', jwk(rsa.privateKey)],
    ['a key for encryption', jwk(rsa.publicKey, { use: 'enc' })],
    ['a key for other operations', jwk(rsa.publicKey, { key_ops: ['encrypt'] })],
    ['a key with a key id that is no text', jwk(rsa.publicKey, { kid: 1 })],
    ['a key with an algorithm that is no text', jwk(rsa.publicKey, { alg: ['RS256'] })],
    ['an unknown type', { kty: 'XYZ', kid: 'k' }],
    ['a broken key', { kty: 'RSA', n: '!', e: 'AQAB' }],
    ['a key of 1024 bits', jwk(weak.publicKey)],
    ['a point that is not on its curve', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }],
  ])('leaves out %s', (_, key) => {
    expect(parseKeySet({ keys: [key] })).toBeUndefined()
    expect(parseKeySet({ keys: [key, jwk(ec.publicKey, { kid: 'good' })] })).toMatchObject([{ kid: 'good' }])
  })

  it('accepts keys that do not say what they are for, and those for signatures', () => {
    const keys = [
      jwk(rsa.publicKey),
      jwk(rsa.publicKey, { use: 'sig' }),
      jwk(rsa.publicKey, { key_ops: ['verify'] }),
    ]
    expect(parseKeySet({ keys })).toHaveLength(3)
  })

  it('refuses a set without keys, and one of more than 256', () => {
    expect(parseKeySet({ keys: [] })).toBeUndefined()
    expect(parseKeySet({ keys: Array.from({ length: 257 }, () => jwk(ec.publicKey)) })).toBeUndefined()
  })

  it('answers every value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseKeySet(value)))
    fc.assert(fc.property(fc.array(fc.jsonValue()), (keys) => void parseKeySet({ keys })))
  })
})

describe('selectKeys', () => {
  const keys = [
    jwk(rsa.publicKey, { kid: 'rsa' }),
    jwk(rsa.publicKey, { kid: 'rsa-512', alg: 'RS512' }),
    jwk(ec.publicKey, { kid: 'ec' }),
    jwk(ed.publicKey, { kid: 'ed' }),
  ]

  it.each([
    ['RS256', ['rsa']],
    ['PS256', ['rsa']],
    ['RS512', ['rsa', 'rsa-512']],
    ['ES256', ['ec']],
    ['ES384', []],
    ['EdDSA', ['ed']],
    ['HS256', []],
    ['none', []],
  ])('finds the keys that fit %s', (alg, kids) => {
    expect(kidsFor(keys, alg)).toEqual(kids)
  })

  it('finds by key id, of which there may be two', () => {
    expect(kidsFor(keys, 'RS256', 'rsa')).toEqual(['rsa'])
    expect(kidsFor(keys, 'RS256', 'ec')).toEqual([])
    expect(kidsFor(keys, 'RS256', 'other')).toEqual([])
    expect(kidsFor([...keys, jwk(rsa.publicKey, { kid: 'rsa' })], 'RS256', 'rsa')).toEqual(['rsa', 'rsa'])
  })

  it('finds none when a token without key id would have to be tried with more than 8', () => {
    const many = (count: number) => Array.from({ length: count }, () => jwk(ec.publicKey, { kid: 'ec' }))
    expect(kidsFor(many(8), 'ES256')).toHaveLength(8)
    expect(kidsFor(many(9), 'ES256')).toHaveLength(0)
  })
})
