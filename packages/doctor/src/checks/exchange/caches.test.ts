import { describe, expect, test } from 'vitest'
import { api, capture, heardIn, keptBack, open, type Recorded } from '../../../test-support/recorded.ts'

const logo: Recorded = {
  url: `${api}/logo.json`,
  status: 200,
  error: keptBack,
  answeredBy: 'cache',
  answers: { 'cache-control': 'max-age=600' },
}

describe('an answer from the browser’s cache', () => {
  test('without CORS headers is the cause', () =>
    expect(heardIn(capture([logo]))).toEqual(['cors/cached-without-vary (error)']))

  test('for another origin is the cause too', () => {
    expect(
      heardIn(capture([{ ...logo, answers: { 'access-control-allow-origin': 'https://other.example' } }])),
    ).toEqual(['cors/cached-without-vary (error)'])
  })

  test('with Vary: Origin is not', () => {
    expect(heardIn(capture([{ ...logo, answers: { vary: 'Accept, Origin' } }]))).toEqual([
      'cors/missing-allow-origin',
    ])
  })

  test('from the network is not', () => {
    const { answeredBy: _, ...fromNetwork } = logo
    expect(heardIn(capture([fromNetwork]))).toEqual(['cors/missing-allow-origin'])
  })
})

describe('a call without an answer after an element of the page had fetched the same', () => {
  const url = `${api}/logo.svg`
  const picture: Recorded = {
    url,
    type: 'image',
    asks: { referer: 'https://app.example.com/' },
    status: 200,
    answers: { 'cache-control': 'max-age=600' },
  }
  const call: Recorded = { url, asks: { referer: 'https://app.example.com/' }, error: keptBack }

  test('got the element’s copy from the cache', () => {
    expect(heardIn(capture([picture, call]))).toContain('cors/cached-without-vary (error)')
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    ['whose copy is not kept', { 'cache-control': 'no-store' }],
    ['whose answer varies by Origin', { vary: 'Origin' }],
    ['whose answer is for everybody', { 'access-control-allow-origin': '*' }],
  ])('%s has another cause', (_, answers) => {
    expect(heardIn(capture([{ ...picture, answers }, call]))).not.toContain(
      'cors/cached-without-vary (error)',
    )
  })
})

describe('answers that differ by origin', () => {
  const url = `${api}/list`
  const mine: Recorded = { url, status: 200, answers: open }
  const theirs: Recorded = {
    url,
    asks: { origin: 'https://other.example' },
    status: 200,
    answers: { 'access-control-allow-origin': 'https://other.example' },
  }

  test('without Vary are a warning', () => {
    expect(heardIn(capture([mine, theirs]))).toEqual([
      'cors/cached-without-vary (warning)',
      'cors/cached-without-vary (warning)',
    ])
  })

  test.each<[string, Partial<Recorded>]>([
    ['with Vary: Origin', { answers: { ...open, vary: 'Origin' } }],
    ['that no cache keeps', { answers: { ...open, 'cache-control': 'no-store' } }],
    ['to a POST', { method: 'POST' }],
  ])('%s are none', (_, more) => {
    const answers = {
      ...theirs.answers,
      ...(more.answers && {
        vary: more.answers['vary'] ?? '',
        'cache-control': more.answers['cache-control'] ?? '',
      }),
    }
    expect(
      heardIn(
        capture([
          { ...mine, ...more },
          { ...theirs, ...more, answers },
        ]),
      ),
    ).toEqual([])
  })

  test('and answers that are the same are none', () => expect(heardIn(capture([mine, mine]))).toEqual([]))
})
