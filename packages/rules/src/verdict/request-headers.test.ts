import { expect, test } from 'vitest'
import { isForbiddenHeader, readPageHeaders } from './request-headers.ts'

test('names are read in lower case, values without whitespace around them', () => {
  expect(readPageHeaders(['X-A', ' 1 ', 'x-a', '\xe9'])).toEqual([
    { name: 'x-a', value: '1' },
    { name: 'x-a', value: '\xe9' },
  ])
})

test.each([[['', '1']], [['a b', '1']], [['ä', '1']], [['X', 'a\0']], [['X', 'a\r\nB: c']], [['X', '€']]])(
  '%j cannot be set',
  (fields) => expect(readPageHeaders(fields)).toBeUndefined(),
)

test('of very many headers a thousand are read', () => {
  const fields = Array.from({ length: 50_000 }, (_, at) => [`x-${at}`, '1']).flat()
  expect(readPageHeaders(fields)).toHaveLength(1000)
})

test.each([
  ['accept-charset', ''],
  ['access-control-request-headers', 'x'],
  ['access-control-request-method', 'x'],
  ['cookie', 'a=1'],
  ['cookie2', ''],
  ['dnt', '1'],
  ['host', 'x'],
  ['origin', 'x'],
  ['referer', 'x'],
  ['set-cookie', 'x'],
  ['te', 'x'],
  ['via', 'x'],
  ['proxy-authorization', 'x'],
  ['proxy-', 'x'],
  ['sec-', 'x'],
  ['sec-ch-ua', 'x'],
  ['x-http-method', 'trace'],
  ['x-http-method-override', 'GET, track'],
  ['x-method-override', ' CONNECT '],
])('%s: %s is left out', (name, value) => expect(isForbiddenHeader({ name, value })).toBe(true))

test.each([
  ['user-agent', 'x'],
  ['access-control-request-private-network', 'true'],
  ['proxy', 'x'],
  ['secret', 'x'],
  ['authorization', 'x'],
  ['x-http-method-override', 'PUT'],
  ['x-http-method-override', '"TRACE"'],
])('%s: %s is not', (name, value) => expect(isForbiddenHeader({ name, value })).toBe(false))
