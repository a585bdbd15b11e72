import { expect, test } from 'vitest'
import { api, capture, page, type Recorded } from '../../../test-support/recorded.ts'
import { calledUrl } from './entries.ts'
import { neighboursOf } from './neighbours.ts'

const call = (path: string, more: Partial<Recorded> = {}): Recorded => ({
  url: `${api}/${path}`,
  status: 200,
  ...more,
})
const around = (
  recorded: readonly Recorded[],
  at: number,
  within?: number,
): readonly (readonly string[])[] => {
  const all = capture(recorded)
  const [exchange] = all.exchanges.slice(at)
  if (!exchange) return []
  const { before, after } = neighboursOf(exchange, all, within)
  return [before, after].map((list) => list.map((each) => new URL(calledUrl(each)).pathname))
}

test('the calls to the same origin before and after, in the order of time', () => {
  expect(around([call('a'), { url: `${page}/x`, status: 200 }, call('b'), call('c'), call('d')], 2)).toEqual([
    ['/a'],
    ['/c', '/d'],
  ])
})

test('those that lie too far away in time are left out', () => {
  const recorded = [call('a', { second: 0 }), call('b', { second: 100 }), call('c', { second: 110 })]
  expect(around(recorded, 1, 60_000)).toEqual([[], ['/c']])
})

test('at most 40 on each side', () => {
  const [before, after] = around(
    Array.from({ length: 200 }, (_, at) => call(`${at}`)),
    100,
  )
  expect([before?.length, before?.at(-1), after?.length, after?.at(0)]).toEqual([40, '/99', 40, '/101'])
})
