import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWaiting } from './waiting.ts'

const waitingAt = (...places: readonly number[]): ReturnType<typeof createWaiting<{ place: number }>> => {
  const waiting = createWaiting<{ place: number }>()
  for (const place of places) waiting.add('a', { place })
  return waiting
}
const placesOf = (items: readonly { readonly place: number }[]): readonly number[] =>
  items.map(({ place }) => place)

describe('around a place', () => {
  test('stands what waits under the same key, the nearest first, the place itself left out', () => {
    const { before, after } = waitingAt(1, 3, 5, 7, 9).around('a', 5)
    expect([placesOf(before), placesOf(after)]).toEqual([
      [3, 1],
      [7, 9],
    ])
  })

  test('stands nothing of another key', () => {
    expect(waitingAt(1, 3).around('b', 2)).toEqual({ before: [], after: [] })
  })

  test('stand no more than 40 on either side', () => {
    const { before, after } = waitingAt(...Array.from({ length: 1000 }, (_, place) => place)).around('a', 500)
    expect([placesOf(before).at(-1), placesOf(after).at(-1)]).toEqual([460, 540])
  })
})

test('what was taken waits no longer, whatever is taken in whatever order', () => {
  const places = fc.uniqueArray(fc.nat(60), { maxLength: 30 }).map((each) => each.toSorted((a, b) => a - b))
  const given = places.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all), fc.nat(60)))
  fc.assert(
    fc.property(given, ([all, taken, place]) => {
      const waiting = createWaiting<{ place: number }>()
      const items = all.map((each) => ({ place: each }))
      for (const item of items) waiting.add('a', item)
      for (const each of taken)
        items.filter((item) => item.place === each).forEach((item) => waiting.take('a', item))
      const left = all.filter((each) => !taken.includes(each))
      const { before, after } = waiting.around('a', place)
      expect(placesOf(before)).toEqual(left.filter((each) => each < place).toReversed())
      expect(placesOf(after)).toEqual(left.filter((each) => each > place))
    }),
  )
})
