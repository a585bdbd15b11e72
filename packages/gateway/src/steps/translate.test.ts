import { originOf } from '@clearway/rules/origins'
import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Segment } from '../plan.ts'
import { nowhere } from '../routing/nowhere.ts'
import { translateCookie, translateUrl } from './translate.ts'

const published = (external: string, ...internal: readonly string[]): Segment => {
  const { host, href, pathname, protocol } = new URL(external)
  return {
    ...nowhere,
    external: {
      origin: originOf(href),
      scheme: protocol === 'https:' ? 'https' : 'http',
      host,
      prefix: pathname,
    },
    internal: internal.map((text) => {
      const url = new URL(text)
      return { origin: url.origin, host: url.host, prefix: url.pathname }
    }),
  }
}

const whole = published('https://crm.example/', 'http://crm.internal:8080/')
const below = published('https://www.example/crm/', 'http://crm.internal:8080/')
const moved = published('https://www.example/crm/', 'http://crm.internal:8080/app/')
const lifted = published('https://crm.example/', 'http://crm.internal:8080/app/')
const twins = published('https://www.example/crm/', 'http://one.internal/a/', 'http://two.internal/b/')

describe('an address of the internal app becomes the external one', () => {
  test.each([
    [whole, 'http://crm.internal:8080/x?y=/z#w', 'https://crm.example/x?y=/z#w'],
    [whole, 'http://crm.internal:8080', 'https://crm.example/'],
    [whole, 'http://crm.internal:8080?q', 'https://crm.example/?q'],
    [whole, 'HTTP://CRM.internal:8080/X', 'https://crm.example/X'],
    [whole, '//crm.internal:8080/x', 'https://crm.example/x'],
    [whole, 'http://someone:secret@crm.internal:8080/x', 'https://crm.example/x'],
    [whole, '/x', '/x'],
    [below, 'http://crm.internal:8080/x', 'https://www.example/crm/x'],
    [below, '/', '/crm/'],
    [below, '/x?y#z', '/crm/x?y#z'],
    [below, '/\xc3\xa9', '/crm/\xc3\xa9'],
    [moved, '/app/x', '/crm/x'],
    [moved, '/app/', '/crm/'],
    [moved, '/app', '/crm'],
    [moved, '/app?x', '/crm?x'],
    [moved, 'http://crm.internal:8080/app', 'https://www.example/crm'],
    [moved, 'http://crm.internal:8080/app/?next=/app/', 'https://www.example/crm/?next=/app/'],
    [lifted, '/app', '/'],
    [lifted, '/app/x', '/x'],
    [twins, '/a/x', '/crm/x'],
    [twins, '/b/x', '/crm/x'],
    [twins, 'http://two.internal/b/x', 'https://www.example/crm/x'],
  ])('%#: $1 -> $2', (segment, from, to) => {
    expect(translateUrl(from, segment)).toBe(to)
  })
})

describe('any other address stays as it is', () => {
  test.each([
    [whole, 'https://crm.internal:8080/x'],
    [whole, 'http://crm.internal/x'],
    [whole, 'http://crm.internal:80801/x'],
    [whole, 'http://crm.internal:8080.evil.example/x'],
    [whole, 'http://crm.internal:8080@evil.example/x'],
    [whole, 'http://evil.example/http://crm.internal:8080/x'],
    [whole, 'http://evil.example\\@crm.internal:8080/x'],
    [whole, 'http://xcrm.internal:8080/x'],
    [whole, '//evil.example/x'],
    [whole, '\\\\evil.example/x'],
    [whole, 'javascript:alert(1)'],
    [whole, 'mailto:ada@crm.internal'],
    [whole, 'x/y'],
    [whole, '?x'],
    [whole, '#x'],
    [whole, ''],
    [moved, '/other'],
    [moved, '/apple'],
    [moved, 'http://crm.internal:8080/other'],
    [moved, 'http://crm.internal:8080/'],
    [moved, 'http://crm.internal:8080'],
    [twins, 'http://one.internal/b/x'],
  ])('%#: %s', (segment, value) => {
    expect(translateUrl(value, segment)).toBe(value)
  })
})

test.each([
  ['/app//evil.example', 'https://crm.example//evil.example'],
  ['/app/\\evil.example', 'https://crm.example/\\evil.example'],
  ['http://crm.internal:8080/app//evil.example', 'https://crm.example//evil.example'],
])('no translation makes a path into another host: %s', (from, to) => {
  expect(translateUrl(from, lifted)).toBe(to)
})

test('whatever an internal app says, a translated address leads to the external origin', () => {
  const piece = constantFrom(
    '/',
    '\\',
    '//',
    'app',
    ':',
    '@',
    '.',
    '?',
    '#',
    'http:',
    'crm.internal:8080',
    'evil',
    '%2f',
  )
  assert(
    property(array(piece, { maxLength: 8 }), constantFrom(whole, below, moved, lifted), (pieces, segment) => {
      const value = pieces.join('')
      const result = translateUrl(value, segment)
      if (result === value) return
      expect(new URL(result, segment.external.origin).origin).toBe(segment.external.origin)
    }),
    { numRuns: 2_000 },
  )
})

describe("a cookie's domain", () => {
  test.each([
    [whole, 'a=b; Domain=crm.internal; Secure', 'a=b; Secure'],
    [whole, 'a=b; domain=.CRM.internal', 'a=b'],
    [whole, 'a=b;Domain = crm.internal ;HttpOnly', 'a=b;HttpOnly'],
    [published('https://crm.example/', 'http://crm.corp.internal/'), 'a=b; Domain=corp.internal', 'a=b'],
  ])('goes when it is inside alone (%#)', (segment, from, to) => {
    expect(translateCookie(from, segment)).toBe(to)
  })

  test.each([
    [whole, 'a=b; Domain=crm.example'],
    [whole, 'a=b; Domain=example'],
    [whole, 'a=b; Domain=xcrm.internal'],
    [whole, 'a=b; Domain=crm.internal.evil.example'],
    [whole, 'a=b; Domain='],
    [whole, 'a=b; Domain'],
    [published('https://crm.example.com/', 'http://app.example.com/'), 'a=b; Domain=example.com'],
  ])('stays in %#: %s', (segment, line) => {
    expect(translateCookie(line, segment)).toBe(line)
  })
})

describe("a cookie's path", () => {
  test.each([
    [whole, 'a=b; Path=/', 'a=b; Path=/'],
    [whole, 'a=b; path=/x/', 'a=b; Path=/x/'],
    [below, 'a=b; Path=/', 'a=b; Path=/crm'],
    [below, 'a=b;PATH = /x ; Secure', 'a=b; Path=/crm/x; Secure'],
    [moved, 'a=b; Path=/app', 'a=b; Path=/crm'],
    [moved, 'a=b; Path=/app/', 'a=b; Path=/crm'],
    [moved, 'a=b; Path=/app/x', 'a=b; Path=/crm/x'],
    [moved, 'a=b; Path=/apple', 'a=b; Path=/apple'],
    [moved, 'a=b; Path=/', 'a=b; Path=/'],
    [moved, 'a=b; Path=app', 'a=b; Path=app'],
    [lifted, 'a=b; Path=/app', 'a=b; Path=/'],
    [twins, 'a=b; Path=/b/x', 'a=b; Path=/crm/x'],
  ])('is put below the external prefix (%#)', (segment, from, to) => {
    expect(translateCookie(from, segment)).toBe(to)
  })
})

test.each([
  'path=/app/x; HttpOnly',
  'domain=crm.internal',
  'a=b=c; Max-Age=1; SameSite=None; Secure; Partitioned',
  '',
])('the rest of a cookie stays as it is, names and values too: %s', (line) => {
  expect(translateCookie(line, moved)).toBe(line)
})
