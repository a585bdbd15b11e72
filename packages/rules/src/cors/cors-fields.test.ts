import { describe, expect, test } from 'vitest'
import {
  compileCorsPolicy,
  corsFields,
  withoutCors,
  type CorsPolicy,
  type CorsPolicyOptions,
} from '../cors.ts'

const policyOf = (options: CorsPolicyOptions): CorsPolicy => {
  const result = compileCorsPolicy(options)
  if (!result.ok) throw new Error(result.mistakes[0]?.message)
  return result.policy
}
const origin = 'https://app.example.com'
const plain = policyOf({ origins: [origin] })
const rich = policyOf({ origins: [origin], credentials: true, expose: ['ETag', 'Link', 'etag'] })
const everybody = policyOf({ origins: '*', expose: ['ETag'] })

describe('corsFields', () => {
  test('lets an allowed origin read', () => {
    expect(corsFields(plain, origin)).toEqual(['Access-Control-Allow-Origin', origin, 'Vary', 'Origin'])
  })
  test('adds credentials and exposed names once', () => {
    expect(corsFields(rich, origin)).toEqual([
      'Access-Control-Allow-Origin',
      origin,
      'Access-Control-Allow-Credentials',
      'true',
      'Access-Control-Expose-Headers',
      'etag, Link',
      'Vary',
      'Origin',
    ])
  })
  test('exposes what this answer needs beside', () => {
    expect(corsFields(rich, origin, ['Clearway-Problem', 'LINK', 'bad name'])).toContain(
      'etag, LINK, Clearway-Problem',
    )
    expect(corsFields(plain, origin, ['Retry-After'])).toContain('Retry-After')
  })
  test.each([undefined, '', 'null', 'https://evil.example', `${origin}, ${origin}`])(
    'tells %j nothing but that the answer varies (A14)',
    (asker) => {
      expect(corsFields(plain, asker, ['X'])).toEqual(['Vary', 'Origin'])
      expect(corsFields(rich, asker, ['X'])).toEqual(['Vary', 'Origin'])
    },
  )
  test.each([undefined, 'null', origin])(
    'of a policy for everybody says the same to %j, and needs no Vary',
    (asker) => {
      expect(corsFields(everybody, asker)).toEqual([
        'Access-Control-Allow-Origin',
        '*',
        'Access-Control-Expose-Headers',
        'ETag',
      ])
    },
  )
  test('exposes all by one *', () => {
    const all = policyOf({ origins: '*', expose: ['ETag', '*'] })
    expect(corsFields(all, origin)).toContain('*')
    expect(corsFields(all, origin, ['X'])).toEqual(corsFields(all, origin))
  })
})

describe('withoutCors', () => {
  test('A18: takes away all that an internal application says of CORS', () => {
    const fields = [
      'Access-Control-Allow-Origin',
      'access-control-allow-credentials',
      'Access-Control-Allow-Methods',
      'Access-Control-Allow-Headers',
      'Access-Control-Expose-Headers',
      'Access-Control-Max-Age',
      'ACCESS-CONTROL-ALLOW-PRIVATE-NETWORK',
    ].flatMap((name) => [name, 'x'])
    expect(withoutCors(['Vary', 'Origin', ...fields, 'ETag', '1'])).toEqual(['Vary', 'Origin', 'ETag', '1'])
  })
  test('leaves everything else, and the same list when there is nothing', () => {
    const fields = ['Vary', 'Origin', 'Access-Control-Request-Method', 'PUT']
    expect(withoutCors(fields)).toBe(fields)
  })
})
