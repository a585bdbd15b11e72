import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { corsCheck, type Asker } from './cors-check.ts'

const origin = 'https://app.example.com'
const asker: Asker = { origin, isTainted: false, withCredentials: false }
const check = (values: readonly string[], more: Partial<Asker> = {}, credentials?: string) =>
  corsCheck(
    [
      ...values.flatMap((value) => ['Access-Control-Allow-Origin', value]),
      ...(credentials === undefined ? [] : ['Access-Control-Allow-Credentials', credentials]),
    ],
    { ...asker, ...more },
  )

test.each<[readonly string[], string, string, string]>([
  [[], 'MissingAllowOriginHeader', '', 'cors/missing-allow-origin'],
  [['*', '*'], 'MultipleAllowOriginValues', '*, *', 'cors/multiple-allow-origin'],
  [
    [`${origin} https://b.example`],
    'MultipleAllowOriginValues',
    `${origin} https://b.example`,
    'cors/multiple-allow-origin',
  ],
  [['null'], 'AllowOriginMismatch', 'null', 'cors/origin-not-allowed'],
  [[''], 'InvalidAllowOriginValue', '', 'cors/invalid-allow-origin'],
  [['app.example.com'], 'InvalidAllowOriginValue', 'app.example.com', 'cors/invalid-allow-origin'],
  [['https://APP.example.com'], 'AllowOriginMismatch', 'https://APP.example.com', 'cors/origin-not-allowed'],
  [
    ['https://app.example.com:443'],
    'AllowOriginMismatch',
    'https://app.example.com:443',
    'cors/origin-not-allowed',
  ],
  [['https://*.example.com'], 'AllowOriginMismatch', 'https://*.example.com', 'cors/origin-not-allowed'],
])('%j fails with %s', (values, name, parameter, code) => {
  expect(check(values)).toMatchObject({ passed: false, error: { name, parameter }, code })
})

test.each([
  ['true', true],
  [' true ', true],
  ['True', false],
  ['true, true', false],
  ['', false],
])('with credentials, Access-Control-Allow-Credentials %j passes: %s', (credentials, passed) => {
  expect(check([origin], { withCredentials: true }, credentials)).toMatchObject({ passed, step: 'C5' })
})

test('of an origin that is null it is told why', () => {
  expect(check([origin], { origin: 'null' })).toMatchObject({ code: 'cors/opaque-origin' })
  expect(check([origin], { origin: 'null', isTainted: true })).toMatchObject({ code: 'cors/tainted-origin' })
  expect(check(['null'], { origin: 'null', isTainted: true })).toMatchObject({ passed: true, step: 'C4' })
})

test('passes the one origin and the wildcard, nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(origin, '*', `${origin}/`)), (value) => {
      expect(check([value]).passed).toBe(value.trim() === '*' || value.trim() === origin)
      expect(check([value], { withCredentials: true }, 'true').passed).toBe(value.trim() === origin)
    }),
  )
})
