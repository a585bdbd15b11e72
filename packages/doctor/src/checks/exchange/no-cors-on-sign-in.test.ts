import { expect, test } from 'vitest'
import {
  capture,
  foundBy,
  heardIn,
  keptBack,
  page,
  signIn,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { noCorsOnSignIn } from './no-cors-on-sign-in.ts'

const authorize: Recorded = {
  url: signIn,
  status: 200,
  answers: { 'content-type': 'text/html' },
  error: keptBack,
}

test('a page that calls the sign-in page itself', () => {
  const all = capture([authorize])
  expect(heardIn(all)).toEqual(['idp/no-cors-on-sign-in'])
  expect(foundBy(noCorsOnSignIn, all)[0]?.evidence.map(({ what }) => what)).toEqual([
    'request',
    'status',
    'response header access-control-allow-origin',
  ])
})

test('the same where no answer is recorded', () => {
  expect(heardIn(capture([{ url: signIn, status: 0, error: keptBack }]))).toEqual(['idp/no-cors-on-sign-in'])
})

test.each<[string, Recorded]>([
  ['a navigation to sign-in', { ...authorize, type: 'document' }],
  ['a hidden frame', { ...authorize, type: 'subdocument' }],
  ['the application’s own sign-in page', { ...authorize, url: `${page}/login`, asks: {} }],
])('%s is none', (_, recorded) => expect(foundBy(noCorsOnSignIn, capture([recorded]))).toEqual([]))
