import { expect, test } from 'vitest'
import { addressOf, subjectOf } from './address.ts'

test.each([
  ['https://api.example.com/contacts?code=secret#token', 'https://api.example.com/contacts'],
  ['https://user:hunter2@api.example.com:8443/a/', 'https://api.example.com:8443/a/'],
  ['https://login.microsoftonline.com/…/authorize?…', 'https://login.microsoftonline.com/…/authorize'],
  ['/login?ReturnUrl=x', '/login'],
  ['', ''],
])('the address of %s is %s', (url, address) => expect(addressOf(url)).toBe(address))

test('a long address is cut and control characters are escaped', () => {
  expect(addressOf(`https://api.example.com/${'a'.repeat(500)}`)).toHaveLength(161)
  expect(addressOf('not a url \u001b[31m')).not.toContain('\u001b')
})

test.each([
  ['https://api.example.com/contacts/42', 'https://api.example.com/contacts/{id}'],
  [
    'https://api.example.com/contacts/7f6c2d1e-0b3a-4c58-9d77-2f0e8a1b4c5d/notes',
    'https://api.example.com/contacts/{id}/notes',
  ],
  ['https://api.example.com/blobs/0123456789abcdef0123', 'https://api.example.com/blobs/{id}'],
  ['https://10.0.0.5/contacts/v2', 'https://10.0.0.5/contacts/v2'],
])('the subject of %s is %s', (url, subject) => expect(subjectOf(url)).toBe(subject))
