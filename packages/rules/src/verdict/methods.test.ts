import { expect, test } from 'vitest'
import { isForbiddenMethod } from '../http/forbidden-to-pages.ts'
import { isSafelistedMethod, normaliseMethod } from './methods.ts'

test.each([
  ['get', 'GET'],
  ['Delete', 'DELETE'],
  ['options', 'OPTIONS'],
  ['patch', 'patch'],
  ['PATCH', 'PATCH'],
  ['report', 'report'],
])('%s is sent as %s', (method, sent) => expect(normaliseMethod(method)).toBe(sent))

test.each(['CONNECT', 'trace', 'Track'])('%s is forbidden', (method) => {
  expect(isForbiddenMethod(method)).toBe(true)
})
test.each(['GET', 'OPTIONS', 'TRACER', ''])('%j is not forbidden', (method) => {
  expect(isForbiddenMethod(method)).toBe(false)
})
test.each([
  ['GET', true],
  ['HEAD', true],
  ['POST', true],
  ['OPTIONS', false],
  ['PUT', false],
])('%s is safelisted: %s', (method, expected) => expect(isSafelistedMethod(method)).toBe(expected))
