import { expect, test } from 'vitest'
import { mergeVary } from '../cors.ts'

test.each([
  [['A', '1'], ['Origin'], ['A', '1', 'Vary', 'Origin']],
  [['Vary', 'Accept', 'A', '1'], ['Origin'], ['Vary', 'Accept, Origin', 'A', '1']],
  [['vary', 'Accept', 'A', '1', 'VARY', 'Cookie'], ['Origin'], ['vary', 'Accept, Cookie, Origin', 'A', '1']],
  [
    ['Vary', ' a,, b '],
    ['c', 'd'],
    ['Vary', 'a, b, c, d'],
  ],
  [
    ['Vary', 'a'],
    ['A', 'c'],
    ['Vary', 'a, c'],
  ],
  [['Vary', ''], ['a'], ['Vary', 'a']],
  [
    ['Vary', 'b'],
    ['a, b', 'A', 'c'],
    ['Vary', 'b, a, c'],
  ],
])('%j and %j make %j', (fields, names, merged) => expect(mergeVary(fields, names)).toEqual(merged))

test.each([
  [['Vary', 'Origin'], ['origin']],
  [['Vary', 'Accept, ORIGIN'], ['Origin']],
  [['Vary', '*'], ['Origin']],
  [['Vary', 'Accept', 'vary', '*'], ['Origin']],
  [['A', '1'], []],
])('%j says %j already', (fields, names) => expect(mergeVary(fields, names)).toBe(fields))
