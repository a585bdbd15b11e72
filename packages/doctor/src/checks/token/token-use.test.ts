import { expect, test } from 'vitest'
import { anEntry, type EntrySketch } from '../../../test-support/entries.ts'
import type { FoundToken } from '../../material.ts'
import { hostOf, timeOfUse, useOf } from './token-use.ts'

const token = { header: { alg: 'RS256' }, claims: {} }

function on(sketch: EntrySketch): FoundToken {
  const entry = anEntry(sketch)
  return { at: entry.at, where: 'request header', token, entry }
}

test.each<[string, EntrySketch, string]>([
  ['200', { status: 200 }, 'accepted'],
  ['304', { status: 304 }, 'accepted'],
  ['404', { status: 404 }, 'accepted'],
  ['429', { status: 429 }, 'accepted'],
  ['401', { status: 401 }, 'refused'],
  ['403', { status: 403 }, 'refused'],
  ['500', { status: 500 }, 'refused'],
  ['503', { status: 503 }, 'not-told'],
  [
    'a redirect to sign-in',
    { status: 302, answer: ['Location', 'https://login.microsoftonline.com/t/oauth2/v2.0/authorize'] },
    'refused',
  ],
  ['another redirect', { status: 302, answer: ['Location', '/a'] }, 'accepted'],
  ['an answer kept from the page', { status: 0, error: 'net::ERR_FAILED' }, 'refused'],
  ['a call given up', { status: 0, error: 'net::ERR_ABORTED' }, 'not-told'],
  ['no answer at all, as in pasted headers', { status: 0 }, 'inspected'],
])('a token on a call with %s', (_, sketch, use) => expect(useOf(on(sketch))).toBe(use))

test.each<[FoundToken['where'], string]>([
  ['pasted', 'inspected'],
  ['request header', 'inspected'],
  ['log', 'not-told'],
  ['body', 'accepted'],
  ['url', 'accepted'],
])('a token without a call, %s, is %s', (where, use) =>
  expect(useOf({ at: { input: 'a' }, where, token })).toBe(use),
)

test('a token on a call is used at the time of the call, by the host that was called', () => {
  const found = on({ at: 30, url: 'https://api.example.com:8443/a' })
  expect(timeOfUse(found, 5)).toBe(Math.floor((found.entry?.startedAt ?? 0) / 1000))
  expect(hostOf(found)).toBe('api.example.com:8443')
  expect(timeOfUse({ at: { input: 'a' }, where: 'pasted', token }, 5)).toBe(5)
  expect(hostOf(on({ url: 'nonsense' }))).toBeUndefined()
})
