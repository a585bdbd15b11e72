import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { findStringEnd } from './string-end.ts'

/** The same, a byte at a time. */
function plainly(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1
  return at
}

const long = 'x'.repeat(300)

it.each([
  ['a quote', 'ab"c', 2],
  ['an escaped quote', 'a\\"b"', 4],
  ['an escaped backslash', 'a\\\\"', 3],
  ['no end', 'abc', 3],
  ['an escape at the end', 'abc\\', 5],
  ['a quote after a long run', `${long}"`, 300],
  ['an escaped quote after a long run', `${long}\\"yy"`, 304],
  ['escaped backslashes after a long run', `${long}\\\\\\\\"`, 304],
  ['an escape at the end of a long run', `${long}\\`, 302],
  ['an escaped backslash at the end of a long run', `${long}\\\\`, 302],
  ['nothing', '', 0],
])('finds the end at %s', (_, text, expected) => {
  expect(findStringEnd(Buffer.from(text), 0)).toBe(expected)
})

it('finds what a search byte by byte finds', () => {
  const runs = fc.array(
    fc.oneof(
      fc.constantFrom('"', '\\', '\\"', '\\\\', 'é'),
      fc.nat({ max: 700 }).map((length) => 'a'.repeat(length)),
    ),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(runs, (runs) => {
      const bytes = Buffer.from(runs.join(''))
      expect(findStringEnd(bytes, 0)).toBe(plainly(bytes, 0))
    }),
    { numRuns: 2000 },
  )
})
