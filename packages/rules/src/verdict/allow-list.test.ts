import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAllowList } from './allow-list.ts'

test.each([
  ['', []],
  [',', []],
  ['GET', ['GET']],
  [' GET ,\tput', ['GET', 'put']],
  [',, a,,b,', ['a', 'b']],
  ['*', ['*']],
  ['a;b', undefined],
  ['a b', undefined],
  ['"a"', undefined],
  ['a, (', undefined],
  ['ä', undefined],
])('%j is the list %j', (value, names) => expect(parseAllowList(value)).toEqual(names))

test('reads back what it is made of', () => {
  const token = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,9}$/)
  const gap = fc.constantFrom(',', ', ', ' ,\t', ',,', ' , , ')
  fc.assert(
    fc.property(fc.array(fc.tuple(token, gap)), (parts) => {
      expect(parseAllowList(parts.flat().join(''))).toEqual(parts.map(([name]) => name))
    }),
  )
})
