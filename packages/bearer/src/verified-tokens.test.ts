import { describe, expect, it } from 'vitest'
import { createVerifiedTokens } from './verified-tokens.ts'

const start = 1_800_000_000_000
const claims = (secondsLeft: number) => ({ exp: start / 1000 + secondsLeft })

describe('createVerifiedTokens', () => {
  it('remembers a token for five minutes', () => {
    const tokens = createVerifiedTokens(10)
    const good = claims(3600)
    tokens.add('t', good, start)
    expect(tokens.get('t', start)).toBe(good)
    expect(tokens.get('t', start + 299_999)).toBe(good)
    expect(tokens.get('t', start + 300_000)).toBeUndefined()
    expect(tokens.get('u', start)).toBeUndefined()
  })

  it('never outlives the token', () => {
    const tokens = createVerifiedTokens(10)
    tokens.add('t', claims(10), start)
    expect(tokens.get('t', start + 9_999)).toBeDefined()
    expect(tokens.get('t', start + 10_000)).toBeUndefined()
  })

  it('does not remember a token that passes by the clock difference alone', () => {
    const tokens = createVerifiedTokens(10)
    tokens.add('t', claims(0), start)
    tokens.add('u', {}, start)
    expect(tokens.get('t', start)).toBeUndefined()
    expect(tokens.get('u', start)).toBeUndefined()
  })

  it('remembers no more than asked, the least used going first', () => {
    const tokens = createVerifiedTokens(2)
    for (const token of ['a', 'b']) tokens.add(token, claims(60), start)
    tokens.get('a', start)
    tokens.add('c', claims(60), start)
    expect(['a', 'b', 'c'].map((token) => tokens.get(token, start) !== undefined)).toEqual([
      true,
      false,
      true,
    ])
  })

  it('is bounded in size too, yet has room for the longest token', () => {
    const tokens = createVerifiedTokens(16)
    const long = (letter: string) => letter.repeat(40_000)
    tokens.add(long('a'), claims(60), start)
    expect(tokens.get(long('a'), start)).toBeDefined()
    tokens.add(long('b'), claims(60), start)
    expect(tokens.get(long('a'), start)).toBeUndefined()
    tokens.add('c'.repeat(65_536), claims(60), start)
    expect(tokens.get('c'.repeat(65_536), start)).toBeDefined()
  })

  it('remembers nothing when told so', () => {
    const tokens = createVerifiedTokens(0)
    tokens.add('t', claims(60), start)
    expect(tokens.get('t', start)).toBeUndefined()
  })
})
