import { describe, expect, test } from 'vitest'
import { compileCorsPolicy, type CorsPolicyOptions, type PolicyMistake } from '../cors.ts'

const mistakesOf = (options: CorsPolicyOptions): readonly PolicyMistake[] => {
  const result = compileCorsPolicy(options)
  return result.ok ? [] : result.mistakes
}
const origins = ['https://app.example.com']

describe('permitted', () => {
  test.each<[string, CorsPolicyOptions]>([
    ['one origin', { origins }],
    ['one origin with credentials', { origins, credentials: true }],
    ['everybody without credentials', { origins: '*' }],
    ['everything exposed, without credentials', { origins, expose: ['*'] }],
    ['no methods of its own', { origins, methods: [] }],
    ['methods of other protocols', { origins, methods: ['PROPFIND', 'M-SEARCH', 'fooBar'] }],
    ['no headers', { origins, headers: [] }],
    [
      'headers in any case',
      { origins, headers: ['Authorization', 'X-HTTP-Method-Override', 'content-type'] },
    ],
    ['http on this machine with credentials', { origins: ['http://localhost:3000'], credentials: true }],
    ['the shortest and the longest memory', { origins, maxAgeSeconds: 0 }],
    ['a day', { origins, maxAgeSeconds: 86_400 }],
    ['repeats', { origins: [...origins, ...origins], methods: ['PUT', 'PUT'], headers: ['A', 'a'] }],
  ])('%s', (_, options) => expect(compileCorsPolicy(options).ok).toBe(true))
})

describe('prohibited', () => {
  test.each<[string, CorsPolicyOptions, Partial<PolicyMistake>]>([
    ['everybody with credentials', { origins: '*', credentials: true }, { option: 'origins', value: '*' }],
    ['nobody', { origins: [] }, { option: 'origins' }],
    ['* in the list', { origins: ['*'] }, { option: 'origins', index: 0, value: '*' }],
    ['null', { origins: [...origins, 'null'] }, { option: 'origins', index: 1, value: 'null' }],
    [
      'a public suffix',
      { origins: ['https://*.github.io'] },
      { option: 'origins', value: 'https://*.github.io' },
    ],
    [
      'http with credentials',
      { origins: ['http://a.example'], credentials: true },
      { option: 'origins', index: 0 },
    ],
    [
      'too many origins',
      { origins: Array(1001).fill('https://a.example') },
      { option: 'origins', value: '1001 entries' },
    ],
    ['CONNECT', { origins, methods: ['CONNECT'] }, { option: 'methods', index: 0, value: 'CONNECT' }],
    ['TRACE', { origins, methods: ['PUT', 'TRACE'] }, { option: 'methods', index: 1, value: 'TRACE' }],
    ['track', { origins, methods: ['track'] }, { option: 'methods', value: 'track' }],
    ['patch', { origins, methods: ['patch'] }, { option: 'methods', value: 'patch' }],
    ['get', { origins, methods: ['get'] }, { option: 'methods', value: 'get' }],
    ['any method', { origins, methods: ['*'] }, { option: 'methods', value: '*' }],
    ['no method', { origins, methods: [''] }, { option: 'methods', value: '' }],
    ['two methods in one', { origins, methods: ['PUT, PATCH'] }, { option: 'methods', value: 'PUT, PATCH' }],
    ['* as a header', { origins, headers: ['*'] }, { option: 'headers', value: '*' }],
    ['any as one of headers', { origins, headers: ['x y'] }, { option: 'headers', value: 'x y' }],
    ['Cookie', { origins, headers: ['Cookie'] }, { option: 'headers', value: 'Cookie' }],
    ['Origin', { origins, headers: ['origin'] }, { option: 'headers', value: 'origin' }],
    ['Sec-*', { origins, headers: ['Sec-Fetch-Mode'] }, { option: 'headers', value: 'Sec-Fetch-Mode' }],
    ['Proxy-*', { origins, headers: ['Proxy-Authorization'] }, { option: 'headers' }],
    ['an answer header', { origins, headers: ['Access-Control-Allow-Origin'] }, { option: 'headers' }],
    [
      'a header with a line break',
      { origins, headers: ['X-A\r\nSet-Cookie'] },
      { option: 'headers', value: 'X-A\\u000d\\u000aSet-Cookie' },
    ],
    [
      'too many headers',
      { origins, headers: Array(101).fill('x') },
      { option: 'headers', value: '101 entries' },
    ],
    [
      'all exposed with credentials',
      { origins, expose: ['*'], credentials: true },
      { option: 'expose', value: '*' },
    ],
    [
      'Set-Cookie exposed',
      { origins, expose: ['ETag', 'Set-Cookie'] },
      { option: 'expose', index: 1, value: 'Set-Cookie' },
    ],
    ['no header exposed', { origins, expose: ['a,b'] }, { option: 'expose', value: 'a,b' }],
    ['a negative memory', { origins, maxAgeSeconds: -1 }, { option: 'maxAgeSeconds', value: '-1' }],
    ['a long memory', { origins, maxAgeSeconds: 86_401 }, { option: 'maxAgeSeconds', value: '86401' }],
    ['half a second', { origins, maxAgeSeconds: 0.5 }, { option: 'maxAgeSeconds', value: '0.5' }],
    ['no number', { origins, maxAgeSeconds: Number.NaN }, { option: 'maxAgeSeconds', value: 'NaN' }],
    [
      'credentials that are no boolean',
      { origins, credentials: 'no' as unknown as boolean },
      { option: 'credentials' },
    ],
  ])('%s', (_, options, mistake) => {
    const mistakes = mistakesOf(options)
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatchObject(mistake)
    expect(mistakes[0]?.message).not.toBe('')
  })
})

test('all mistakes are told at once', () => {
  const options: CorsPolicyOptions = {
    origins: ['null', 'https://a.example', 'https://a.example/'],
    methods: ['TRACE', 'patch'],
    headers: ['Cookie'],
    expose: ['*', 'Set-Cookie'],
    credentials: true,
    maxAgeSeconds: -1,
  }
  expect(mistakesOf(options).map(({ option, index }) => [option, index])).toEqual([
    ['origins', 0],
    ['origins', 2],
    ['methods', 0],
    ['methods', 1],
    ['headers', 0],
    ['expose', 0],
    ['expose', 1],
    ['maxAgeSeconds', undefined],
  ])
})

test('a policy does not change with what it was made from, nor by hand', () => {
  const list = ['https://app.example.com']
  const result = compileCorsPolicy({ origins: list })
  if (!result.ok) throw new Error('refused')
  list.push('https://evil.example')
  expect(Object.isFrozen(result.policy)).toBe(true)
  expect(Object.keys(result.policy)).toEqual([])
})
