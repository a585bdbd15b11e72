import { expect, test } from 'vitest'
import type { ChainHop } from '../report.ts'
import { drawChain } from './draw-chain.ts'
import { foldChain } from './fold-chain.ts'

const chain = (length: number, stop: number = length - 1): readonly ChainHop[] =>
  Array.from({ length }, (_, at) => ({
    kind: at === 0 ? 'call' : 'redirect',
    method: 'GET',
    url: `https://api.example.com/${at}`,
    status: 302,
    ...(at === stop && { stopped: true as const }),
  }))

const shape = (hops: readonly ChainHop[]): readonly (number | string)[] =>
  foldChain(hops).map((each) => ('hop' in each ? each.index : `${each.leftOut} more`))

test.each<[string, readonly ChainHop[], readonly (number | string)[]]>([
  ['of six hops is drawn whole', chain(6), [0, 1, 2, 3, 4, 5]],
  ['of seven is drawn by its ends', chain(7), [0, 1, '3 more', 5, 6]],
  ['that goes in a circle is drawn by its ends', chain(21), [0, 1, '17 more', 19, 20]],
  ['shows where the browser stopped in its middle', chain(21, 9), [0, 1, '7 more', 9, '9 more', 19, 20]],
])('a chain %s', (_, hops, shown) => {
  expect(shape(hops)).toEqual(shown)
})

test('a circle of redirects is a short drawing, which still ends where the browser stopped', () => {
  const lines = drawChain(chain(21), 80, true).map(({ text }) => text)
  expect(lines[4]).toBe('…  17 more')
  expect(lines).toHaveLength(4 * 2 + 1 + 1)
  expect(lines[7]).toContain('/20')
  expect(lines.at(-1)).toContain('the browser stops here')
  expect(drawChain(chain(21), 80, false).map(({ text }) => text)[4]).toBe(':  17 more')
})
