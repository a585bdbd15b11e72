import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showChoice, showValue } from './show-value.ts'

describe('showValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['', 'an empty text'],
    ['plain', 'plain'],
    [1.5, '1.5'],
    [true, 'true'],
    [[], 'an empty list'],
    [['a', 'b'], 'a, b'],
    [[1, ['x'], { y: 1 }], '1, a list, an object'],
    [{ secret: 'x' }, 'an object'],
    ['line\r\nbreak\u0000\u2028\u202E\uFEFFend', 'linebreakend'],
    ['x'.repeat(121), `${'x'.repeat(120)}...`],
    [`${'x'.repeat(119)}\u{1F600}`, `${'x'.repeat(119)}...`],
  ])('renders %j as %j', (value, text) => {
    expect(showValue(value)).toBe(text)
  })

  it('puts quotation marks around texts alone', () => {
    expect(showValue(['a', 1], "'")).toBe("'a', 1")
    expect(showValue(undefined, "'")).toBe('nothing')
  })

  it('is short and free of control characters for every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = showValue(value, "'")
        expect(text.length).toBeLessThanOrEqual(125)
        expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  it('does not descend into nested values, however deep', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(showValue(deep)).toBe('a list')
  })
})

describe('showChoice', () => {
  it('says when there is no choice', () => {
    expect(showChoice([])).toBe('nothing (none is configured)')
    expect(showChoice(['a'], "'")).toBe("'a'")
    expect(showChoice(['a', 'b'], "'")).toBe("one of 'a', 'b'")
  })
})
