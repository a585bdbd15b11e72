import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSealer } from './seal.ts'

const key = randomBytes(32)
const sealer = createSealer(key, 'test')

describe('a sealed record', () => {
  test('opens to what was sealed, in its context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        expect(sealer.open(sealer.seal(plain, context), context)).toBe(plain)
      }),
    )
  })

  test('opens in no other context', () => {
    const sealed = sealer.seal('plain', 'context')
    for (const context of ['', 'contex', 'context ', 'Context']) {
      expect(sealer.open(sealed, context)).toBeUndefined()
    }
  })

  test('opens for no other key and no other purpose', () => {
    const sealed = sealer.seal('plain', 'context')
    expect(createSealer(key, 'other').open(sealed, 'context')).toBeUndefined()
    expect(createSealer(randomBytes(32), 'test').open(sealed, 'context')).toBeUndefined()
    expect(createSealer(key, 'test').open(sealed, 'context')).toBe('plain')
  })

  test('opens no more once a bit of it has changed, or a byte is missing', () => {
    const sealed = sealer.seal('plain', 'context')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(sealer.open(changed, 'context')).toBeUndefined()
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(sealer.open(sealed.subarray(0, length), 'context')).toBeUndefined()
    }
    expect(sealer.open(Buffer.concat([sealed, Buffer.from([0])]), 'context')).toBeUndefined()
  })

  test('is never made of bytes that nobody sealed, and reading those never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(sealer.open(bytes, 'context')).toBeUndefined()
      }),
    )
  })

  test('is another each time, and holds none of the text', () => {
    const [one, other] = [sealer.seal('plain text', 'c'), sealer.seal('plain text', 'c')]
    expect(one.equals(other)).toBe(false)
    expect(one.includes('plain')).toBe(false)
  })
})
