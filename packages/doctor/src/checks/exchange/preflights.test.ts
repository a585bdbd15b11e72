import { describe, expect, test } from 'vitest'
import {
  api,
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
import { preflightRedirected } from './preflight-redirected.ts'
import { preflightStatus } from './preflight-status.ts'

const put = (url: string, answer: Partial<Recorded>): readonly Recorded[] => [
  preflight(url, { method: 'PUT' }, { error: keptBack, ...answer }),
  { url, method: 'PUT', status: 0, error: keptBack },
]

const calledFrom = (origin: string, recorded: Recorded): Recorded => ({
  ...recorded,
  asks: { ...recorded.asks, origin },
})

describe('a preflight that meets pre-authentication', () => {
  const published = 'https://orders-contoso.msappproxy.net/api'
  test.each([
    [
      'a redirect to sign-in',
      put(`https://api.other.example/a`, { status: 302, answers: { location: signIn } }),
    ],
    ['a 401 of an application proxy', put(published, { status: 401 })],
    ['a 403 of an application proxy', put(published, { status: 403 })],
    [
      'a 401 of App Service authentication',
      put(`${api}/a`, { status: 401, answers: { 'x-ms-middleware-request-id': 'x' } }),
    ],
    ['a proxy’s own 407', put(`${api}/a`, { status: 407 })],
  ])('%s', (_, recorded) => expect(heardIn(capture(recorded))).toEqual(['proxy/preflight-blocked']))

  test('a redirect to sign-in within one site is also a sign of applications published apart', () => {
    const recorded = put('https://orders-contoso.msappproxy.net/api', {
      status: 302,
      answers: { location: signIn },
    })
    const own = 'https://web-contoso.msappproxy.net'
    const all = capture(recorded.map((each) => calledFrom(own, each)))
    expect(heardIn(all)).toEqual(['proxy/preflight-blocked', 'proxy/apps-on-different-origins'])
  })
})

describe('a redirected preflight', () => {
  test.each([
    ['http://api.example.com/a', 'https://api.example.com/a', 'the address has to begin with https://'],
    [`${api}/a`, `${api}/a/`, 'the address ends with a slash'],
    [`${api}/a/`, `${api}/a`, 'the address has no slash at its end'],
    ['https://example.com/a', 'https://www.example.com/a', 'the host is www.example.com, with www'],
    [`${api}/Contacts`, `${api}/contacts`, 'the path has other upper and lower case letters'],
    [`${api}:8443/a`, `${api}/a`, 'the address has no port'],
  ])('%s to %s: %s', (url, location, words) => {
    const http = url.startsWith('http:')
    const recorded = put(url, { status: 301, answers: { location } })
    const all = capture(http ? recorded.map((each) => calledFrom('http://app.example.com', each)) : recorded)
    expect(heardIn(all)).toEqual(['cors/preflight-redirected'])
    const [found] = foundBy(preflightRedirected, all)
    expect(found?.summary).toContain(words)
    expect(found?.fixes?.[0]?.steps).toContain(location)
  })

  test('one that leads elsewhere has no correction to offer', () => {
    const all = capture(put(`${api}/a`, { status: 307, answers: { location: '/v2/contacts' } }))
    expect(heardIn(all)).toEqual(['cors/preflight-redirected'])
    expect(foundBy(preflightRedirected, all)[0]?.fixes).toBeUndefined()
  })
})

describe('a preflight that is answered with an error', () => {
  test.each([
    [401, 'Authentication runs before CORS'],
    [403, 'refuses OPTIONS'],
    [404, 'No route answers OPTIONS'],
    [405, 'does not allow OPTIONS'],
    [429, 'rate limit'],
    [502, 'failed'],
    [418, 'does not treat it as a preflight'],
  ])('%i: %s', (status, meaning) => {
    const all = capture(put(`${api}/a`, { status, answers: { server: 'nginx/1.27' } }))
    expect(heardIn(all)).toEqual(['cors/preflight-status'])
    const [found] = foundBy(preflightStatus, all)
    expect(found?.summary).toContain(meaning)
    expect(found?.summary).toContain(`answered with ${status} by nginx`)
  })

  test('also where its CORS headers are right', () => {
    expect(
      heardIn(
        capture(
          put(`${api}/a`, { status: 404, answers: { ...open, 'access-control-allow-methods': 'PUT' } }),
        ),
      ),
    ).toEqual(['cors/preflight-status'])
  })
})

test('a preflight that passes is nobody’s cause', () => {
  const answers = { ...open, 'access-control-allow-methods': 'PUT' }
  const passed = [
    preflight(`${api}/a`, { method: 'PUT' }, { status: 204, answers }),
    { url: `${api}/a`, method: 'PUT', status: 200, answers: open },
  ]
  expect(heardIn(capture(passed))).toEqual([])
})

test('an OPTIONS call of the page’s own is no preflight', () => {
  expect(
    heardIn(
      capture([
        { url: `${page}/a`, method: 'OPTIONS', asks: { 'sec-fetch-site': 'same-origin' }, status: 404 },
      ]),
    ),
  ).toEqual([])
})
