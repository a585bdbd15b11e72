import { expect, test } from 'vitest'
import {
  api,
  capture,
  foundBy,
  heardIn,
  open,
  page,
  signIn,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { namedByAnswer } from './named-by-answer.ts'

test('a provider that sends the browser back with an error', () => {
  const back = `${page}/callback#error=unsupported_response_type&error_description=AADSTS700054%3a+response_type+%27id_token%27+is+not+enabled+for+the+application.`
  const all = capture([{ url: signIn, type: 'document', asks: {}, status: 302, answers: { location: back } }])
  expect(heardIn(all)).toEqual(['idp/implicit-disabled'])
  expect(foundBy(namedByAnswer, all)[0]?.evidence.at(-1)).toMatchObject({
    what: 'response header location',
    value: expect.stringMatching(/^AADSTS700054: /),
  })
})

test('a silent sign-in that asks for the person is a warning: clients try it first', () => {
  const back = `${page}/silent#error=login_required&error_description=AADSTS50058%3a+A+silent+sign-in+request+was+sent+but+no+user+is+signed+in.`
  const all = capture([
    { url: signIn, type: 'subdocument', asks: {}, status: 302, answers: { location: back } },
  ])
  expect(heardIn(all)).toEqual(['idp/silent-sign-in-failed (warning)'])
})

test('OAuth’s own word counts where no number stands beside it', () => {
  const location = `${page}/silent#error=login_required&state=x`
  const all = capture([{ url: signIn, type: 'subdocument', asks: {}, status: 302, answers: { location } }])
  expect(heardIn(all)).toEqual(['idp/silent-sign-in-failed (warning)'])
})

test('an error in the address that the browser was sent to', () => {
  const url = `${page}/callback?error=access_denied&error_description=AADSTS65004%3A+User+declined+to+consent.`
  const all = capture([{ url, type: 'document', asks: {}, status: 200 }])
  expect(foundBy(namedByAnswer, all)[0]?.evidence.at(-1)).toMatchObject({ what: 'request url' })
})

test('an error page of the provider, which has status 200', () => {
  const body = '<html>AADSTS50011: The redirect URI specified in the request does not match</html>'
  expect(heardIn(capture([{ url: signIn, type: 'document', asks: {}, status: 200, body }]))).toEqual([
    'idp/redirect-uri-mismatch',
  ])
})

test('a 401 whose challenge says why', () => {
  const answers = {
    ...open,
    'www-authenticate': `Bearer error="invalid_token", error_description="The audience 'api://other' is invalid"`,
  }
  const all = capture([
    { url: `${api}/a`, asks: { origin: page, authorization: 'Bearer' }, status: 401, answers, type: 'xhr' },
  ])
  expect(heardIn(all)).toContain('token/audience')
})

test.each<[string, Recorded]>([
  [
    'a page that writes about errors',
    {
      url: 'https://docs.example.com/aadsts50011',
      type: 'document',
      asks: {},
      status: 200,
      body: 'AADSTS50011 means …',
    },
  ],
  [
    'an answer that only holds such text',
    { url: `${api}/log`, status: 200, answers: open, body: 'AADSTS50011' },
  ],
  ['a refusal without a known error', { url: `${api}/a`, status: 404, answers: open, body: 'Not found' }],
])('%s is none', (_, recorded) => expect(foundBy(namedByAnswer, capture([recorded]))).toEqual([]))

test('the words of a validator are told with their values, not with places for them', () => {
  const challenge = `Bearer error="invalid_token", error_description="The audience 'api://x' is invalid"`
  const all = capture([{ url: api, status: 401, answers: { ...open, 'www-authenticate': challenge } }])
  expect(foundBy(namedByAnswer, all)[0]?.summary).toContain(
    `names "The audience 'api://x' is invalid": The token is for another audience.`,
  )
})
