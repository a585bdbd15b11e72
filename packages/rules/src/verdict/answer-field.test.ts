import { expect, test } from 'vitest'
import { answerField, withoutOuterWhitespace } from './answer-field.ts'

test.each([
  [[], null],
  [['X-B', '1'], null],
  [['X-A', ''], ''],
  [['x-a', '1', 'X-A', '2'], '1, 2'],
  [['X-A', ' 1\t', 'X-A', '\r\n2 '], '1, 2'],
  [['X-A', '', 'X-A', '1'], ', 1'],
  [['X-A', '1', 'X-A'], '1'],
])('%j has the value %j', (headers, value) => expect(answerField(headers, 'x-a')).toBe(value))

test('a long run of whitespace takes no longer than its length', () => {
  expect(withoutOuterWhitespace(`${' '.repeat(200_000)}x y${'\t'.repeat(200_000)}`)).toBe('x y')
})
