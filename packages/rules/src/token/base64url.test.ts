import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64Url, decodeUtf8 } from './base64url.ts'

describe('decodeBase64Url', () => {
  it('reads back whatever was encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64Url(Buffer.from(bytes).toString('base64url'))).toEqual(new Uint8Array(bytes))
      }),
    )
  })

  it('accepts one text alone for each value', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), (text) => {
        const bytes = decodeBase64Url(text)
        if (bytes !== undefined) expect(Buffer.from(bytes).toString('base64url')).toBe(text)
      }),
    )
  })

  it.each([
    ['padding', 'QQ=='],
    ['the other alphabet', '+/+/'],
    ['a lone letter', 'QUJDR'],
    ['unused bits that are not zero', 'QR'],
    ['white space', 'QU I'],
    ['letters outside ASCII', 'QUé0'],
  ])('refuses %s', (_, text) => {
    expect(decodeBase64Url(text)).toBeUndefined()
  })
})

describe('decodeUtf8', () => {
  it('reads back every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(new Uint8Array(Buffer.from(text, 'utf8')))).toBe(text)
      }),
    )
  })

  it.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe2, 0x82]],
    ['a lone continuation', [0x80]],
  ])('refuses %s', (_, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined()
  })

  it('does not take a percent sign for an escape', () => {
    expect(decodeUtf8(new Uint8Array(Buffer.from('%41%zz')))).toBe('%41%zz')
  })
})
