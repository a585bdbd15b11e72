import { expect, test } from 'vitest'
import { judge } from './judge.ts'

test.each([
  ['https://app.one.test', 'https://api.two.test/', 'same-origin', true],
  ['https://app.one.test', 'https://api.one.test/', 'same-origin', true],
  ['https://app.one.test', 'https://api.one.test/', 'same-site', false],
  ['https://app.one.test', 'https://api.two.test/', 'same-site', true],
  ['https://app.one.test', 'http://api.one.test/', 'same-site', false],
  ['http://app.one.test', 'https://api.one.test/', 'same-site', true],
  ['null', 'https://api.one.test/', 'same-site', true],
  ['https://app.one.test', 'https://api.two.test/', 'cross-origin', false],
  ['https://app.one.test', 'https://api.two.test/', 'Same-Origin', false],
  ['https://app.one.test', 'https://api.two.test/', 'same-origin, same-origin', false],
])('a page of %s gets an answer of %s with %s blocked: %s', (origin, url, policy, isBlocked) => {
  const answer = { status: 200, headers: ['Cross-Origin-Resource-Policy', policy] }
  const verdict = judge({ origin, request: { url, mode: 'no-cors' }, hops: [{ answer }] }, 'spec')
  expect(verdict).toMatchObject(isBlocked ? { outcome: 'blocked', step: 'H6' } : { outcome: 'opaque' })
})
