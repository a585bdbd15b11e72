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
      note: `Access-Control-Allow-Origin: ${page}`,
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
