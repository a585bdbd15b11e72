import { describe, expect, test } from 'vitest'
import { answerPreflight, compileCorsPolicy, type CorsPolicy, type CorsPolicyOptions } from '../cors.ts'
import { fieldValue, type FieldList } from '../http.ts'

const policyOf = (options: CorsPolicyOptions): CorsPolicy => {
  const result = compileCorsPolicy(options)
  if (!result.ok) throw new Error(result.mistakes[0]?.message)
  return result.policy
}
const origin = 'https://app.example.com'
const vary = ['Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers']
const open = policyOf({ origins: [origin], credentials: true })
const strict = policyOf({
  origins: [origin],
  methods: ['PUT'],
  headers: ['Authorization', 'X-Trace'],
  maxAgeSeconds: 30,
})
const allowedHeaders = (fields: FieldList): string | undefined =>
  fieldValue(fields, 'access-control-allow-headers')

describe('an allowed preflight', () => {
  test('names the origin, the methods, the headers asked for and the memory', () => {
    expect(answerPreflight(open, { origin, method: 'PATCH', headers: 'authorization,content-type' })).toEqual(
      {
        allowed: true,
        fields: [
          'Access-Control-Allow-Origin',
          origin,
          'Access-Control-Allow-Credentials',
          'true',
          'Access-Control-Allow-Methods',
          'GET, HEAD, POST, PUT, PATCH, DELETE',
          'Access-Control-Allow-Headers',
          'authorization,content-type',
          ...vary,
          'Access-Control-Max-Age',
          '600',
        ],
      },
    )
  })
  test('of a policy with listed headers names those, asked for or not', () => {
    expect(answerPreflight(strict, { origin, method: 'PUT', headers: 'x-trace' })).toEqual({
      allowed: true,
      fields: [
        'Access-Control-Allow-Origin',
        origin,
        'Access-Control-Allow-Methods',
        'PUT',
        'Access-Control-Allow-Headers',
        'authorization, x-trace',
        ...vary,
        'Access-Control-Max-Age',
        '30',
      ],
    })
  })
  test('of a policy for everybody names nobody', () => {
    const policy = policyOf({ origins: '*', methods: [] })
    for (const asker of [origin, 'null', 'https://evil.example']) {
      expect(answerPreflight(policy, { origin: asker, method: 'GET', headers: undefined })).toEqual({
        allowed: true,
        fields: ['Access-Control-Allow-Origin', '*', ...vary, 'Access-Control-Max-Age', '600'],
      })
    }
  })
  test.each(['GET', 'HEAD', 'POST'])('%s needs no listing', (method) => {
    expect(answerPreflight(strict, { origin, method, headers: undefined }).allowed).toBe(true)
  })
  test.each([
    ['nothing', undefined, undefined],
    ['an empty field', '', undefined],
    ['spaces and tabs', ' x-a ,\tx-b', 'x-a,x-b'],
    ['empty entries', ',x-a,,x-b,', 'x-a,x-b'],
    ['upper case', 'X-A,Authorization', 'x-a,authorization'],
    ['100 names', Array(100).fill('x').join(','), Array(100).fill('x').join(',')],
  ])('bears with %s in Access-Control-Request-Headers', (_, headers, answered) => {
    const answer = answerPreflight(open, { origin, method: 'PUT', headers })
    expect(answer.allowed).toBe(true)
    expect(allowedHeaders(answer.fields)).toBe(answered)
  })
})

describe('a refused preflight', () => {
  test('of an unknown origin tells it nothing', () => {
    const answer = answerPreflight(open, {
      origin: 'https://evil.example',
      method: 'TRACE',
      headers: 'cookie',
    })
    expect(answer).toEqual({
      allowed: false,
      code: 'cors/origin-not-allowed',
      value: 'https://evil.example',
      fields: vary,
    })
  })
  test.each(['patch', 'Put', 'DELETE', 'CONNECT', 'TRACE', 'get', '', 'PUT,', '*'])(
    'of the method %j still names the origin and what is allowed',
    (method) => {
      expect(answerPreflight(strict, { origin, method, headers: 'x-trace' })).toEqual({
        allowed: false,
        code: 'cors/method-not-allowed',
        value: method,
        fields: [
          'Access-Control-Allow-Origin',
          origin,
          'Access-Control-Allow-Methods',
          'PUT',
          'Access-Control-Allow-Headers',
          'authorization, x-trace',
          ...vary,
        ],
      })
    },
  )
  test('of a method that is listed in another letter case', () => {
    const policy = policyOf({ origins: [origin], methods: ['fooBar'] })
    expect(answerPreflight(policy, { origin, method: 'fooBar', headers: undefined }).allowed).toBe(true)
    expect(answerPreflight(policy, { origin, method: 'FOOBAR', headers: undefined }).allowed).toBe(false)
  })
  test('of the method patch is no matter of PATCH', () => {
    expect(answerPreflight(open, { origin, method: 'PATCH', headers: undefined }).allowed).toBe(true)
    expect(answerPreflight(open, { origin, method: 'patch', headers: undefined })).toMatchObject({
      code: 'cors/method-not-allowed',
    })
  })
  test('of a header still names the origin and what is allowed', () => {
    expect(answerPreflight(strict, { origin, method: 'PUT', headers: 'x-other,x-trace' })).toMatchObject({
      allowed: false,
      code: 'cors/header-not-allowed',
      value: 'x-other',
      fields: expect.arrayContaining([origin, 'PUT', 'authorization, x-trace']),
    })
  })
  test('of a method and a header names the method, which browsers check first', () => {
    expect(answerPreflight(strict, { origin, method: 'DELETE', headers: 'x-other' })).toMatchObject({
      value: 'DELETE',
    })
  })
  test('of everything but names of headers that pages can set', () => {
    for (const name of ['cookie', 'host', 'origin', 'sec-fetch-mode', 'proxy-x', 'a b', 'x:y', 'é', '(']) {
      const answer = answerPreflight(open, { origin, method: 'PUT', headers: `x-a,${name},x-b` })
      expect(answer).toMatchObject({ allowed: false, code: 'cors/header-not-allowed' })
      expect(allowedHeaders(answer.fields)).toBe('x-a,x-b')
    }
  })
  test('of any kind is not to be remembered', () => {
    for (const [method, headers] of [
      ['patch', undefined],
      ['PUT', 'cookie'],
    ] as const) {
      expect(answerPreflight(open, { origin, method, headers }).fields).not.toContain(
        'Access-Control-Max-Age',
      )
    }
  })
  test('escapes and cuts what it tells', () => {
    const answer = answerPreflight(open, { origin, method: `\r\n${'x'.repeat(500)}`, headers: undefined })
    expect(!answer.allowed && answer.value).toMatch(/^\\u000d\\u000ax{98}…$/)
  })
})

describe('section 4, 15: a hostile Access-Control-Request-Headers is refused within bounds', () => {
  test.each([
    ['thousands of commas', ','.repeat(8000)],
    ['one comma too many', ','.repeat(100)],
    ['101 names', Array(101).fill('x').join(',')],
    ['more than 8 kB', Array(99).fill('x'.repeat(100)).join(',')],
    ['one long name', 'a'.repeat(8193)],
    ['1 MB of commas', ','.repeat(1_000_000)],
    ['1 MB of a name', 'a'.repeat(1_000_000)],
    ['8 kB of spaces inside', `a${' '.repeat(8000)}b`],
  ])('%s', (_, headers) => {
    const started = performance.now()
    for (let times = 0; times < 20; times++) answerPreflight(open, { origin, method: 'PUT', headers })
    // Linear work is a few milliseconds, quadratic work is seconds.
    expect(performance.now() - started).toBeLessThan(1000)
    const answer = answerPreflight(open, { origin, method: 'PUT', headers })
    expect(answer).toMatchObject({ allowed: false, code: 'cors/header-not-allowed' })
    expect(!answer.allowed && answer.value.length).toBeLessThan(110)
    expect(answer.fields.join('').length).toBeLessThan(400)
  })
})
