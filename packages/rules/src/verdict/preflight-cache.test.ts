import { describe, expect, test } from 'vitest'
import type { Answer, Call, Exchange, PreflightCache } from './exchange.ts'
import { judge } from './judge.ts'
import type { Profile } from './profile.ts'

const page = 'https://app.example.com'
const url = 'https://api.example.net/orders'
const allow: Answer = {
  status: 200,
  headers: ['Access-Control-Allow-Origin', page, 'Access-Control-Allow-Credentials', 'true'],
}
const preflight = (...headers: string[]): Answer => ({ status: 204, headers: [...allow.headers, ...headers] })
const methods = (value: string, maxAge = '60'): Answer =>
  preflight('Access-Control-Allow-Methods', value, 'Access-Control-Max-Age', maxAge)
const minute = methods('PUT')

interface Turn {
  readonly call?: Partial<Call>
  readonly preflight?: Answer
  readonly answer?: Answer
  readonly at?: number
}

/** For each of several calls whether the browser asked. */
function asks(profile: Profile, ...turns: Turn[]): boolean[] {
  let preflightCache: PreflightCache = []
  return turns.map((turn, index) => {
    const exchange: Exchange = {
      origin: page,
      request: { url, method: 'PUT', ...turn.call },
      hops: [{ preflight: turn.preflight ?? minute, answer: turn.answer ?? allow }],
      preflightCache,
      now: turn.at ?? index,
    }
    const verdict = judge(exchange, profile)
    preflightCache = verdict.preflightCache
    return verdict.legs.some(({ kind }) => kind === 'preflight')
  })
}

describe('by the standard', () => {
  test.each<[string, Turn[], boolean[]]>([
    ['an answer is remembered', [{}, {}], [true, false]],
    ['until it ends', [{ at: 0 }, { at: 59.9 }, { at: 60 }], [true, false, true]],
    [
      '5 seconds by default',
      [{ preflight: preflight('Access-Control-Allow-Methods', 'PUT'), at: 0 }, { at: 4 }, { at: 5 }],
      [true, false, true],
    ],
    [
      '5 seconds for a bad Max-Age',
      [{ preflight: methods('PUT', '60s'), at: 0 }, { at: 4 }, { at: 5 }],
      [true, false, true],
    ],
    ['not at all for 0', [{ preflight: methods('PUT', '0') }, {}], [true, true]],
    [
      'for the methods that it names',
      [{ preflight: methods('PUT, DELETE') }, { call: { method: 'DELETE' } }, { call: { method: 'PATCH' } }],
      [true, false, true],
    ],
    [
      'for every method by a wildcard',
      [{ preflight: methods('*') }, { call: { method: 'DELETE' } }],
      [true, false],
    ],
    ['not for headers that it does not name', [{}, { call: { headers: ['X-A', '1'] } }], [true, true]],
    ['for this URL with its query', [{}, { call: { url: `${url}?a` } }], [true, true]],
    ['not for a call with credentials', [{}, { call: { credentials: 'include' } }], [true, true]],
    ['for a call without, from one with', [{ call: { credentials: 'include' } }, {}], [true, false]],
    [
      'and gathers',
      [{}, { call: { method: 'DELETE' }, preflight: methods('DELETE') }, {}],
      [true, true, false],
    ],
    ['and is forgotten when the call fails', [{ answer: { status: 200, headers: [] } }, {}], [true, true]],
    ['whatever the cache mode', [{}, { call: { cache: 'no-store' } }], [true, false]],
  ])('%s', (_name, turns, expected) => expect(asks('spec', ...turns)).toEqual(expected))

  test('Authorization is never covered by a remembered wildcard', () => {
    const wildcard = preflight(
      'Access-Control-Allow-Headers',
      '*, authorization',
      'Access-Control-Max-Age',
      '60',
    )
    const star = preflight('Access-Control-Allow-Headers', '*', 'Access-Control-Max-Age', '60')
    const call = { method: 'GET', headers: ['Authorization', 'x'] }
    const other = { method: 'GET', headers: ['X-A', '1'] }
    expect(asks('spec', { call: other, preflight: wildcard }, { call })).toEqual([true, false])
    expect(asks('spec', { call: other, preflight: star }, { call })).toEqual([true, true])
  })
})

test.each<[Profile, number]>([
  ['chromium', 7200],
  ['firefox', 86_400],
  ['webkit', 600],
])('%s remembers for %i seconds at most', (profile, cap) => {
  const long = { preflight: methods('PUT', '100000'), at: 0 }
  expect(asks(profile, long, { at: cap - 1 }, { at: cap })).toEqual([true, false, true])
})

test('a failed call leaves what Chromium remembers', () => {
  expect(asks('chromium', { answer: { status: 200, headers: [] } }, {})).toEqual([true, false])
})

test('what is remembered stays bounded', () => {
  const many = Array.from({ length: 5000 }, (_, at) => `M${at}`).join()
  const exchange: Exchange = {
    origin: page,
    request: { url, method: 'M4999' },
    hops: [{ preflight: methods(many), answer: allow }],
  }
  expect(judge(exchange, 'spec').preflightCache).toHaveLength(1024)
})

test('differences in what is remembered are named only for who follows the cache', () => {
  const exchange: Exchange = {
    origin: page,
    request: { url, method: 'PUT' },
    hops: [{ preflight: methods('PUT', 'abc'), answer: allow }],
  }
  expect(judge(exchange, 'firefox').differences).toEqual([])
  expect(judge({ ...exchange, preflightCache: [] }, 'firefox').differences).toEqual(['CACHE-BAD-MAX-AGE'])
})
