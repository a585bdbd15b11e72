import { expect, test } from 'vitest'
import { judge } from './judge.ts'

const page = 'https://app.example.com'

function exposed(expose: readonly string[], credentials: 'omit' | 'include' = 'omit'): readonly string[] {
  const headers = [
    'Access-Control-Allow-Origin',
    page,
    'Access-Control-Allow-Credentials',
    'true',
    'ETag',
    '1',
    'X-A',
    '1',
    'x-a',
    '2',
    'Set-Cookie',
    'a=1',
    'Authorization',
    'x',
    'Expires',
    '0',
    ...expose.flatMap((value) => ['Access-Control-Expose-Headers', value]),
  ]
  const request = { url: 'https://api.example.net/', credentials }
  const verdict = judge({ origin: page, request, hops: [{ answer: { status: 200, headers } }] }, 'chromium')
  return verdict.outcome === 'readable' ? verdict.exposed : []
}

test.each([
  [[], ['expires']],
  [['etag, x-A'], ['etag', 'expires', 'x-a']],
  [
    ['ETag', 'X-A'],
    ['etag', 'expires', 'x-a'],
  ],
  [[',ETag,,'], ['etag', 'expires']],
  [['ETag, x y'], ['expires']],
  [['Set-Cookie, ETag'], ['etag', 'expires']],
  [['Authorization, X-None'], ['authorization', 'expires']],
])('%j exposes %j', (expose, names) => expect(exposed(expose)).toEqual(names))

test('a wildcard exposes everything but Set-Cookie, and nothing to a call with credentials', () => {
  const acac = 'access-control-allow-credentials'
  const all = [acac, 'access-control-allow-origin', 'access-control-expose-headers', 'authorization']
  expect(exposed(['*'])).toEqual([...all, 'etag', 'expires', 'x-a'])
  expect(exposed(['*'], 'include')).toEqual(['expires'])
})
