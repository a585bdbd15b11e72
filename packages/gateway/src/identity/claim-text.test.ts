import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOfClaim } from './claim-text.ts'

describe('a claim as a header value', () => {
  test.each<[unknown, string]>([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['', ''],
    ['Lovelace, Ada', 'Lovelace, Ada'],
    ['100%', '100%25'],
    ['a\r\nX-Admin: 1', 'a%0D%0AX-Admin: 1'],
    ['\u0000\t\u007f', '%00%09%7F'],
    ['é', '%C3%A9'],
    ['冰', '%E5%86%B0'],
    ['😀', '%F0%9F%98%80'],
    [42, '42'],
    [true, 'true'],
    [['a', 'b'], 'a,b'],
    [['a,b', 'c'], 'a%2Cb,c'],
    [['a', 1, false], 'a,1,false'],
    [[], ''],
  ])('%j is %j', (claim, text) => {
    expect(textOfClaim(claim)).toBe(text)
  })

  test.each([[undefined], [null], [{}], [{ a: 1 }], [['a', null]], [['a', ['b']]], [[{}]]])(
    '%j is none',
    (claim) => {
      expect(textOfClaim(claim)).toBeUndefined()
    },
  )

  test('can be read back, and holds nothing but visible ASCII and spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (claim) => {
        const text = textOfClaim(claim) ?? '?'
        expect(text).toMatch(/^[\x20-\x7e]*$/)
        expect(decodeURIComponent(text)).toBe(claim)
      }),
    )
  })

  test('made of anything at all never ends the line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (claim) => {
        expect(textOfClaim(claim) ?? '').toMatch(/^[\x20-\x7e]*$/)
      }),
    )
  })

  test('of a list splits at commas into as many items as it had', () => {
    const items = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 })
    fc.assert(
      fc.property(items, (list) => {
        expect(textOfClaim(list)?.split(',').map(decodeURIComponent)).toEqual(list)
      }),
    )
  })
})
