import { expect, test } from 'vitest'
import { showText, showValue } from './show-value.ts'

test.each<[unknown, string]>([
  ['abc', '"abc"'],
  [8, '8'],
  [Number.NaN, 'NaN'],
  [true, 'true'],
  [null, 'null'],
  [['a secret'], 'a list'],
  [{ a: 'a secret' }, 'a mapping'],
])('%j is shown as %s', (value, shown) => {
  expect(showValue(value)).toBe(shown)
})

test('a text is cut', () => {
  expect(showText('x'.repeat(1_000_000))).toBe(`${'x'.repeat(79)}…`)
})

test('what a terminal would act on is escaped', () => {
  expect(showText('a\u001b[31mb\nc\u202e')).toBe('a\\u{1b}[31mb\\u{a}c\\u{202e}')
})

test('the user and the password of a URL are left out, also when they are what is cut', () => {
  expect(showText('postgres://me:pass@host/')).toBe('postgres://…@host/')
  expect(showText(`postgres://me:${'p'.repeat(500)}@host/`)).not.toContain('me:')
})
