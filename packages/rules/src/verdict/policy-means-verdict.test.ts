import { assert, boolean, constantFrom, oneof, property, record, subarray, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { compileCorsPolicy } from '../cors/compile-policy.ts'
import { corsFields } from '../cors/cors-fields.ts'
import { policyAllows } from '../cors/policy-allows.ts'
import { answerPreflight } from '../cors/preflight.ts'
import type { CorsPolicy, CorsPolicyOptions } from '../cors/policy.ts'
import type { Exchange } from './exchange.ts'
import { judge } from './judge.ts'
import { profiles } from './profile.ts'

const origins = [
  'https://app.example.com',
  'https://b.example.com',
  'https://b.example.com:8443',
  'https://evil.test',
]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'patch', 'DELETE', 'REPORT']
/** Each needs permission, whatever its value. */
const headers = ['authorization', 'if-match', 'x-a', 'x-request-id']

const compiled = (options: CorsPolicyOptions): CorsPolicy => {
  const result = compileCorsPolicy(options)
  if (!result.ok) throw new Error(JSON.stringify(result.mistakes))
  return result.policy
}

const policies = oneof(
  record({
    origins: constantFrom<'*'>('*'),
    methods: subarray(['PUT', 'PATCH', 'REPORT']),
    headers: oneof(constantFrom<'any'>('any'), subarray(headers)),
    credentials: constantFrom(false),
  }),
  record({
    origins: uniqueArray(constantFrom(...origins.slice(0, 3), 'https://*.example.com'), { minLength: 1 }),
    methods: subarray(['PUT', 'PATCH', 'REPORT']),
    headers: oneof(constantFrom<'any'>('any'), subarray(headers)),
    credentials: boolean(),
  }),
)
const calls = record({
  origin: constantFrom(...origins),
  method: constantFrom(...methods),
  headers: subarray(headers),
  credentials: boolean(),
})

/** The gateway's answers to a call, as its steps make them of the rule book. */
const answered = (policy: CorsPolicy, call: Call): Exchange => ({
  origin: call.origin,
  request: {
    url: 'https://api.clearway.test/contacts',
    method: call.method,
    headers: call.headers.flatMap((name) => [name, 'v']),
    credentials: call.credentials ? 'include' : 'omit',
  },
  hops: [
    {
      preflight: {
        status: 204,
        headers: answerPreflight(policy, {
          origin: call.origin,
          method: call.method,
          headers: call.headers.length > 0 ? call.headers.join(',') : undefined,
        }).fields,
      },
      answer: { status: 200, headers: corsFields(policy, call.origin) },
    },
  ],
})

interface Call {
  readonly origin: string
  readonly method: string
  readonly headers: readonly string[]
  readonly credentials: boolean
}

test.each(profiles)('what a policy allows is what a page can read, by the profile %s', (profile) => {
  assert(
    property(policies, calls, (options, call) => {
      const policy = compiled(options)
      const { outcome } = judge(answered(policy, call), profile)
      expect(outcome).toBe(policyAllows(policy, call) ? 'readable' : 'blocked')
    }),
    { numRuns: 2000 },
  )
})
