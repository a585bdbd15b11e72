import { describe, expect, test } from 'vitest'
import {
  api,
  began,
  capture,
  keptBack,
  open,
  openWithCookies,
  page,
  preflight,
  signIn,
  type Around,
  type Recorded,
} from '../../../test-support/recorded.ts'
import type { Report } from '../../report.ts'
import { runChecks } from '../../run-checks.ts'
import { checks } from '../index.ts'

const url = `${api}/contacts`
const seconds = began / 1000
const bearer = { origin: page, authorization: 'Bearer' }
const exposed = { ...open, 'access-control-expose-headers': '*' }
const expired: Recorded = {
  url,
  asks: bearer,
  status: 401,
  answers: {
    ...exposed,
    'www-authenticate': 'Bearer error="invalid_token", error_description="The token expired at \'09:00\'"',
  },
}
const fine: Recorded = { url, asks: bearer, status: 200, answers: open }
const token: Recorded = {
  url: 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
  method: 'POST',
  sends: 'grant_type=refresh_token',
  status: 200,
  answers: open,
}
const endedSession: Recorded = {
  url,
  asks: { origin: page, cookie: 'app=#aaaa' },
  status: 401,
  answers: { ...openWithCookies, 'clearway-problem': 'session/expired' },
}
const answeredSession: Recorded = {
  url,
  asks: { origin: page, cookie: 'app=#bbbb' },
  status: 200,
  answers: openWithCookies,
}
const document: Recorded = {
  url: `${page}/`,
  type: 'document',
  asks: { 'sec-fetch-dest': 'document' },
  status: 200,
}

const diagnosed = (recorded: readonly Recorded[], around: Around = {}): Report['findings'] =>
  runChecks(capture(recorded, around), checks).findings.filter(
    ({ code }) => code !== 'proxy/apps-on-different-origins',
  )
const said = (recorded: readonly Recorded[], around: Around = {}): readonly string[] =>
  diagnosed(recorded, around).map(({ code, severity }) => `${code} (${severity})`)
const expiring = (...offsets: readonly (number | undefined)[]): Pick<Around, 'tokens'> => ({
  tokens: Object.fromEntries(
    offsets.flatMap((offset, at) => (offset === undefined ? [] : [[at, { exp: seconds + offset }]])),
  ),
})
const ofPersons: Around = {
  tokens: { 0: { exp: seconds - 3600, oid: 'ada' }, 2: { exp: seconds + 3600, oid: 'eve' } },
}

describe('a token that expired', () => {
  test('is a note where the page renewed it and the call went through, with the evidence of both', () => {
    const [finding, ...others] = diagnosed([expired, token, fine], expiring(-3600, undefined, 3600))
    expect(others).toEqual([])
    expect(finding).toMatchObject({ code: 'token/expired', severity: 'info' })
    expect(finding?.summary).toMatch(
      /The page renewed its token and went on: the same call was answered with 200 later \(entry 2\)\.$/,
    )
    expect(finding?.evidence.map(({ entry, what }) => `${entry} ${what}`)).toEqual(
      expect.arrayContaining([
        '0 token claim exp',
        '1 request',
        '2 token claim exp',
        '2 request',
        '2 status',
      ]),
    )
  })

  test.each<[string, readonly Recorded[], Around]>([
    ['by its claims alone', [{ ...expired, answers: open }, fine], expiring(-3600, 3600)],
    ['by the request alone, of opaque tokens', [expired, token, fine], {}],
    [
      'where each call has a cache buster of its own',
      [
        { ...expired, url: `${url}?q=a&_=1732100000000` },
        token,
        { ...fine, url: `${url}?q=a&_=1732100004711` },
      ],
      {},
    ],
    ['after the first retry failed too', [expired, expired, token, fine], {}],
    [
      'where the retry has its query in another order',
      [{ ...expired, url: `${url}?a=1&b=2` }, token, { ...fine, url: `${url}?b=2&a=1` }],
      {},
    ],
    [
      'where it expired anew an hour later',
      [0, 3600].flatMap((second) =>
        [expired, token, fine].map((each, at) => Object.assign({}, each, { second: second + at })),
      ),
      {},
    ],
    [
      'where the retry has a preflight of its own',
      [expired, token, preflight(url, {}, { status: 204, answers: open }), fine],
      {},
    ],
  ])('is known to be renewed %s', (_, recorded, around) => {
    expect(said(recorded, around)).toEqual(['token/expired (info)'])
  })

  test.each<[string, readonly Recorded[], Around]>([
    ['nothing followed', [expired], {}],
    ['only the token was fetched', [expired, token], {}],
    ['nothing shows a renewal', [expired, fine], {}],
    ['the request for a token was refused', [expired, { ...token, status: 500 }, fine], {}],
    ['the same token was sent again', [expired, token, fine], expiring(-3600, undefined, -3600)],
    ['the retry failed as well', [expired, token, { ...expired, answers: open }], {}],
    ['another address was answered', [expired, token, { ...fine, url: `${url}/7` }], {}],
    [
      'another item was answered',
      [{ ...expired, url: `${url}?id=1732100000000` }, token, { ...fine, url: `${url}?id=1732100004711` }],
      {},
    ],
    ['another method was answered', [expired, token, { ...fine, method: 'DELETE' }], {}],
    [
      'another page was answered',
      [expired, token, { ...fine, asks: { ...bearer, origin: 'https://mail.example.com' } }],
      {},
    ],
    ['a person loaded the page anew', [expired, document, token, fine], {}],
    ['the later token is another person’s', [expired, token, fine], ofPersons],
    ['the later call had no token', [expired, token, { ...fine, asks: { origin: page } }], {}],
    ['the answer came from the cache', [expired, token, { ...fine, answeredBy: 'cache' }], {}],
    [
      'the token was still good for long: a clock is wrong',
      [expired, token, fine],
      expiring(900, undefined, 3600),
    ],
    ['it went through before', [fine, token, expired], {}],
    ['it went through much later', [expired, token, { ...fine, second: 4000 }], {}],
    [
      'what was not saved was another text',
      [
        { ...expired, method: 'PUT', sends: '{"name":"Ada"}' },
        token,
        { ...fine, method: 'PUT', sends: '{"name":"Eve"}' },
      ],
      {},
    ],
  ])('stays what it was where %s', (_, recorded, around) => {
    const found = said(recorded, around).filter((each) => each.startsWith('token/expired'))
    expect(found).toHaveLength(1)
    expect(found).not.toContain('token/expired (info)')
  })

  test('is an error where the same call is refused by turns, whatever is renewed', () => {
    const round = [expired, token, fine]
    expect(said([...round, ...round, ...round])).toEqual(['token/expired (error)', 'token/expired (info)'])
  })

  test('of one call that recovered and one that did not, both are told', () => {
    const other = { ...expired, url: `${api}/orders` }
    expect(said([expired, other, token, fine], expiring(-3600, -3600, undefined, 3600))).toEqual([
      'token/expired (error)',
      'token/expired (info)',
    ])
  })

  test('is a warning where the API hid it behind a server error', () => {
    const hidden = { ...expired, status: 500, body: 'IDX10223: Lifetime validation failed.' }
    expect(said([hidden, token, fine])).toEqual(['api/error-hides-401 (warning)'])
  })

  test('is an error where the page did not go on, whether the answer or the token itself tells it', () => {
    expect(said([expired])).toEqual(['token/expired (error)'])
    expect(said([{ ...expired, answers: open }], expiring(-3600))).toEqual(['token/expired (error)'])
    expect(said([expired], expiring(-3600))).toEqual(['token/expired (error)'])
  })

  test('of version 1 is no matter of its version where the API took the next one of the same issuer', () => {
    const iss = 'https://sts.windows.net/11111111-2222-3333-4444-555555555555/'
    const tokens = { 0: { iss, exp: seconds - 3600 }, 2: { iss, exp: seconds + 3600 } }
    expect(said([expired, token, fine], { tokens })).toEqual(['token/expired (info)'])
    expect(said([expired, token, { ...fine, url: 'https://other.example.com/' }], { tokens })).toContain(
      'token/issuer (info)',
    )
  })

  test('in a log besides is a warning: the log does not tell who went on', () => {
    const line = {
      system: 'identity-model',
      code: 'IDX10223',
      means: '',
      problem: 'token/expired',
      values: {},
    } as const
    expect(said([expired, token, fine], { logLines: [line] })).toEqual([
      'token/expired (warning)',
      'token/expired (info)',
    ])
  })

  test('of another kind of fault nothing is made lighter', () => {
    const wrong = {
      ...expired,
      answers: { ...exposed, 'www-authenticate': 'Bearer error_description="The audience \'x\' is invalid"' },
    }
    expect(said([wrong, token, fine])).toEqual(['token/audience (error)'])
  })
})

describe('a session that ended', () => {
  test.each<[string, readonly Recorded[]]>([
    [
      'the page asked for a new one',
      [endedSession, { url: `${api}/.clearway/renew`, method: 'POST', status: 204 }, answeredSession],
    ],
    [
      'an answer brought a new cookie',
      [
        endedSession,
        {
          url: `${api}/hello`,
          status: 200,
          answers: { ...openWithCookies, 'set-cookie': 'app=#bbbb; Path=/; HttpOnly' },
        },
        answeredSession,
      ],
    ],
    [
      'a hidden frame signed in',
      [
        endedSession,
        {
          url: `${signIn}&prompt=none`,
          type: 'document',
          asks: { 'sec-fetch-dest': 'iframe' },
          status: 302,
          answers: { location: `${page}/callback` },
        },
        { url: `${page}/callback`, type: 'document', asks: { 'sec-fetch-dest': 'iframe' }, status: 200 },
        answeredSession,
      ],
    ],
  ])('is a note where %s and the call went through', (_, recorded) => {
    const finding = diagnosed(recorded).find(({ code }) => code === 'session/expired')
    expect(finding).toMatchObject({ severity: 'info' })
    expect(finding?.summary).toContain('The page renewed its session and went on')
  })

  test.each<[string, readonly Recorded[]]>([
    ['no answer set the cookie', [endedSession, answeredSession]],
    [
      'the refusal itself set it',
      [
        { ...endedSession, answers: { ...endedSession.answers, 'set-cookie': 'app=#bbbb; HttpOnly' } },
        answeredSession,
      ],
    ],
    [
      'it is a load balancer’s',
      [
        { ...endedSession, asks: { origin: page, cookie: 'ARRAffinity=#aaaa' } },
        {
          url: `${api}/hello`,
          status: 200,
          answers: { ...openWithCookies, 'set-cookie': 'ARRAffinity=#bbbb; HttpOnly' },
        },
        { ...answeredSession, asks: { origin: page, cookie: 'ARRAffinity=#bbbb' } },
      ],
    ],
    [
      'the hidden frame was refused',
      [
        endedSession,
        {
          url: `${signIn}&prompt=none`,
          type: 'document',
          asks: { 'sec-fetch-dest': 'iframe' },
          status: 302,
          answers: { location: `${page}/callback#error=login_required` },
        },
        {
          url: `${page}/callback#error=login_required`,
          type: 'document',
          asks: { 'sec-fetch-dest': 'iframe' },
          status: 200,
        },
        answeredSession,
      ],
    ],
  ])('stays what it was where %s', (_, recorded) => {
    expect(said(recorded)).toContain('session/expired (warning)')
  })
})

describe('a preflight that failed', () => {
  const put = { method: 'PUT' }
  const call = { ...fine, method: 'PUT', asks: { origin: page } }
  const unsent = { url, method: 'PUT', error: keptBack }
  const allows = { status: 204, answers: { ...open, 'access-control-allow-methods': 'PUT' } }

  test('for the moment is a note where the call went through the next time', () => {
    const recorded = [preflight(url, put, { status: 503 }), unsent, preflight(url, put, allows), call]
    const [finding] = diagnosed(recorded)
    expect(finding).toMatchObject({ code: 'cors/preflight-status', severity: 'info' })
    expect(finding?.summary).toMatch(/It failed for the moment only: .* \(entry 3\)\.$/)
  })

  test('by its headers is a warning where it did not the next time: a server of several may', () => {
    const recorded = [
      preflight(url, put, { status: 204, answers: open }),
      unsent,
      preflight(url, put, allows),
      call,
    ]
    expect(said(recorded)).toEqual(['cors/method-not-allowed (warning)'])
  })

  test('is a warning where it fails by turns: one of several servers may be down', () => {
    const round = [preflight(url, put, { status: 503 }), unsent, preflight(url, put, allows), call]
    expect(said([...round, ...round])).toEqual(['cors/preflight-status (warning)'])
  })

  test('stays an error where only a call without the header that it asked for went through', () => {
    const asked = preflight(url, { headers: 'x-trace' }, { status: 204, answers: open })
    expect(said([asked, { url, error: keptBack }, { ...fine, asks: { origin: page } }])).toEqual([
      'cors/header-not-allowed (error)',
    ])
  })

  test('stays an error where it fails again', () => {
    const recorded = [1, 2].flatMap(() => [preflight(url, put, { status: 503 }), unsent])
    expect(said(recorded)).toEqual(['cors/preflight-status (error)'])
  })
})

test('a call that the browser kept from the page is an error, whatever goes through later', () => {
  expect(said([{ url, status: 200, error: keptBack }, token, fine])).toContain(
    'cors/missing-allow-origin (error)',
  )
})
