import { expect, test } from 'vitest'
import { stripForwarding } from '../http.ts'

test.each([
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Uri',
  'X-Forwarded-Method',
  'X-Original-URL',
  'X-Rewrite-URL',
  'X-Real-IP',
  'X_Forwarded_For',
  'x-forwarded_for',
  'X.Forwarded.For',
  'x_real_ip',
])('A9: %s of a client does not get through', (name) => {
  expect(stripForwarding(['Accept', '*/*', name, 'x', 'Host', 'a'])).toEqual(['Accept', '*/*', 'Host', 'a'])
})

test('everything else does, a method override of the page too', () => {
  const fields = ['Host', 'a', 'X-HTTP-Method', 'MERGE', 'X-Forward', '1']
  expect(stripForwarding(fields)).toBe(fields)
})
