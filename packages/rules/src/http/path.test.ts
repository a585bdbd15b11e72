import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalPath } from '../http.ts'

const path = (target: string): string => {
  const result = canonicalPath(target)
  return result.ok ? result.path : result.reason
}

describe('A1: no way out of a public path', () => {
  test.each([
    ['/public/../private', 'dot-segment'],
    ['/public/%2e%2e/private', 'dot-segment'],
    ['/public/.%2E/private', 'dot-segment'],
    ['/public/..%2fprivate', 'encoded-slash'],
    ['/public/..;/private', 'dot-segment'],
    ['/public/..;x=1/private', 'dot-segment'],
    ['/public/..%3b/private', 'dot-segment'],
    ['/public%5c..%5cprivate', 'backslash'],
    ['/public\\..\\private', 'backslash'],
    ['/public/%252e%252e/private', 'double-encoding'],
    ['/public/%25252e%25252e/private', 'double-encoding'],
    ['/public/..%252fprivate', 'encoded-slash'],
    ['/public/..%25255cprivate', 'backslash'],
    ['/public/%25%32e%25%32e/private', 'double-encoding'],
    ['/public/%c0%ae%c0%ae/private', 'not-utf-8'],
    ['/public/..%c0%afprivate', 'not-utf-8'],
    ['/public/..%e0%80%afprivate', 'not-utf-8'],
    ['/public/..', 'dot-segment'],
    ['/..', 'dot-segment'],
  ])('%s: %s', (target, reason) => expect(canonicalPath(target)).toEqual({ ok: false, reason }))
})

describe('A2: one path, one spelling', () => {
  test.each([
    ['/%61dmin', '/admin'],
    ['/%7Euser/a%2Db', '/~user/a-b'],
    ['/ADMIN', '/ADMIN'],
    ['/a%c3%a9', '/a%C3%A9'],
    ['/a%3ab', '/a%3Ab'],
  ])('%s becomes %s', (target, expected) => expect(path(target)).toBe(expected))
  test.each([
    ['/admin%00', 'control-character'],
    ['/admin%2500', 'control-character'],
    ['/admin%0d%0a', 'control-character'],
    ['/admin%7f', 'control-character'],
    ['/admin%20', 'trailing-space'],
    ['/admin%20/x', 'trailing-space'],
    ['/admin%20;x/y', 'trailing-space'],
    ['//admin', 'empty-segment'],
    ['/a//b', 'empty-segment'],
    ['/./admin', 'dot-segment'],
    ['/admin/.', 'dot-segment'],
    ['/admin/%2e', 'dot-segment'],
    ['/%2561dmin', 'double-encoding'],
    ['/%252561dmin', 'double-encoding'],
  ])('%s: %s', (target, reason) => expect(path(target)).toBe(reason))
})

describe('A3: a query, a fragment or a parameter is no path', () => {
  test('the query is apart', () => {
    expect(canonicalPath('/private?x=/public')).toEqual({
      ok: true,
      path: '/private',
      matchPath: '/private',
      query: '?x=/public',
    })
  })
  test.each([
    ['/private#/public', 'fragment'],
    ['/private?a#/public', 'fragment'],
    ['/private;/public', 'empty-parameter'],
    ['/private;', 'empty-parameter'],
    ['/private;;a=1', 'empty-parameter'],
    ['/private%23/public', '/private%23/public'],
    ['/private%3f/public', '/private%3F/public'],
  ])('%s: %s', (target, expected) => expect(path(target)).toBe(expected))
  test.each([
    ['/private;a=1/public', '/private/public'],
    ['/private;jsessionid=A1', '/private'],
    ['/a;x=1/b;y=2/c', '/a/b/c'],
    ['/a/', '/a/'],
  ])('rules see %s as %s', (target, matchPath) => {
    expect(canonicalPath(target)).toEqual({ ok: true, path: target, matchPath, query: '' })
  })
})

describe('A4: only a path is a path', () => {
  test.each(['http://other/private', '*', 'other:443', '', 'private', '?x', ' /a'])('%j', (target) => {
    expect(path(target)).toBe('not-origin-form')
  })
})

describe('other targets that are refused', () => {
  test.each([
    ['/%', 'percent-encoding'],
    ['/%2', 'percent-encoding'],
    ['/%zz', 'percent-encoding'],
    ['/100%', 'percent-encoding'],
    ['/%u002e', 'percent-encoding'],
    ['/é', 'non-ascii'],
    ['/．．/', 'non-ascii'],
    ['/%e9', 'not-utf-8'],
    ['/%ed%a0%80', 'not-utf-8'],
    ['/a b', 'control-character'],
    ['/a\tb', 'control-character'],
    ['/a\r\nX: y', 'control-character'],
    ['/a?b\0', 'control-character'],
    ['/a?b c', 'control-character'],
    ['/a%255cb', 'backslash'],
    [`/${'a'.repeat(8192)}`, 'too-long'],
    [`/?${'a'.repeat(8191)}`, 'too-long'],
  ])('%j: %s', (target, reason) => expect(path(target)).toBe(reason))
})

describe('what is left alone', () => {
  test.each([
    '/',
    '/a/b.c/..d/...',
    '/.well-known/openid-configuration',
    '/100%25',
    '/a%2520b',
    '/a%20b',
    "/odata/Customers('A')/$count",
    '/a:b@c!&=+,*~_-.',
    '/wiki/Inc.',
    `/${'a'.repeat(8191)}`,
  ])('%s', (target) => expect(path(target)).toBe(target))
  test.each(['?', '?a=%2e%2e/../%zz\\&é=\xff', '?a?b', '?a=1;b=2//'])(
    'the query %s, byte for byte',
    (query) => {
      expect(canonicalPath(`/a${query}`)).toMatchObject({ ok: true, path: '/a', query })
    },
  )
  test('characters that no URL has raw are escaped', () => {
    expect(path('/"<>[]^`{|}')).toBe('/%22%3C%3E%5B%5D%5E%60%7B%7C%7D')
  })
})

describe('whatever comes', () => {
  const bits = [
    '/',
    '.',
    '%',
    '25',
    '2e',
    '2F',
    '5c',
    '61',
    '32',
    '35',
    ';',
    'a',
    'é',
    '%2',
    '%25',
    '\\',
    '?',
    '{',
    '3b',
    '%20',
  ]
  const target = fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...bits) },
        fc.string({ unit: 'binary', maxLength: 2 }),
      ),
    )
    .map((parts) => `/${parts.join('')}`)
  const options = { numRuns: 5000 }

  test('a canonical path stays as it is', () => {
    fc.assert(
      fc.property(target, (text) => {
        const result = canonicalPath(text)
        if (result.ok) expect(canonicalPath(result.path + result.query)).toEqual(result)
      }),
      options,
    )
  })
  test('a URL parser finds nothing to change in it', () => {
    fc.assert(
      fc.property(target, (text) => {
        const result = canonicalPath(text)
        if (result.ok) expect(new URL(`http://a${result.path}`).pathname).toBe(result.path)
      }),
      options,
    )
  })
  test('no number of decodings brings out another path', () => {
    fc.assert(
      fc.property(target, (text) => {
        const result = canonicalPath(text)
        if (!result.ok) return
        const segments = result.path.split('/').length
        let decoded = result.path
        for (let layer = 0; layer < 5; layer++) {
          decoded = decoded.replace(/%[\dA-F]{2}/gi, (escape) =>
            String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
          )
          expect(decoded.split('/').length).toBe(segments)
          expect(decoded).not.toMatch(/[^ -[\]-~\u0080-\u00ff]|\/\.\.?(?:[;/]|$)/)
        }
      }),
      options,
    )
  })
})
