import { expect, test } from 'vitest'
import { api, capture, keptBack, open, page, preflight, signIn } from '../../test-support/recorded.ts'
import { chainOf } from './chain.ts'

const chainIn = (all: ReturnType<typeof capture>): unknown => all.exchanges.map(chainOf)[0]

test('a call that was sent to sign-in: the redirect tells where, the sign-in page is where the browser stopped', () => {
  const all = capture([
    {
      url: `${page}/api/contacts?x=1`,
      asks: { 'sec-fetch-site': 'same-origin' },
      status: 302,
      answers: { location: signIn },
    },
    { url: signIn, status: 200, error: keptBack },
  ])
  expect(chainIn(all)).toEqual([
    {
      kind: 'call',
      method: 'GET',
      url: `${page}/api/contacts`,
      status: 302,
      note: 'Location: https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize',
    },
    {
      kind: 'redirect',
      method: 'GET',
      url: 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize',
      status: 200,
      note: 'no Access-Control-Allow-Origin',
      stopped: true,
    },
  ])
})

test('a preflight stands before its call, and is where the browser stopped', () => {
  const all = capture([
    preflight(`${api}/a`, { method: 'PUT' }, { status: 200, answers: open }),
    { url: `${api}/a`, method: 'PUT', status: 0, error: keptBack },
  ])
  expect(chainIn(all)).toEqual([
    {
      kind: 'preflight',
      method: 'OPTIONS',
      url: `${api}/a`,
      status: 200,
      note: 'method not in Access-Control-Allow-Methods',
      stopped: true,
    },
    { kind: 'call', method: 'PUT', url: `${api}/a` },
  ])
})

test('nobody stopped a call that was answered', () => {
  expect(chainIn(capture([{ url: `${api}/a`, status: 200, answers: open }]))).toEqual([
    { kind: 'call', method: 'GET', url: `${api}/a`, status: 200 },
  ])
})

test('where no answer came the recorder’s error is the note', () => {
  const all = capture([{ url: `${api}/a`, error: 'net::ERR_NAME_NOT_RESOLVED' }])
  expect(chainIn(all)).toEqual([
    { kind: 'call', method: 'GET', url: `${api}/a`, note: 'net::ERR_NAME_NOT_RESOLVED', stopped: true },
  ])
})

test.each([
  [404, {}, 'a preflight needs a status of 200 to 299'],
  [204, {}, 'no Access-Control-Allow-Origin'],
  [
    204,
    { 'access-control-allow-origin': 'https://other.example' },
    'Access-Control-Allow-Origin: https://other.example',
  ],
])('at a preflight answered %i with %j it says: %s', (status, answers, note) => {
  const url = `${api}/a`
  const all = capture([
    preflight(url, { method: 'PUT' }, { status, answers, error: keptBack }),
    { url, method: 'PUT', status: 0, error: keptBack },
  ])
  expect(all.exchanges.map((exchange) => chainOf(exchange)[0]?.note)).toEqual([note])
})

test('credentials that are not allowed are the note, whatever the allowed origin', () => {
  const asks = { origin: page, cookie: 'session=#1' }
  const all = capture([{ url: `${api}/a`, asks, status: 200, answers: open, error: keptBack }])
  expect(chainIn(all)).toMatchObject([{ note: 'no Access-Control-Allow-Credentials: true', stopped: true }])
})

test('what came from a cache or a service worker says so', () => {
  const all = capture([
    { url: `${api}/a`, status: 200, answers: open, answeredBy: 'cache' },
    { url: `${api}/b`, status: 200, answers: open, answeredBy: 'service-worker' },
  ])
  expect(all.exchanges.map((exchange) => chainOf(exchange)[0]?.note)).toEqual([
    'from the cache',
    'from a service worker',
  ])
})
