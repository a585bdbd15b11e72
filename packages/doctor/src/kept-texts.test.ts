import { describe, expect, test } from 'vitest'
import { createKeptTexts } from './kept-texts.ts'

describe('a text', () => {
  test('is cut, and says so', () => {
    expect(createKeptTexts().keep('x'.repeat(100), 10)).toBe(`${'x'.repeat(10)}…`)
    expect(createKeptTexts().keep('x'.repeat(5000))).toHaveLength(4097)
  })

  test('counts once, however often it is kept; its places count each time', () => {
    const texts = createKeptTexts()
    texts.keep('x'.repeat(1000))
    const once = texts.bytes()
    for (let times = 0; times < 10; times++) texts.keep('x'.repeat(1000))
    expect(once).toBeGreaterThan(1000)
    expect(texts.bytes() - once).toBeLessThan(500)
  })

  test('counts twice its characters when one of them needs two bytes', () => {
    const [plain, wide] = ['x', '東'].map((character) => {
      const texts = createKeptTexts()
      texts.keep('x'.repeat(1000) + character)
      return texts.bytes()
    })
    expect((wide ?? 0) - (plain ?? 0)).toBeGreaterThan(990)
  })
})

describe('data', () => {
  test('is copied whole, with all texts in it cut', () => {
    const data = { a: ['x'.repeat(5000), 1, null, { b: true }], c: undefined }
    expect(createKeptTexts().keepData(data)).toEqual({
      ...data,
      a: [`${'x'.repeat(4096)}…`, 1, null, { b: true }],
    })
  })

  test('may have a member named __proto__', () => {
    const copied = createKeptTexts().keepData(JSON.parse('{"__proto__":{"polluted":1}}') as object)
    expect(Object.keys(copied)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype)
  })

  test('counts by all that is in it', () => {
    const texts = createKeptTexts()
    texts.keepData(Array.from({ length: 1000 }, (_, at) => ({ at })))
    expect(texts.bytes()).toBeGreaterThan(32_000)
  })
})
