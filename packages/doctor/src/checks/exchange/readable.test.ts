import { describe, expect, test } from 'vitest'
import { reportedByBrowser } from './reported-by-browser.ts'
import { headerNotExposed } from './header-not-exposed.ts'
import {
  api,
  capture,
  foundBy,
  heardIn,
  keptBack,
  open,
  openWithCookies,
  page,
  type Recorded,
} from '../../../test-support/recorded.ts'

const refused = (status: number, answers: Recorded['answers']): Recorded => ({
  url: `${api}/a`,
  status,
  answers: { ...open, ...answers },
})
const challenge = 'Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="'

describe('a header that the page has to read', () => {
  test.each<[string, Recorded, readonly string[]]>([
    [
      'a claims challenge that is not exposed',
      refused(401, { 'www-authenticate': challenge }),
      ['cors/header-not-exposed (warning)'],
    ],
    [
      'a plain challenge that is not exposed',
      refused(401, { 'www-authenticate': 'Bearer' }),
      ['cors/header-not-exposed (info)'],
    ],
    [
      'a Retry-After that is not exposed',
      refused(429, { 'retry-after': '10' }),
      ['cors/header-not-exposed (info)'],
    ],
    [
      'an exposed challenge',
      refused(401, { 'www-authenticate': 'Bearer', 'access-control-expose-headers': 'WWW-Authenticate' }),
      [],
    ],
    ['no challenge at all', refused(401, {}), []],
    ['a challenge on a success', refused(200, { 'www-authenticate': 'Bearer' }), []],
    [
      'a call within one origin',
      {
        url: `${page}/a`,
        asks: { 'sec-fetch-site': 'same-origin' },
        status: 401,
        answers: { 'www-authenticate': 'Bearer' },
      },
      [],
    ],
  ])('%s', (_, recorded, heard) => {
    expect(heardIn(capture([recorded])).filter((code) => !code.startsWith('token/'))).toEqual(heard)
  })
})

describe('a call with mode no-cors', () => {
  const opaque: Recorded = {
    url: `${api}/a`,
    asks: { 'sec-fetch-mode': 'no-cors', referer: `${page}/` },
    status: 200,
    answers: { 'content-type': 'application/json' },
  }
  test.each<[string, Recorded, readonly string[]]>([
    ['for data', opaque, ['cors/opaque-answer (warning)']],
    ['for something that is not data', { ...opaque, answers: { 'content-type': 'image/png' } }, []],
    ['as a beacon', { ...opaque, type: 'ping' }, []],
    ['as an image', { ...opaque, type: 'image' }, []],
    [
      'with mode cors after all',
      {
        ...opaque,
        asks: { origin: page, 'sec-fetch-mode': 'cors' },
        answers: { ...opaque.answers, ...open },
      },
      [],
    ],
  ])('%s', (_, recorded, heard) => expect(heardIn(capture([recorded]))).toEqual(heard))

  test('whose console line says that the body could not be read is what failed', () => {
    const line = {
      engine: 'chromium',
      says: 'not-cors',
      kind: 'opaque-body',
      detail: 'Unexpected end of input',
      url: opaque.url,
    } as const
    expect(heardIn(capture([opaque], { says: [line], lacks: ['verdict'] }))).toEqual(['cors/opaque-answer'])
  })
})

describe('what the rule book cannot say', () => {
  test('a reason that the console gave', () => {
    const line = {
      engine: 'chromium',
      says: 'blocked',
      code: 'cors/missing-allow-origin',
      url: `${api}/a`,
      origin: page,
      reason: "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    } as const
    expect(heardIn(capture([{ url: `${api}/a`, status: 0, error: keptBack }], { says: [line] }))).toEqual([
      'cors/missing-allow-origin',
    ])
  })

  test('a reason that a NetLog gave', () => {
    const corsError = { name: 'PreflightMissingAllowOriginHeader', parameter: '' } as const
    expect(
      heardIn(capture([{ url: `${api}/a`, method: 'PUT', status: 0, error: keptBack, corsError }])),
    ).toEqual(['cors/missing-allow-origin'])
  })

  test('what a NetLog adds to the name is told with it', () => {
    const said = (parameter: string): unknown => {
      const corsError = { name: 'HeaderDisallowedByPreflightResponse', parameter } as const
      return foundBy(
        reportedByBrowser,
        capture([{ url: `${api}/a`, error: keptBack, corsError }]),
      )[0]?.evidence.at(-1)
    }
    expect(said('x-a')).toMatchObject({ value: 'HeaderDisallowedByPreflightResponse (x-a)' })
    expect(said('')).toMatchObject({ value: 'HeaderDisallowedByPreflightResponse' })
  })

  test('a failure that the headers do not explain is a warning', () => {
    expect(
      heardIn(capture([{ url: `${api}/a`, status: 200, answers: openWithCookies, error: keptBack }])),
    ).toEqual(['browser/not-cors (warning)'])
  })

  test('a failure of which nothing is known is nobody’s guess', () => {
    expect(heardIn(capture([{ url: `${api}/a`, status: 0, error: keptBack }]))).toEqual([])
  })
})

test('the call of an extension is marked in the evidence', () => {
  const asks = { origin: 'chrome-extension://abcdefghijklmnop' }
  const line = {
    engine: 'chromium',
    says: 'blocked',
    code: 'cors/missing-allow-origin',
    url: `${api}/a`,
    reason: 'No header.',
  } as const
  const all = capture([{ url: `${api}/a`, asks, status: 200, error: keptBack }], { says: [line] })
  expect(heardIn(all)).toEqual(['cors/missing-allow-origin'])
})

test('which headers are exposed is told', () => {
  const cited = (answers: Recorded['answers']): unknown =>
    foundBy(
      headerNotExposed,
      capture([refused(401, { 'www-authenticate': 'Bearer', ...answers })]),
    )[0]?.evidence.at(-1)
  expect(cited({})).toMatchObject({ what: 'response header access-control-expose-headers', value: 'absent' })
  expect(cited({ 'access-control-expose-headers': 'ETag' })).toMatchObject({ value: 'ETag' })
})
