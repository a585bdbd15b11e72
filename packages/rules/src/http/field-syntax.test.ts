import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHeaderName, isHeaderValue, underscoreTwin } from '../http.ts'

describe('isHeaderName', () => {
  test.each(['a', 'X-Request-Id', 'x_y', "!#$%&'*+-.^_`|~", 'a'.repeat(256)])('accepts %j', (name) => {
    expect(isHeaderName(name)).toBe(true)
  })
  test.each(['', ' a', 'a ', 'a b', 'a:', 'a\r\n', 'a\n', 'é', '(', 'a/b', '"', '\0', 'a'.repeat(257)])(
    'refuses %j',
    (name) => expect(isHeaderName(name)).toBe(false),
  )
})

describe('isHeaderValue', () => {
  test.each(['', 'a', 'a b\tc', 'É', '"(),/:;<=>?@[\\]{}'])('accepts %j', (value) => {
    expect(isHeaderValue(value)).toBe(true)
  })
  test.each([
    'a\r\nSet-Cookie: x',
    'a\n',
    '\r',
    'a\0b',
    '\x7f',
    '\x1b[0m',
    ' a',
    'a\t',
    ' ',
    '€',
    '\ud83d\ude00',
  ])('refuses %j', (value) => expect(isHeaderValue(value)).toBe(false))
  test('what it accepts, Headers keeps unchanged', () => {
    const character = fc.integer({ min: 0, max: 0x120 }).map((code) => String.fromCharCode(code))
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 4 }), (value) => {
        if (isHeaderValue(value)) expect(new Headers({ a: value }).get('a')).toBe(value)
      }),
    )
  })
})

describe('underscoreTwin', () => {
  test.each([
    ['X_Forwarded_For', 'x-forwarded-for'],
    ['x-forwarded_for', 'x-forwarded-for'],
    ['X.Forwarded.For', 'x-forwarded-for'],
    ['_', '-'],
  ])('%s can be read as %s', (name, twin) => expect(underscoreTwin(name)).toBe(twin))
  test.each(['X-Forwarded-For', 'host'])('%s has no twin', (name) =>
    expect(underscoreTwin(name)).toBeUndefined(),
  )
})
