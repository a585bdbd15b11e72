import { describe, expect, test } from 'vitest'
import {
  api,
  began,
  capture,
  foundBy,
  heardIn,
  keptBack,
  open,
  page,
  preflight,
  signIn,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { redirectedToSignIn, redirectsInsteadOf401 } from './redirect-to-sign-in.ts'

const ownCall: Recorded = {
  url: `${page}/api/contacts`,
  asks: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', cookie: '.AspNet.Cookies=#1a2b' },
  status: 302,
  answers: { location: signIn },
}
const signInPage: Recorded = {
  url: signIn,
  status: 200,
  answers: { 'content-type': 'text/html' },
  error: keptBack,
}

describe('a background call that is sent to sign-in', () => {
  test('is found with the page beyond the redirect', () => {
    const all = capture([ownCall, signInPage])
    expect(heardIn(all)).toEqual(['session/redirected-to-sign-in'])
    const [found] = foundBy(redirectedToSignIn, all)
    expect(found?.summary).toBe(
      'https://app.example.com called GET https://app.example.com/api/contacts in the background. The cookies that went along opened no session any more. ' +
        'The server answered 302 to the sign-in page of Microsoft Entra ID (https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize), ' +
        'which has no CORS, so the page got an error instead of a 401.',
    )
    expect(found?.evidence).toContainEqual(
      expect.objectContaining({ entry: 0, what: 'response header location', value: signIn }),
    )
    expect(found?.evidence).toContainEqual(expect.objectContaining({ entry: 1, what: 'browser error' }))
    expect(found?.chain?.at(-1)).toMatchObject({ stopped: true })
  })

  test('is found when only the Location shows it', () => {
    const alone: Recorded = {
      ...ownCall,
      url: 'https://api.other.example/contacts',
      asks: { origin: page },
      error: keptBack,
    }
    expect(heardIn(capture([alone]))).toEqual(['session/redirected-to-sign-in'])
  })

  test('is found in a capture that tells no end', () => {
    expect(heardIn(capture([ownCall], { lacks: ['verdict'] }))).toEqual(['session/redirected-to-sign-in'])
  })

  test('is found by way of the application’s own sign-in page', () => {
    const own: Recorded = { ...ownCall, answers: { location: '/Account/Login?ReturnUrl=%2Fapi%2Fcontacts' } }
    const second: Recorded = { ...ownCall, url: `${page}/Account/Login?ReturnUrl=%2Fapi%2Fcontacts` }
    const all = capture([own, second, signInPage])
    expect(heardIn(all)).toEqual(['session/redirected-to-sign-in'])
    expect(foundBy(redirectedToSignIn, all)[0]?.summary).toContain('Microsoft Entra ID')
  })

  test.each(['net::ERR_ABORTED', 'net::ERR_BLOCKED_BY_CSP'])(
    'is found when the sign-in page itself ended with %s',
    (error) =>
      expect(heardIn(capture([ownCall, { ...signInPage, error }]))).toEqual([
        'session/redirected-to-sign-in',
      ]),
  )

  test('is found for a saved capture without cookies', () => {
    const asks = { 'sec-fetch-site': 'same-origin' }
    expect(
      heardIn(capture([{ ...ownCall, asks }, signInPage], { lacks: ['cookies', 'authorization'] })),
    ).toEqual(['session/redirected-to-sign-in'])
  })
})

describe('an API that redirects a call with a token', () => {
  const withToken: Recorded = {
    url: `${api}/contacts`,
    asks: { origin: page, authorization: 'Bearer' },
    status: 302,
    answers: { ...open, location: signIn },
  }
  const allowed = preflight(
    `${api}/contacts`,
    { headers: 'authorization' },
    {
      status: 204,
      answers: { ...open, 'access-control-allow-headers': 'authorization' },
    },
  )

  test('is found by the Authorization header', () => {
    expect(heardIn(capture([allowed, withToken, signInPage]))).toEqual(['api/redirects-instead-of-401'])
  })

  test('is found by the preflight where the recorder took the header out', () => {
    const taken = { ...withToken, asks: { origin: page } }
    expect(heardIn(capture([allowed, taken, signInPage], { lacks: ['authorization'] }))).toEqual([
      'api/redirects-instead-of-401',
    ])
  })

  test('names an expired token with its time', () => {
    const all = capture([allowed, withToken, signInPage], { tokens: { 1: { exp: began / 1000 - 719 } } })
    const [found] = foundBy(redirectsInsteadOf401, all)
    expect(found?.summary).toContain('carried a token that had expired')
    expect(found?.evidence).toContainEqual(
      expect.objectContaining({
        what: 'token claim exp',
        value: '2026-11-01T11:48:01.000Z, 720 s before the call',
      }),
    )
  })
})

describe('nothing is found', () => {
  test.each<[string, readonly Recorded[]]>([
    ['when the API answers 401 instead', [{ ...ownCall, status: 401, answers: {} }]],
    [
      'for a navigation',
      [
        { ...ownCall, type: 'document' },
        { ...signInPage, type: 'document', error: '' },
      ],
    ],
    [
      'for a redirect within the API',
      [
        { ...ownCall, answers: { location: '/api/v2/contacts' } },
        { ...ownCall, url: `${page}/api/v2/contacts`, status: 200, answers: {} },
      ],
    ],
    ['when the page took the redirect by hand', [ownCall]],
  ])('%s', (_, recorded) => {
    const entries = recorded.map(({ error, ...rest }) =>
      error === '' || error === undefined ? rest : { ...rest, error },
    )
    expect(heardIn(capture(entries))).toEqual([])
  })
})
