import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stripHopByHop } from '../http.ts'

const connectionFields = [
  'Connection',
  'HTTP2-Settings',
  'Keep-Alive',
  'Proxy-Authenticate',
  'Proxy-Authentication-Info',
  'Proxy-Authorization',
  'Proxy-Connection',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
]

describe.each(['request', 'response'] as const)('in a %s', (direction) => {
  test.each(connectionFields)('%s is taken away in any letter case', (name) => {
    expect(stripHopByHop(['A', '1', name, 'x', 'B', '2'], direction)).toEqual(['A', '1', 'B', '2'])
    expect(stripHopByHop([name.toLowerCase(), 'x', 'B', '2'], direction)).toEqual(['B', '2'])
  })
  test('what Connection names is taken away, from every Connection field', () => {
    const fields = [
      'Connection',
      'close, X-One',
      'X-One',
      '1',
      'x-two',
      '2',
      'connection',
      ' X-TWO ,',
      'X-Three',
      '3',
    ]
    expect(stripHopByHop(fields, direction)).toEqual(['X-Three', '3'])
  })
  test('case, order and repeats of the rest are kept', () => {
    const fields = ['aCCept-Language', 'de', 'X-A', '1', 'x-a', '2']
    expect(stripHopByHop([...fields, 'Connection', 'keep-alive'], direction)).toEqual(fields)
  })
  test('the same list comes back when there is nothing to take away', () => {
    const fields = ['A', '1']
    expect(stripHopByHop(fields, direction)).toBe(fields)
  })
})

describe('A8: Connection does not take away what is meant for the other end', () => {
  test.each([
    'Authorization',
    'Cookie',
    'Host',
    'Content-Length',
    'Content-Type',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'Forwarded',
    'X-Real-IP',
    'X-Original-URL',
    'Clearway-User',
    'Origin',
    'Sec-Fetch-Mode',
    'Access-Control-Request-Method',
    'X-Requested-With',
    'If-Match',
  ])('%s of a request', (name) => {
    const fields = ['Connection', `close, ${name}`, name, 'kept']
    expect(stripHopByHop(fields, 'request')).toEqual([name, 'kept'])
    expect(stripHopByHop(['connection', name.toUpperCase(), name, 'kept'], 'request')).toEqual([name, 'kept'])
  })
  test.each([
    'Set-Cookie',
    'WWW-Authenticate',
    'Location',
    'Vary',
    'Cache-Control',
    'Content-Length',
    'Content-Security-Policy',
    'Strict-Transport-Security',
    'Access-Control-Allow-Origin',
    'X-Frame-Options',
    'X-Content-Type-Options',
    'Clearway-Problem',
  ])('%s of an answer', (name) => {
    expect(stripHopByHop(['Connection', name, name, 'kept'], 'response')).toEqual([name, 'kept'])
  })
})

test('stripping twice is stripping once', () => {
  const name = fc.constantFrom('Connection', 'X-A', 'x-b', 'Cookie', 'TE')
  const field = fc.tuple(name, fc.constantFrom('x-a', 'X-B, cookie', 'close', ''))
  fc.assert(
    fc.property(fc.array(field), (list) => {
      const once = stripHopByHop(list.flat(), 'request')
      expect(stripHopByHop(once, 'request')).toEqual(once)
    }),
  )
})
