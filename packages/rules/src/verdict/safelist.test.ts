import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNoCorsSafelisted, isSafelisted, unsafeHeaderNames, type SafelistTraits } from './safelist.ts'

const standard: SafelistTraits = {
  clientHints: () => false,
  unsafeAcceptBytes: () => false,
  rangeInAnyCase: () => false,
  limitsRange: () => false,
  countsTotal: () => true,
  repeatsNames: () => false,
  joinsRepeats: () => false,
}
const safe = (name: string, value: string, traits: Partial<SafelistTraits> = {}): boolean =>
  isSafelisted({ name, value }, { ...standard, ...traits })

describe('safelisted', () => {
  test.each([
    ['accept', ''],
    ['accept', 'text/html;q=0.9, */*'],
    ['accept', 'a\tb'],
    ['accept', '\xe9'],
    ['accept-language', 'de-DE,de;q=0.9 *'],
    ['content-language', ''],
    ['content-type', 'text/plain'],
    ['content-type', 'Multipart/Form-Data; boundary=x'],
    ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['content-type', 'text/plain \t; x'],
    ['range', 'bytes=0-'],
    ['range', 'bytes=0-10'],
    ['range', 'bytes=18446744073709551615-'],
  ])('%s: %s', (name, value) => expect(safe(name, value)).toBe(true))
})

describe('not safelisted', () => {
  test.each([
    ['x-a', '1'],
    ['authorization', 'x'],
    ['__proto__', 'x'],
    ['constructor', 'x'],
    ['accept', 'a'.repeat(129)],
    ['accept', '"'],
    ['accept', '\x7f'],
    ['accept', '\x01'],
    ['accept-language', 'en_US'],
    ['accept-language', '\xe9'],
    ['content-language', 'a\tb'],
    ['content-type', ''],
    ['content-type', 'text/plain, application/json'],
    ['content-type', 'text /plain'],
    ['content-type', 'text/plain; a="b"'],
    ['content-type', 'application/json'],
    ['range', 'bytes=-5'],
    ['range', 'bytes=0-1,5-6'],
    ['range', 'bytes= 0-1'],
    ['range', 'bytes=10-1'],
    ['range', 'bytes=0'],
    ['range', 'BYTES=0-1'],
    ['dpr', '2'],
  ])('%s: %s', (name, value) => expect(safe(name, value)).toBe(false))
})

describe('where browsers differ', () => {
  test.each([
    ['dpr', '2', true],
    ['dpr', '2.', false],
    ['device-memory', '0.5', true],
    ['width', '10', true],
    ['width', '1.5', false],
    ['save-data', 'ON', true],
    ['save-data', 'off', false],
    ['downlink', '1.5', true],
    ['downlink', '.5', false],
    ['rtt', '100', true],
    ['ect', '4g', true],
    ['ect', '5g', false],
    ['sec-ch-ua', 'x', false],
  ])('the client hint %s: %s is safelisted: %s', (name, value, expected) => {
    expect(safe(name, value, { clientHints: () => true })).toBe(expected)
  })
  test('bytes above 0x7F in Accept', () => {
    expect(safe('accept', '\xe9', { unsafeAcceptBytes: () => true })).toBe(false)
  })
  test('the case of a Range', () => {
    expect(safe('range', 'BYTES=0-1', { rangeInAnyCase: () => true })).toBe(true)
  })
  test('a limit on positions', () => {
    const limitsRange = (): boolean => true
    expect(safe('range', 'bytes=0-9223372036854775807', { limitsRange })).toBe(true)
    expect(safe('range', 'bytes=0-9223372036854775808', { limitsRange })).toBe(false)
  })
})

describe('the names that ask', () => {
  const names = (headers: readonly (readonly [string, string])[], traits: Partial<SafelistTraits> = {}) =>
    unsafeHeaderNames(
      headers.map(([name, value]) => ({ name, value })),
      { ...standard, ...traits },
    )
  const accepts = (count: number, length: number) =>
    Array.from({ length: count }, () => ['accept', 'a'.repeat(length)] as const)

  test('are sorted and come once', () => {
    expect(
      names([
        ['x-b', ''],
        ['accept', ''],
        ['x-a', ''],
        ['x-b', ''],
      ]),
    ).toEqual(['x-a', 'x-b'])
  })
  test('come as often as the header where a browser does that', () => {
    expect(
      names(
        [
          ['x-b', ''],
          ['x-a', ''],
          ['x-b', ''],
        ],
        { repeatsNames: () => true },
      ),
    ).toEqual(['x-a', 'x-b', 'x-b'])
  })
  test('are all of them beyond 1024 bytes together', () => {
    expect(names([...accepts(8, 127), ['range', 'bytes=0-']])).toEqual([])
    expect(names([...accepts(8, 127), ['range', 'bytes=00-']])).toEqual(['accept', 'range'])
    expect(names(accepts(9, 128), { countsTotal: () => false })).toEqual([])
  })
  test('are looked at jointly where a browser joins headers', () => {
    const joinsRepeats = (): boolean => true
    expect(names(accepts(3, 60), { joinsRepeats })).toEqual(['accept'])
    expect(names(accepts(2, 60), { joinsRepeats })).toEqual([])
    expect(
      names(
        [
          ['content-type', 'text/plain'],
          ['content-type', 'text/plain'],
        ],
        { joinsRepeats },
      ),
    ).toEqual(['content-type'])
  })
  test('ask a browser how it does only where that matters', () => {
    const never = (): never => {
      throw new Error('asked')
    }
    const traits = Object.fromEntries(Object.keys(standard).map((key) => [key, never]))
    const plain = fc.constantFrom('x-a', 'accept', 'authorization', 'content-type', 'accept-language')
    fc.assert(
      fc.property(
        fc.uniqueArray(plain),
        fc.constantFrom('', 'a', 'a/b', 'text/plain', '"'),
        (unique, value) => {
          expect(() =>
            names(
              unique.map((name) => [name, value]),
              traits,
            ),
          ).not.toThrow()
        },
      ),
    )
  })
})

test.each([
  ['accept', 'a', true],
  ['accept', '"', false],
  ['content-type', 'application/json', false],
  ['range', 'bytes=0-', false],
  ['x-a', '1', false],
])('in mode no-cors %s: %s stays: %s', (name, value, expected) => {
  expect(isNoCorsSafelisted({ name, value }, standard)).toBe(expected)
})
