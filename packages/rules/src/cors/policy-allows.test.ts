import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answerPreflight,
  compileCorsPolicy,
  corsFields,
  policyAllows,
  type Call,
  type CorsPolicy,
  type CorsPolicyOptions,
} from '../cors.ts'
import { fieldValue, type FieldList } from '../http.ts'

const policyOf = (options: CorsPolicyOptions): CorsPolicy => {
  const result = compileCorsPolicy(options)
  if (!result.ok) throw new Error(result.mistakes[0]?.message)
  return result.policy
}

describe('what a policy means', () => {
  const policy = policyOf({
    origins: ['https://a.example'],
    methods: ['PUT'],
    headers: ['X-A'],
    credentials: true,
  })
  const call: Call = { origin: 'https://a.example', method: 'PUT', headers: ['x-a'], credentials: true }
  test.each<[string, Partial<Call>, boolean]>([
    ['what it lists', {}, true],
    ['less than it lists', { headers: [], credentials: false, method: 'GET' }, true],
    ['another origin', { origin: 'https://b.example' }, false],
    ['another method', { method: 'DELETE' }, false],
    ['the method in another case', { method: 'put' }, false],
    ['another header', { headers: ['x-a', 'x-b'] }, false],
  ])('%s', (_, change, expected) => expect(policyAllows(policy, { ...call, ...change })).toBe(expected))
  test('credentials are a right of their own', () => {
    const without = policyOf({ origins: ['https://a.example'] })
    expect(policyAllows(without, call)).toBe(false)
    expect(policyAllows(without, { ...call, credentials: false })).toBe(true)
  })
  test('everybody means everybody, without credentials', () => {
    const everybody = policyOf({ origins: '*' })
    expect(policyAllows(everybody, { ...call, origin: 'null', credentials: false })).toBe(true)
    expect(policyAllows(everybody, { ...call, origin: 'null', credentials: true })).toBe(false)
  })
})

/** The Fetch standard's CORS check. */
function passesCheck(fields: FieldList, call: Call): boolean {
  const allowed = fieldValue(fields, 'access-control-allow-origin')
  if (!call.credentials && allowed === '*') return true
  if (allowed !== call.origin) return false
  return !call.credentials || fieldValue(fields, 'access-control-allow-credentials') === 'true'
}

/** The Fetch standard's CORS-preflight fetch, by the letter: `*` covers no Authorization. */
function passesPreflight(policy: CorsPolicy, call: Call): boolean {
  const headers = call.headers.length === 0 ? undefined : [...call.headers].sort().join(',')
  const { fields } = answerPreflight(policy, { origin: call.origin, method: call.method, headers })
  if (!passesCheck(fields, call)) return false
  const list = (name: string): string[] =>
    (fieldValue(fields, name) ?? '').split(',').map((text) => text.trim())
  const methods = list('access-control-allow-methods')
  const names = new Set(list('access-control-allow-headers').map((name) => name.toLowerCase()))
  const isSafe = ['GET', 'HEAD', 'POST'].includes(call.method)
  if (!isSafe && !methods.includes(call.method) && (call.credentials || !methods.includes('*'))) return false
  return call.headers.every(
    (name) => names.has(name) || (names.has('*') && !call.credentials && name !== 'authorization'),
  )
}

function browserLetsThrough(policy: CorsPolicy, call: Call): boolean {
  const needsPreflight = !['GET', 'HEAD', 'POST'].includes(call.method) || call.headers.length > 0
  return (
    (!needsPreflight || passesPreflight(policy, call)) && passesCheck(corsFields(policy, call.origin), call)
  )
}

test('a policy allows a call exactly when a browser lets it through', () => {
  const origin = fc.constantFrom(
    'https://a.example',
    'https://x.b.example',
    'http://localhost:1',
    'null',
    'https://c.example',
  )
  const allowed = fc.uniqueArray(
    fc.constantFrom('https://a.example', 'https://*.b.example', 'http://localhost:1'),
    {
      minLength: 1,
    },
  )
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'patch', 'PROPFIND')
  const listed = fc.uniqueArray(fc.constantFrom('PUT', 'PATCH', 'DELETE', 'PROPFIND', 'GET'))
  const name = fc.constantFrom('authorization', 'x-a', 'x-b', 'content-type', 'range', 'cookie', 'sec-x')
  const headers = fc.uniqueArray(name)
  const listedName = fc.constantFrom('Authorization', 'X-A', 'content-type')
  const options: fc.Arbitrary<CorsPolicyOptions> = fc.oneof(
    fc.record({
      origins: allowed,
      methods: listed,
      headers: fc.oneof(fc.constant('any' as const), fc.uniqueArray(listedName)),
      credentials: fc.boolean(),
    }),
    fc.record({ origins: fc.constant('*' as const), methods: listed, headers: fc.uniqueArray(listedName) }),
    fc.record({ origins: fc.constant('*' as const) }),
  )
  let letThrough = 0
  const calls = fc.record({ origin, method, headers, credentials: fc.boolean() })
  fc.assert(
    fc.property(options, calls, (chosen, call) => {
      const policy = policyOf(chosen)
      const expected = browserLetsThrough(policy, call)
      if (expected) letThrough++
      expect(policyAllows(policy, call)).toBe(expected)
    }),
    { numRuns: 5000 },
  )
  expect(letThrough).toBeGreaterThan(200)
})
