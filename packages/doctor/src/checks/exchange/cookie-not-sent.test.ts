import { describe, expect, test } from 'vitest'
import {
  api,
  capture,
  foundBy,
  heardIn,
  openWithCookies,
  page,
  signIn,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { cookieNotSent } from './cookie-not-sent.ts'

const foreign = 'https://api.other.example'
const signedIn = (origin: string, attributes: string): Recorded => ({
  url: `${origin}/signin-oidc`,
  type: 'document',
  asks: {},
  status: 200,
  answers: { 'set-cookie': `session=#1a2b; ${attributes}` },
})
const refused = (origin: string, more: Partial<Recorded> = {}): Recorded => ({
  url: `${origin}/contacts`,
  status: 401,
  answers: openWithCookies,
  ...more,
})
const whyIn = (recorded: readonly Recorded[]): string | undefined =>
  foundBy(cookieNotSent, capture(recorded))[0]?.summary

describe('a cookie that was set earlier and stayed behind', () => {
  test.each([
    ['SameSite=Lax on another site', foreign, 'Path=/; Secure; SameSite=Lax', 'It is SameSite=Lax'],
    ['SameSite=Strict on another site', foreign, 'Path=/; Secure; SameSite=Strict', 'It is SameSite=Strict'],
    ['no SameSite on another site', foreign, 'Path=/; Secure', 'It names no SameSite'],
    [
      'SameSite=None on another site',
      foreign,
      'Path=/; Secure; SameSite=None',
      'Or the browser blocks cookies of other sites',
    ],
    [
      'a call of the same site without credentials',
      api,
      'Path=/; Secure; SameSite=Lax',
      "credentials: 'include'",
    ],
    [
      'a path that does not cover the call',
      api,
      'Path=/admin; Secure',
      'Its path does not cover the address',
    ],
  ])('%s', (_, origin, attributes, why) => {
    const recorded = [signedIn(origin, attributes), refused(origin)]
    expect(heardIn(capture(recorded))).toEqual(['session/cookie-not-sent'])
    expect(whyIn(recorded)).toContain(why)
  })

  test('the evidence is where it was set, without its value', () => {
    const [found] = foundBy(
      cookieNotSent,
      capture([signedIn(foreign, 'Path=/; Secure; SameSite=Lax'), refused(foreign)]),
    )
    expect(found?.evidence.at(-1)).toEqual({
      input: 'a.har',
      entry: 0,
      what: 'cookie as it was set',
      value: 'session; Path=/; Secure; SameSite=Lax',
    })
  })

  test('an HttpOnly cookie counts whatever its name', () => {
    const hidden = {
      ...signedIn(foreign, ''),
      answers: { 'set-cookie': 'k=#1; Path=/; HttpOnly; Secure; SameSite=Lax' },
    }
    expect(heardIn(capture([hidden, refused(foreign)]))).toEqual(['session/cookie-not-sent'])
  })

  test('one that may not ride with others is found beside them', () => {
    const recorded = [
      signedIn(foreign, 'Path=/; Secure; SameSite=Lax'),
      refused(foreign, { asks: { origin: page, cookie: 'other=#1' } }),
    ]
    expect(whyIn(recorded)).toContain('It is SameSite=Lax')
  })

  test('what counts is how it was set last', () => {
    const before = signedIn(foreign, 'Path=/; Secure; SameSite=None')
    const after = signedIn(foreign, 'Path=/; Secure; SameSite=Strict')
    expect(whyIn([before, before, after, refused(foreign)])).toContain('It is SameSite=Strict')
  })

  test('a redirect to sign-in is a refusal too', () => {
    const redirect = refused(foreign, {
      status: 302,
      answers: { ...openWithCookies, location: signIn },
      error: 'net::ERR_FAILED',
    })
    expect(heardIn(capture([signedIn(foreign, 'Path=/; Secure; SameSite=Lax'), redirect]))).toEqual([
      'session/cookie-not-sent',
    ])
  })
})

test.each([
  ['EXCLUDE_SAMESITE_LAX', 'It is SameSite=Lax'],
  ['EXCLUDE_SAMESITE_UNSPECIFIED_TREATED_AS_LAX', 'It names no SameSite'],
  ['EXCLUDE_THIRD_PARTY_PHASEOUT', 'blocks cookies of other sites'],
  ['EXCLUDE_USER_PREFERENCES', 'blocks cookies of other sites'],
  ['EXCLUDE_SECURE_ONLY', 'plain http'],
])('NetLog’s %s is explained', (reason, why) => {
  const all = capture([refused(foreign, { cookiesLeftOut: [{ name: 'session', reasons: [reason] }] })])
  expect(heardIn(all)).toEqual(['session/cookie-not-sent'])
  expect(foundBy(cookieNotSent, all)[0]?.summary).toContain(why)
})

test.each([
  ['a tracker', ['_ga', 'session'], 'session'],
  ['a cookie of one sign-in', ['.AspNetCore.Correlation.x', '.MyApplication'], '.MyApplication'],
  ['both', ['_fbp', 'oidc.nonce', '.AspNetCore.Cookies', 'theme'], '.AspNetCore.Cookies'],
])('NetLog’s session cookie is named before %s', (_, names, named) => {
  const cookiesLeftOut = names.map((name) => ({ name, reasons: ['EXCLUDE_SAMESITE_LAX'] }))
  const [found] = foundBy(cookieNotSent, capture([refused(foreign, { cookiesLeftOut })]))
  expect(found?.summary).toContain(`without the cookie ${named},`)
})

describe('nothing is found', () => {
  const lax = signedIn(foreign, 'Path=/; Secure; SameSite=Lax')
  test.each<[string, readonly Recorded[]]>([
    [
      'when the one that stayed behind belongs to a sign-in',
      [
        {
          ...lax,
          answers: { 'set-cookie': '.AspNetCore.OpenIdConnect.Nonce.x=#1; Path=/; Secure; HttpOnly' },
        },
        refused(foreign),
      ],
    ],
    [
      'when others went along and the rules would have sent it',
      [
        signedIn(foreign, 'Path=/; Secure; SameSite=None'),
        refused(foreign, { asks: { origin: page, cookie: 'other=#1' } }),
      ],
    ],
    [
      'when others went along and its path is another',
      [signedIn(api, 'Path=/admin; Secure'), refused(api, { asks: { origin: page, cookie: 'other=#1' } })],
    ],
    [
      'when the cookie went along',
      [lax, refused(foreign, { asks: { origin: page, cookie: 'session=#1a2b' } })],
    ],
    [
      'when the API asks for a token',
      [lax, refused(foreign, { answers: { ...openWithCookies, 'www-authenticate': 'Bearer' } })],
    ],
    [
      'when the cookie has nothing to do with sessions',
      [{ ...lax, answers: { 'set-cookie': 'theme=#1; Path=/; SameSite=Lax' } }, refused(foreign)],
    ],
    ['when the call was answered', [lax, refused(foreign, { status: 200 })]],
    ['when the cookie was taken away', [lax, signedIn(foreign, 'Path=/; Max-Age=0'), refused(foreign)]],
    ['when it was set later', [refused(foreign), lax]],
    ['when it belongs to another host', [signedIn('https://www.other.example', 'Path=/'), refused(foreign)]],
    [
      'when the call carries a token',
      [lax, refused(foreign, { asks: { origin: page, authorization: 'Bearer' } })],
    ],
    [
      'when only a load balancer set one',
      [{ ...lax, answers: { 'set-cookie': 'ARRAffinity=#1; Path=/' } }, refused(foreign)],
    ],
    [
      'when a cookie was left out for no reason that explains',
      [refused(foreign, { cookiesLeftOut: [{ name: 'a', reasons: ['EXCLUDE_UNKNOWN'] }] })],
    ],
  ])('%s', (_, recorded) => expect(foundBy(cookieNotSent, capture(recorded))).toEqual([]))

  test('when the capture leaves cookies out', () => {
    expect(heardIn(capture([lax, refused(foreign)], { lacks: ['cookies'] }))).toEqual([])
  })
})
