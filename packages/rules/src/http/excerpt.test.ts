import { expect, test } from 'vitest'
import { excerpt } from '../http.ts'

test('keeps short visible text as it is', () =>
  expect(excerpt('https://a.example')).toBe('https://a.example'))
test('cuts long text and says so', () => {
  expect(excerpt('a'.repeat(100))).toBe('a'.repeat(100))
  expect(excerpt('a'.repeat(101))).toBe(`${'a'.repeat(100)}…`)
  expect(excerpt('abc', 2)).toBe('ab…')
})
test('escapes what could break a line, a terminal or an encoding', () => {
  expect(excerpt('a\r\nb\u001b[31m é \u202e')).toBe('a\\u000d\\u000ab\\u001b[31m \\u00e9 \\u202e')
})
test('a text that is cut twice still bears the mark of the cut', () => {
  expect(excerpt(excerpt('abcdef', 3), 10)).toBe('abc…')
})
