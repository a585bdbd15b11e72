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
import { affinityLost } from './affinity-lost.ts'

const call = (status: number, more: Partial<Recorded> = {}, affinity = '#aaaa'): Recorded => ({
  url: `${page}/api/contacts`,
  asks: { 'sec-fetch-site': 'same-origin', cookie: `session=#1a2b; ARRAffinity=${affinity}` },
  status,
  ...more,
})
const moved = { answers: { 'set-cookie': 'ARRAffinity=#bbbb; Path=/' } }

test('calls that are answered and refused by turns, from another server each time', () => {
  const all = capture([call(200), call(401, moved), call(200)])
  expect(heardIn(all)).toEqual(['session/affinity-lost'])
  expect(foundBy(affinityLost, all)[0]?.evidence).toContainEqual(
    expect.objectContaining({
      entry: 1,
      what: 'response header set-cookie',
      value: 'ARRAffinity with another value',
    }),
  )
})

test('the servers may name themselves', () => {
  const all = capture([
    call(200, { answers: { 'x-served-by': 'web01' } }),
    call(401, { answers: { 'x-served-by': 'web02' } }),
    call(200, { answers: { 'x-served-by': 'web01' } }),
  ])
  expect(heardIn(all)).toEqual(['session/affinity-lost'])
})

test('a redirect to sign-in counts as a refusal', () => {
  const redirect = call(302, { answers: { location: signIn, 'set-cookie': 'ARRAffinity=#bbbb' } })
  const all = capture([call(200), redirect, { url: signIn, status: 200, error: keptBack }, call(200)])
  expect(heardIn(all)).toEqual(['session/affinity-lost'])
})

test.each<[string, readonly Recorded[]]>([
  ['all calls after it are refused too', [call(200), call(401, moved), call(401, moved)]],
  ['nothing shows another server', [call(200), call(401), call(200)]],
  ['it was the first', [call(401, moved), call(200)]],
  [
    'somebody signed in anew',
    [
      call(200),
      call(401, moved),
      call(200, { asks: { cookie: 'session=#ffff', 'sec-fetch-site': 'same-origin' } }),
    ],
  ],
  [
    'the calls lie hours apart',
    [call(200), call(401, { ...moved, second: 7200 }), call(200, { second: 14_400 })],
  ],
  [
    'calls carry a token',
    [
      call(200),
      call(401, { ...moved, asks: { authorization: 'Bearer', 'sec-fetch-site': 'same-origin' } }),
      call(200),
    ],
  ],
])('nothing is found when %s', (_, recorded) => expect(foundBy(affinityLost, capture(recorded))).toEqual([]))
