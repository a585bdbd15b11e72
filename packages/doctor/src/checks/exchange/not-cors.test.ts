import { expect, test } from 'vitest'
import {
  api,
  capture,
  foundBy,
  heardIn,
  keptBack,
  open,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { notCors } from './not-cors.ts'

test.each<[string, Recorded, string]>([
  [
    'a name that does not resolve',
    { url: `${api}/a`, error: 'net::ERR_NAME_NOT_RESOLVED' },
    'browser/not-cors',
  ],
  ['a refused connection', { url: `${api}/a`, error: 'net::ERR_CONNECTION_REFUSED' }, 'browser/not-cors'],
  ['a bad certificate', { url: `${api}/a`, error: 'net::ERR_CERT_DATE_INVALID' }, 'browser/not-cors'],
  ['a blocker', { url: `${api}/a`, error: 'net::ERR_BLOCKED_BY_CLIENT' }, 'browser/not-cors (warning)'],
  ['a call given up', { url: `${api}/a`, error: 'net::ERR_ABORTED' }, 'browser/not-cors (info)'],
  [
    'an https page that calls http',
    { url: 'http://api.example.com/a', status: 0, error: keptBack },
    'browser/not-cors',
  ],
  [
    'a policy of the answer',
    {
      url: `${api}/a`,
      status: 200,
      error: 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin',
      asks: { origin: 'https://app.example.com', 'sec-fetch-mode': 'no-cors' },
    },
    'browser/not-cors',
  ],
])('%s is named as not CORS', (_, recorded, code) => expect(heardIn(capture([recorded]))).toEqual([code]))

test('the summary says what failed and the evidence has the browser’s word', () => {
  const [found] = foundBy(notCors, capture([{ url: `${api}/a?x=1`, error: 'net::ERR_NAME_NOT_RESOLVED' }]))
  expect(found?.summary).toBe(
    'https://app.example.com called GET https://api.example.com/a: the host name could not be resolved, so no server was asked. CORS headers would not change that.',
  )
  expect(found?.evidence).toContainEqual(
    expect.objectContaining({ what: 'browser error', value: 'net::ERR_NAME_NOT_RESOLVED' }),
  )
})

test('a console line that names another policy counts as well', () => {
  const csp = {
    engine: 'chromium',
    says: 'not-cors',
    kind: 'content-security-policy',
    detail: "connect-src 'self'",
    url: `${api}/a`,
  } as const
  expect(heardIn(capture([{ url: `${api}/a`, status: 0 }], { says: [csp] }))).toEqual(['browser/not-cors'])
})

test.each<[string, Recorded]>([
  ['an answer that arrived', { url: `${api}/a`, status: 200, answers: open }],
  ['a call to http on this machine', { url: 'http://localhost:8080/a', status: 0, error: keptBack }],
  [
    'an image that a blocker took',
    { url: `${api}/a.png`, type: 'image', error: 'net::ERR_BLOCKED_BY_CLIENT' },
  ],
  ['a call that CORS kept back', { url: `${api}/a`, status: 200, error: keptBack }],
])('%s is not named so', (_, recorded) => expect(foundBy(notCors, capture([recorded]))).toEqual([]))

test('a server that does not speak HTTP is named', () => {
  const error = 'net::ERR_INVALID_HTTP_RESPONSE (HPE_INVALID_CONSTANT)'
  expect(heardIn(capture([{ url: `${api}/a`, error }]))).toEqual(['browser/not-cors'])
})

test.each([
  ['net::ERR_NAME_NOT_RESOLVED', 'Open the address in a tab of its own'],
  ['net::ERR_BLOCKED_BY_CLIENT', 'Try without extensions'],
  ['net::ERR_BLOCKED_BY_CSP', 'Name the address in the page’s Content Security Policy'],
  ['mixed content', 'Call by https'],
])('for %s the fix that helps comes first', (error, title) => {
  const [found] = foundBy(notCors, capture([{ url: `${api}/a`, error }]))
  expect(found?.fixes?.[0]?.title).toBe(title)
})

test('the command to copy has the called address, quoted', () => {
  const [found] = foundBy(notCors, capture([{ url: `${api}/it's?x=1`, error: 'net::ERR_NAME_NOT_RESOLVED' }]))
  expect(found?.fixes?.[0]?.text).toBe(`curl -sv -o /dev/null '${api}/it%27s'`)
})
