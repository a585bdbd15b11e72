import { describe, expect, test } from 'vitest'
import type { Call, Exchange, StoredCookie } from './exchange.ts'
import { judge } from './judge.ts'
import type { Profile } from './profile.ts'
import type { Leg } from './verdict.ts'

const page = 'https://app.one.test'
const sister = 'https://api.one.test/a/b'
const stranger = 'https://api.two.test/a/b'

const lastLeg = (exchange: Exchange, profile: Profile = 'chromium'): Leg | undefined =>
  judge(exchange, profile).legs.at(-1)

/** What becomes of one cookie: `rides`, the reason why it stays behind, or `elsewhere`. */
function fate(
  cookie: Partial<StoredCookie>,
  url: string,
  more: Partial<Exchange> & { readonly call?: Partial<Call>; readonly profile?: Profile } = {},
): string {
  const { call, profile, ...rest } = more
  const host = new URL(url).hostname
  const leg = lastLeg(
    {
      origin: page,
      request: { url, credentials: 'include', ...call },
      hops: [],
      cookies: [{ name: 'a', host, ...cookie }],
      ...rest,
    },
    profile,
  )
  return leg?.cookies[0] === 'a' ? 'rides' : (leg?.cookiesLeftOut[0]?.reason ?? 'elsewhere')
}

test.each<[Partial<StoredCookie>, string, string]>([
  [{ sameSite: 'strict' }, sister, 'rides'],
  [{ sameSite: 'lax' }, sister, 'rides'],
  [{}, sister, 'rides'],
  [{ sameSite: 'none', secure: true }, sister, 'rides'],
  [{ sameSite: 'none' }, sister, 'same-site-none-without-secure'],
  [{ sameSite: 'strict' }, stranger, 'same-site-strict'],
  [{ sameSite: 'lax' }, stranger, 'same-site-lax'],
  [{}, stranger, 'same-site-unspecified'],
  [{ sameSite: 'none', secure: true }, stranger, 'rides'],
  [{ secure: true }, 'http://app.one.test/', 'not-secure'],
  [{ secure: true }, 'http://localhost:8080/', 'same-site-unspecified'],
  [{ partition: 'https://one.test', sameSite: 'none', secure: true }, stranger, 'rides'],
  [{ partition: 'https://two.test', sameSite: 'none', secure: true }, stranger, 'other-partition'],
])('%j at %s: %s', (cookie, url, expected) => expect(fate(cookie, url)).toBe(expected))

describe('belongs to', () => {
  test.each<[Partial<StoredCookie>, boolean]>([
    [{ host: 'api.one.test' }, true],
    [{ host: 'one.test', subdomains: true }, true],
    [{ host: 'one.test' }, false],
    [{ host: 'pi.one.test', subdomains: true }, false],
    [{ host: 'x.api.one.test', subdomains: true }, false],
    [{ path: '/' }, true],
    [{ path: '/a' }, true],
    [{ path: '/a/' }, true],
    [{ path: '/a/b' }, true],
    [{ path: '/a/b/' }, false],
    [{ path: '/b' }, false],
    [{ path: '/a/bc' }, false],
    [{ path: '/A' }, false],
  ])('%j: %s', (cookie, belongs) => expect(fate(cookie, sister) !== 'elsewhere').toBe(belongs))
})

test('a path is matched by whole segments', () => {
  expect(fate({ path: '/a/b' }, 'https://api.one.test/a/bc')).toBe('elsewhere')
})

test('the credentials mode comes before all else', () => {
  for (const credentials of ['omit', 'same-origin'] as const) {
    expect(fate({}, sister, { call: { credentials } })).toBe('credentials-mode')
  }
  expect(fate({}, `${page}/`, { call: { credentials: 'same-origin' } })).toBe('rides')
})

test('third-party cookies are blocked across sites only, partitioned ones never', () => {
  const more = { thirdPartyCookies: 'blocked' } as const
  const none = { sameSite: 'none', secure: true } as const
  expect(fate(none, stranger, more)).toBe('third-party-blocked')
  expect(fate(none, sister, more)).toBe('rides')
  expect(fate({ ...none, partition: 'https://one.test' }, stranger, more)).toBe('rides')
})

test('an opaque page is of no site', () => {
  expect(fate({ sameSite: 'strict' }, sister, { origin: 'null' })).toBe('same-site-strict')
})

test('http: and https: are two sites, except for Firefox', () => {
  const more = { origin: 'http://app.one.test' }
  expect(fate({ sameSite: 'lax' }, sister, more)).toBe('same-site-lax')
  expect(fate({ sameSite: 'lax' }, sister, { ...more, profile: 'firefox' })).toBe('rides')
})

test('a cookie without SameSite goes everywhere in Firefox and WebKit', () => {
  for (const profile of ['firefox', 'webkit'] as const) expect(fate({}, stranger, { profile })).toBe('rides')
})

test('the way back over another site holds Strict cookies back by the standard, not in Chromium', () => {
  const back = {
    status: 302,
    headers: [
      'Location',
      sister,
      'Access-Control-Allow-Origin',
      page,
      'Access-Control-Allow-Credentials',
      'true',
    ],
  }
  const more = { call: { url: stranger }, hops: [{ answer: back }] }
  expect(fate({ sameSite: 'strict' }, sister, { ...more, profile: 'spec' })).toBe('same-site-strict')
  expect(fate({ sameSite: 'strict' }, sister, { ...more, profile: 'chromium' })).toBe('rides')
})
