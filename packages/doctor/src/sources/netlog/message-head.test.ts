import { describe, expect, test } from 'vitest'
import { headIn, statusIn } from './message-head.ts'

describe('the headers of a message', () => {
  const headers = (...lines: readonly unknown[]): ReturnType<typeof headIn> => headIn({ headers: lines })

  test('are split at the first colon', () => {
    expect(headers('Origin: https://a.example', 'X-Empty:', 'a:b: c').headers).toEqual([
      'Origin',
      'https://a.example',
      'X-Empty',
      '',
      'a',
      'b: c',
    ])
  })

  test('are without pseudo fields, status lines and what is no text', () => {
    expect(headers(':method: OPTIONS', 'HTTP/1.1 200', 5, null, 'a: b').headers).toEqual(['a', 'b'])
  })

  test('are there, but empty, where Chromium took a secret out', () => {
    const head = headers('Cookie: [46 bytes were stripped]', 'x: [46 bytes were kept]')
    expect(head.headers).toEqual(['Cookie', '', 'x', '[46 bytes were kept]'])
    expect(head.stripped).toEqual(['cookie'])
  })

  test('are bounded in number and in length', () => {
    expect(headers(...Array.from({ length: 600 }, () => 'a: b')).headers).toHaveLength(1000)
    expect(
      headers(`a: ${'b'.repeat(100_000)}`, `c: ${'d'.repeat(100_000)}`, 'e: f').headers[2],
    ).toBeUndefined()
  })

  test.each([undefined, null, {}, { headers: 'a: b' }, { headers: {} }, []])('of %j are none', (params) => {
    expect(headIn(params)).toEqual({ headers: [], stripped: [], size: 0 })
  })
})

test.each([
  ['HTTP/1.1 405 Method Not Allowed', { status: 405, statusText: 'Method Not Allowed' }],
  ['HTTP/1.1 204', { status: 204, statusText: '' }],
  ['HTTP/2 200 ', { status: 200, statusText: '' }],
  ['HTTP/1.1 99', undefined],
  ['server: nginx', undefined],
])('the status line %j is read', (line, status) => {
  expect(statusIn({ headers: [line] })).toEqual(status)
})

test('without a status line there is no status', () => {
  expect(statusIn({ headers: [] })).toBeUndefined()
  expect(statusIn(undefined)).toBeUndefined()
})
