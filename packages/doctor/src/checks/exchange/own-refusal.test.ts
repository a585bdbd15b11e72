import { expect, test } from 'vitest'
import {
  api,
  capture,
  foundBy,
  heardIn,
  keptBack,
  openWithCookies,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { ownRefusal } from './own-refusal.ts'

const refused: Recorded = {
  url: `${api}/contacts`,
  status: 401,
  answers: { ...openWithCookies, 'clearway-problem': 'session/expired' },
  body: JSON.stringify({ code: 'session/expired', detail: 'The session ended at 12:00.' }),
}

test('a refusal that the page can read is a warning, with the refusal’s own words', () => {
  const all = capture([refused])
  expect(heardIn(all)).toEqual(['session/expired (warning)'])
  expect(foundBy(ownRefusal, all)[0]?.summary).toMatch(
    / Clearway answered 401: The session ended at 12:00\.$/,
  )
})

test('a refusal that the browser kept from the page has the severity of the catalogue', () => {
  const closed = {
    ...refused,
    status: 403,
    answers: { 'clearway-problem': 'cors/origin-not-allowed' },
    error: keptBack,
  }
  expect(heardIn(capture([closed]))).toEqual(['cors/origin-not-allowed'])
})

test('a refused navigation is found too', () => {
  expect(heardIn(capture([{ ...refused, type: 'document' }]))).toEqual(['session/expired (warning)'])
})

test.each(['nonsense', '', '__proto__', 'session/expired, session/missing'])('%j is no code', (code) => {
  expect(
    foundBy(ownRefusal, capture([{ ...refused, answers: { ...openWithCookies, 'clearway-problem': code } }])),
  ).toEqual([])
})

test.each(['{', '[]', 'null', '{"detail":7}'])('a body of %s adds nothing', (body) => {
  expect(foundBy(ownRefusal, capture([{ ...refused, body }]))[0]?.summary).toMatch(
    /The session has expired\.$/,
  )
})

test('an answer below 400 is no refusal', () => {
  expect(heardIn(capture([{ ...refused, status: 200 }]))).toEqual([])
})

test('a refusal without CORS headers says that the page’s origin is not let in: to sign in would not help', () => {
  const answers = { 'clearway-problem': 'session/missing' }
  const all = capture([{ ...refused, answers, error: keptBack }])
  expect(heardIn(all)).toEqual(['cors/origin-not-allowed'])
  expect(foundBy(ownRefusal, all)[0]?.summary).toContain(
    'Clearway answered 401 (session/missing) without CORS',
  )
})
