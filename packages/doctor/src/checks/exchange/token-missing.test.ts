import { expect, test } from 'vitest'
import { api, capture, heardIn, keptBack, open, page, type Recorded } from '../../../test-support/recorded.ts'

const refused: Recorded = {
  url: `${api}/contacts`,
  status: 401,
  answers: { ...open, 'www-authenticate': 'Bearer realm="contacts"' },
}

test('a call without a token to an API that asks for one is named, whether or not the page may read the answer', () => {
  expect(heardIn(capture([refused]))).toContain('token/missing')
  const closed = { ...refused, error: keptBack, answers: { 'www-authenticate': 'Bearer' } }
  expect(heardIn(capture([closed]))).toContain('token/missing')
})

test('it is named too where Authorization was taken out of the capture: the challenge tells', () => {
  expect(heardIn(capture([refused], { lacks: ['authorization', 'cookies'] }))).toContain('token/missing')
})

test.each<[string, Recorded]>([
  [
    'a challenge with an error',
    { ...refused, answers: { ...open, 'www-authenticate': 'Bearer error="invalid_token"' } },
  ],
  ['a challenge for another scheme', { ...refused, answers: { ...open, 'www-authenticate': 'Basic' } }],
  ['a call that carried one', { ...refused, asks: { origin: page, authorization: 'Bearer' } }],
  ['a call that was let in', { ...refused, status: 200 }],
])('it is not said of %s', (_, recorded) => {
  expect(heardIn(capture([recorded]))).not.toContain('token/missing')
})
