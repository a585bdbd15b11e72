import { describe, expect, test } from 'vitest'
import {
  api,
  began,
  capture,
  foundBy,
  heardIn,
  keptBack,
  open,
  page,
  preflight,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { errorWithoutHeaders } from './error-without-headers.ts'
import { noCorsOnPath } from './no-cors-on-path.ts'

const served: Recorded = { url: `${api}/api/data/v9.2/contacts`, status: 200, answers: open }
const closed = (status: number, more: Partial<Recorded> = {}): Recorded => ({
  url: `${api}/XRMServices/2011/Organization.svc`,
  status,
  error: keptBack,
  ...more,
})

describe('a path without CORS on a server with it', () => {
  test.each([200, 404, 405])('status %i', (status) => {
    const all = capture([served, closed(status)])
    expect(heardIn(all)).toEqual(['api/no-cors-on-path'])
    expect(foundBy(noCorsOnPath, all)[0]?.evidence.at(-1)?.value).toBe(
      `https://app.example.com on ${api}/api/data/v9.2/contacts`,
    )
  })

  test('also where the other path was called later', () => {
    expect(heardIn(capture([closed(404), served]))).toEqual(['api/no-cors-on-path'])
  })

  test('and where its preflight is answered 404', () => {
    const url = closed(404).url
    const all = capture([
      served,
      preflight(url, { method: 'PUT' }, { status: 404, error: keptBack }),
      { url, method: 'PUT', status: 0, error: keptBack },
    ])
    expect(heardIn(all)).toEqual(['api/no-cors-on-path'])
  })

  test.each<[string, readonly Recorded[], readonly string[]]>([
    ['no other path has headers', [closed(200)], ['cors/missing-allow-origin']],
    [
      'the other path is on another server',
      [{ ...served, url: 'https://other.example/a' }, closed(200)],
      ['cors/missing-allow-origin'],
    ],
    [
      'this path was open at another time',
      [{ ...served, url: closed(200).url, answers: { ...open, vary: 'Origin' } }, closed(200)],
      ['cors/missing-allow-origin'],
    ],
  ])('it is another cause when %s', (_, recorded, heard) => expect(heardIn(capture(recorded))).toEqual(heard))
})

describe('an error answer without CORS headers', () => {
  test.each([500, 502, 503, 504])('%i is named as what has to be mended, and who answered', (status) => {
    const all = capture([closed(status, { answers: { server: 'nginx' } })])
    expect(heardIn(all)).toEqual(['cors/error-without-headers'])
    expect(foundBy(errorWithoutHeaders, all)[0]?.summary).toContain(
      `answered with ${status} by nginx, without CORS headers`,
    )
  })

  test.each([401, 403, 413, 429])('%i, when other answers of the server have headers', (status) => {
    expect(heardIn(capture([served, closed(status)]))).toEqual(['cors/error-without-headers'])
  })

  test('401, when the preflight was answered with headers', () => {
    const url = closed(401).url
    const allowed = { ...open, 'access-control-allow-methods': 'PUT' }
    const all = capture([
      preflight(url, { method: 'PUT' }, { status: 204, answers: allowed }),
      closed(401, { method: 'PUT' }),
    ])
    expect(heardIn(all)).toEqual(['cors/error-without-headers'])
    expect(foundBy(errorWithoutHeaders, all)[0]?.summary).toContain(
      'The preflight was answered with CORS headers.',
    )
  })

  test('an expired token of the call is told beside it', () => {
    const recorded = [served, closed(401, { asks: { origin: page, authorization: 'Bearer' } })]
    const all = capture(recorded, { tokens: { 1: { exp: began / 1000 - 99 } } })
    const [found] = foundBy(errorWithoutHeaders, all)
    expect(found?.evidence.at(-1)).toMatchObject({
      what: 'token claim exp',
      value: expect.stringMatching(/, 100 s before the call$/),
    })
  })

  test('401 from an API that shows no CORS at all lacks the header', () => {
    expect(heardIn(capture([closed(401)]))).toEqual(['cors/missing-allow-origin'])
  })

  test('an error that allows another origin is another cause', () => {
    const answers = { 'access-control-allow-origin': 'https://other.example' }
    expect(heardIn(capture([closed(502, { answers })]))).toEqual(['cors/origin-not-allowed'])
  })

  test('an error with headers is readable, and no finding', () => {
    expect(heardIn(capture([{ url: `${api}/a`, status: 502, answers: open }]))).toEqual([])
  })
})
