import { expect, test } from 'vitest'
import { capture, foundBy, heardIn, page, type Recorded } from '../../../test-support/recorded.ts'
import { signInPageAsAnswer } from './sign-in-page-as-answer.ts'

const asks = { 'sec-fetch-site': 'same-origin', accept: 'application/json' }
const html = { 'content-type': 'text/html; charset=utf-8' }
const form = '<form><input name="user"><input type="password" name="p"></form>'
const call: Recorded = {
  url: `${page}/api/contacts`,
  asks,
  status: 302,
  answers: { location: '/Account/Login?ReturnUrl=%2Fapi' },
}
const login: Recorded = { url: `${page}/Account/Login?ReturnUrl=%2Fapi`, asks, status: 200, answers: html }

test('a sign-in page after a redirect', () => {
  const all = capture([call, login])
  expect(heardIn(all)).toEqual(['session/sign-in-page-as-answer'])
  expect(foundBy(signInPageAsAnswer, all)[0]?.evidence).toContainEqual(
    expect.objectContaining({ what: 'response header content-type', value: 'text/html; charset=utf-8' }),
  )
})

test('a sign-in page under the called address', () => {
  expect(heardIn(capture([{ ...call, status: 200, answers: html, body: form }]))).toEqual([
    'session/sign-in-page-as-answer',
  ])
})

test.each<[string, readonly Recorded[]]>([
  ['the API answers 401', [{ ...call, status: 401, answers: html, body: form }]],
  ['the answer is data', [call, { ...login, answers: { 'content-type': 'application/json' } }]],
  [
    'the page asks for HTML',
    [{ ...call, asks: { ...asks, accept: 'text/html, */*' }, status: 200, answers: html, body: form }],
  ],
  ['the page asks for the sign-in form itself', [{ ...login, body: form }]],
  ['the HTML is no sign-in page', [{ ...call, status: 200, answers: html, body: '<p>Contacts</p>' }]],
  [
    'the person goes there',
    [
      { ...call, type: 'document' },
      { ...login, type: 'document' },
    ],
  ],
])('nothing is found when %s', (_, recorded) => expect(heardIn(capture(recorded))).toEqual([]))
