import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../material.ts'
import { cookiesOf, isAffinityCookie, setCookiesOf } from './set-cookies.ts'

const answering = (...values: readonly string[]): Entry => ({
  at: { input: 'a' },
  request: { method: 'GET', url: 'https://a.example/', headers: ['Cookie', values[0] ?? ''] },
  response: { status: 200, statusText: '', headers: values.flatMap((value) => ['Set-Cookie', value]) },
})

test('name, mark and attributes', () => {
  const [cookie] = setCookiesOf(answering('__Host-a=#12ab; Path=/; Secure; SameSite=Lax'))
  expect([cookie?.name, cookie?.tag, [...(cookie?.attributes ?? [])]]).toEqual([
    '__Host-a',
    '#12ab',
    [
      ['path', '/'],
      ['secure', ''],
      ['samesite', 'Lax'],
    ],
  ])
})

test('several fields, and several in one field by line breaks', () => {
  expect(setCookiesOf(answering('a=1\nb=2', 'c=3', '=4', '')).map(({ name }) => name)).toEqual([
    'a',
    'b',
    'c',
  ])
})

test('the cookies of a request', () => {
  expect([...cookiesOf(answering('a=#1; b=#2;; =x; c'))]).toEqual([
    ['a', '#1'],
    ['b', '#2'],
    ['c', ''],
  ])
})

test.each(['ARRAffinity', 'ARRAffinitySameSite', 'AWSALB', 'AWSALBCORS', 'BIGipServerpool_x', 'SERVERID'])(
  '%s is a load balancer’s',
  (name) => expect(isAffinityCookie(name)).toBe(true),
)

test.each(['session', 'routes', '.AspNet.Cookies', 'x'.repeat(1000)])('%.20s is not', (name) =>
  expect(isAffinityCookie(name)).toBe(false),
)

test('any text is read without an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(setCookiesOf(answering(text)).every(({ name }) => name !== '')).toBe(true)
      expect(cookiesOf(answering(text)).has('')).toBe(false)
    }),
  )
})
