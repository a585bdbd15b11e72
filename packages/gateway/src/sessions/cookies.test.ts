import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  browserCookieLine,
  cookieValues,
  forgetSessionCookie,
  isOwnCookie,
  sessionCookie,
  withoutOwnCookies,
} from './cookies.ts'

const origin = { reach: 'origin', name: '__Host-clearway-notes' } as const
const domain = { reach: 'domain', name: '__Secure-clearway-notes', domain: 'example.com' } as const

describe('a Set-Cookie line', () => {
  test.each([
    [sessionCookie(origin, 'id'), '__Host-clearway-notes=id; Path=/; HttpOnly; Secure; SameSite=Lax'],
    [
      sessionCookie(domain, 'id'),
      '__Secure-clearway-notes=id; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax',
    ],
    [
      forgetSessionCookie(origin),
      '__Host-clearway-notes=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ],
    [
      forgetSessionCookie(domain),
      '__Secure-clearway-notes=; Max-Age=0; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax',
    ],
    [
      browserCookieLine('v', false),
      '__Host-clearway-browser=v; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax',
    ],
    [
      browserCookieLine('v', true),
      '__Host-clearway-browser=v; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=None',
    ],
  ])('%s', (line, expected) => {
    expect(line).toBe(expected)
  })
})

describe('the gateway’s own cookies', () => {
  test.each([
    ['__Host-clearway-notes=1', true],
    [' __Secure-clearway-notes=1', true],
    ['__HOST-CLEARWAY-notes=1', true],
    ['clearway-notes=1', false],
    ['a=__Host-clearway-notes', false],
    ['x__Host-clearway-notes=1', false],
    ['__Host-other=1', false],
  ])('%s: %s', (text, own) => {
    expect(isOwnCookie(text)).toBe(own)
  })

  test.each<[string, string | undefined]>([
    ['a=1; b=2', 'a=1; b=2'],
    ['a=1; __Host-clearway-notes=x; b=2', 'a=1; b=2'],
    ['__Host-clearway-browser=x; __Secure-clearway-notes=y', undefined],
    ['__Host-clearway-notes=x; a=1;', 'a=1'],
    ['a=clearway-notes; __Host-clearway-notes=x', 'a=clearway-notes'],
    ['', ''],
  ])('do not reach internal apps: %j becomes %j', (header, rest) => {
    expect(withoutOwnCookies(header)).toBe(rest)
  })

  test('never reach internal apps, whatever stands around them', () => {
    const name = fc.constantFrom('__Host-clearway-a', '__Secure-clearway-b', '__host-CLEARWAY-c', 'mine', 'a')
    const pair = fc.tuple(name, fc.stringMatching(/^[ -:<-~]*$/)).map(([key, value]) => `${key}=${value}`)
    fc.assert(
      fc.property(
        fc.array(pair, { maxLength: 8 }),
        fc.constantFrom('; ', ';', ' ;  '),
        (pairs, separator) => {
          const rest = withoutOwnCookies(pairs.join(separator)) ?? ''
          const kept = rest.split(';').filter((each) => each.trim() !== '')
          expect(kept.some(isOwnCookie)).toBe(false)
          expect(kept.length).toBe(pairs.filter((each) => !isOwnCookie(each)).length)
        },
      ),
    )
  })
})

describe('the values of one name', () => {
  test.each<[string | undefined, readonly string[]]>([
    [undefined, []],
    ['', []],
    ['b=1', []],
    ['a=1', ['1']],
    ['a=1; b=2; a=3', ['1', '3']],
    ['xa=1; a=2', ['2']],
    ['a=', ['']],
    ['a', []],
    ['a=%E0%A4%A', ['%E0%A4%A']],
  ])('in %j are %j', (header, values) => {
    expect(cookieValues(header, 'a')).toEqual(values)
  })
})
