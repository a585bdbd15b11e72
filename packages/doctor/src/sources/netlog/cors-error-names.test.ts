import { expect, test } from 'vitest'
import { corsErrorName } from './cors-error-names.ts'

test.each([
  [3, 156, 'MissingAllowOriginHeader'],
  [9, 100, 'PreflightInvalidStatus'],
  [12, undefined, 'PreflightMissingAllowOriginHeader'],
  [16, 140, 'PreflightInvalidAllowCredentials'],
])('%i never changed: in version %s it is %s', (number, version, name) => {
  expect(corsErrorName(number, version)).toBe(name)
})

test.each([
  [17, 'InvalidAllowMethodsPreflightResponse', undefined],
  [18, 'InvalidAllowHeadersPreflightResponse', undefined],
  [19, 'MethodDisallowedByPreflightResponse', 'InvalidAllowMethodsPreflightResponse'],
  [20, 'HeaderDisallowedByPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
  [21, 'RedirectContainsCredentials', 'MethodDisallowedByPreflightResponse'],
  [22, 'InsecureLocalNetwork', 'HeaderDisallowedByPreflightResponse'],
  [23, 'InvalidLocalNetworkAccess', 'RedirectContainsCredentials'],
  [24, 'LocalNetworkAccessPermissionDenied', 'InsecureLocalNetwork'],
  [25, undefined, 'InvalidLocalNetworkAccess'],
  [26, undefined, undefined],
])('%i is %s since Private Network Access went, and was %s', (number, since, before) => {
  expect([corsErrorName(number, 156), corsErrorName(number, 147)]).toEqual([since, since])
  expect([corsErrorName(number, 134), corsErrorName(number, 100)]).toEqual([before, before])
})

test.each([135, 146, undefined])('17 and more have no name in version %s', (version) => {
  expect([17, 20, 24].map((number) => corsErrorName(number, version))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test.each([-1, 1.5, 1e9, Number.NaN, '12', null, undefined, 'length'])('%s is no error', (number) => {
  expect(corsErrorName(number, 156)).toBeUndefined()
})
