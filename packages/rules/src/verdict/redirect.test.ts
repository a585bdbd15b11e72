import { describe, expect, test } from 'vitest'
import type { Answer, Call } from './exchange.ts'
import { judge } from './judge.ts'
import type { Profile } from './profile.ts'
import type { Verdict } from './verdict.ts'

const page = 'https://app.one.test'
const b = 'https://b.two.test/x'
const c = 'https://c.three.test/x'

const to = (location: string, status = 302): Answer => ({
  status,
  headers: ['Location', location, 'Access-Control-Allow-Origin', '*'],
})
const preflight: Answer = {
  status: 204,
  headers: [
    'Access-Control-Allow-Origin',
    '*',
    'Access-Control-Allow-Methods',
    'PUT',
    'Access-Control-Allow-Headers',
    'content-type, x-a, authorization',
  ],
}
const run = (request: Call, answers: readonly Answer[], profile: Profile): Verdict =>
  judge(
    { origin: page, request, hops: [...answers, to('', 200)].map((answer) => ({ preflight, answer })) },
    profile,
  )

/** The requests as `OPTIONS null PUT x-a` or `PUT null`. */
const wire = (request: Call, answers: readonly Answer[], profile: Profile): string[] =>
  run(request, answers, profile).legs.map((leg) =>
    [leg.method, leg.origin === page ? 'A' : (leg.origin ?? '-'), leg.requestMethod, leg.requestHeaders]
      .filter((part) => part !== undefined)
      .join(' '),
  )

const json = ['Content-Type', 'application/json']

describe('what is sent after a redirect, as it was seen', () => {
  test.each<[string, Call, Answer[], Record<'chromium' | 'firefox' | 'webkit', string[]>]>([
    [
      'PUT, 303',
      { url: b, method: 'PUT', headers: [...json, 'X-A', '1'] },
      [to(c, 303)],
      {
        chromium: ['OPTIONS A PUT content-type,x-a', 'PUT A', 'OPTIONS null GET x-a', 'GET null'],
        firefox: ['OPTIONS A PUT content-type,x-a', 'PUT A', 'OPTIONS A GET x-a', 'GET null'],
        webkit: ['OPTIONS A PUT content-type,x-a', 'PUT A', 'OPTIONS null GET content-type,x-a', 'GET null'],
      },
    ],
    [
      'PUT, 307',
      { url: b, method: 'PUT', headers: [...json, 'X-A', '1'] },
      [to(c, 307)],
      {
        chromium: [
          'OPTIONS A PUT content-type,x-a',
          'PUT A',
          'OPTIONS null PUT content-type,x-a',
          'PUT null',
        ],
        firefox: ['OPTIONS A PUT content-type,x-a', 'PUT A', 'OPTIONS A PUT content-type,x-a', 'PUT null'],
        webkit: ['OPTIONS A PUT content-type,x-a', 'PUT A', 'OPTIONS null PUT content-type,x-a', 'PUT null'],
      },
    ],
    [
      'POST of JSON, 302',
      { url: b, method: 'POST', headers: json },
      [to(c)],
      {
        chromium: ['OPTIONS A POST content-type', 'POST A', 'GET null'],
        firefox: ['OPTIONS A POST content-type', 'POST A', 'OPTIONS A GET', 'GET null'],
        webkit: ['OPTIONS A POST content-type', 'POST A', 'OPTIONS null GET content-type', 'GET null'],
      },
    ],
    [
      'Authorization',
      { url: b, headers: ['Authorization', 'x'] },
      [to(c)],
      {
        chromium: ['OPTIONS A GET authorization', 'GET A', 'GET null'],
        firefox: ['OPTIONS A GET authorization', 'GET A', 'OPTIONS A GET', 'GET null'],
        webkit: ['OPTIONS A GET authorization', 'GET A', 'OPTIONS null GET authorization', 'GET null'],
      },
    ],
    [
      'home, away, home',
      { url: `${page}/1` },
      [to(b), to(`${page}/2`)],
      {
        chromium: ['GET -', 'GET A', 'GET null'],
        firefox: ['GET -', 'GET A', 'GET null'],
        webkit: ['GET -', 'GET A'],
      },
    ],
  ])('%s', (_name, request, answers, expected) => {
    for (const profile of ['chromium', 'firefox', 'webkit'] as const) {
      expect(wire(request, answers, profile), profile).toEqual(expected[profile])
    }
  })
})

test('what a redirect took off comes back in Firefox after the next one, not elsewhere', () => {
  const stripped = (profile: Profile): unknown =>
    run({ url: `${page}/1`, headers: ['Authorization', 'x'] }, [to(b), to(`${b}/2`)], profile).legs.at(-1)
      ?.stripped
  expect(stripped('firefox')).toEqual([])
  expect(stripped('spec')).toEqual(['authorization'])
})

test('a bad Location fails a call with redirect mode manual in Chromium, not by the standard', () => {
  const request = { url: b, redirect: 'manual' } as const
  expect(run(request, [to('https://[')], 'chromium')).toMatchObject({ outcome: 'blocked', step: 'R2' })
  expect(run(request, [to('https://[')], 'spec')).toMatchObject({ outcome: 'opaque', step: 'H7' })
})

test('a user in a Location at home fails a fetch() in Chromium, not an XMLHttpRequest', () => {
  const home = [to('https://user@app.one.test/2')]
  expect(run({ url: page }, home, 'chromium')).toMatchObject({ outcome: 'blocked', step: 'R5' })
  expect(run({ url: page, api: 'xhr' }, home, 'chromium')).toMatchObject({ outcome: 'readable' })
})

test('the sentence shows no query, no fragment and no password of a Location', () => {
  for (const location of ['https://u:hidden@[', 'https://[?hidden', 'https://[#hidden', '//u:hidden@:x']) {
    expect(run({ url: b }, [to(location)], 'spec').reason).not.toContain('hidden')
  }
})
