import { expect, test } from 'vitest'
import { createWire } from './wire.ts'

const entryOf = (path: string, size: number) => ({
  startedAt: 0,
  endedAt: 0,
  request: {
    method: 'POST',
    url: new URL(path, 'http://app.clearway.localhost'),
    headers: {},
    body: Buffer.alloc(size),
  },
  answer: { body: 'ok' },
})

test('large bodies push out what came before them, and are not kept without a limit', () => {
  const wire = createWire()
  for (let at = 0; at < 200; at += 1) wire.add(entryOf(`/${at}`, 1024 * 1024))
  const kept = wire.since(0)
  expect(kept.at(-1)?.number).toBe(199)
  expect(kept.length).toBeLessThan(64)
  expect(kept.length).toBeGreaterThan(32)
})

test('of many small ones the last two thousand are kept, under their numbers', () => {
  const wire = createWire()
  for (let at = 0; at < 2_500; at += 1) wire.add(entryOf(`/${at}`, 0))
  const kept = wire.since(0)
  expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: 2_000 }, (_, at) => at + 500))
  expect(kept[0]?.request.url.pathname).toBe('/500')
  expect(wire.next()).toBe(2_500)
})
