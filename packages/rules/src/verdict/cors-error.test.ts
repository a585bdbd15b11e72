import { expect, test } from 'vitest'
import { isProblemCode } from '../problems/catalogue.ts'
import { onPreflight, problemOf, type CorsErrorName } from './cors-error.ts'

test.each<[CorsErrorName, string]>([
  ['MissingAllowOriginHeader', 'cors/missing-allow-origin'],
  ['PreflightMissingAllowOriginHeader', 'cors/missing-allow-origin'],
  ['PreflightInvalidStatus', 'cors/preflight-status'],
  ['InvalidAllowHeadersPreflightResponse', 'cors/invalid-allow-list'],
  ['HeaderDisallowedByPreflightResponse', 'cors/header-not-allowed'],
  ['InsecureLocalNetwork', 'cors/local-network'],
  ['NoCorsRedirectModeNotFollow', 'cors/forbidden-by-mode'],
  ['InvalidResponse', 'cors/redirect-not-followed'],
])('%s is %s', (name, code) => {
  expect(problemOf(name)).toBe(code)
  expect(isProblemCode(code)).toBe(true)
})

test('a failed check has a name of its own on a preflight', () => {
  expect(onPreflight({ name: 'AllowOriginMismatch', parameter: 'x' })).toEqual({
    name: 'PreflightAllowOriginMismatch',
    parameter: 'x',
  })
})
