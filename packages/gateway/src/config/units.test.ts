import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessDuration, guessSize, parseDuration, parseSize } from './units.ts'

test.each([
  ['0ms', 0],
  ['500ms', 500],
  ['30s', 30_000],
  ['15m', 900_000],
  ['8h', 28_800_000],
  ['1d', 86_400_000],
  ['007s', 7_000],
])('%j is %d milliseconds', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  '',
  '8',
  'h',
  '8 h',
  ' 8h',
  '8h ',
  '8H',
  '1h30m',
  '1.5h',
  '-1h',
  '+1h',
  '1w',
  '1e3s',
  '8h\n',
  '1234567890s',
  '٣s',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

test.each([
  ['0B', 0],
  ['512B', 512],
  ['64kB', 64_000],
  ['100MB', 100_000_000],
  ['2GB', 2_000_000_000],
])('%j is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each(['', '1', 'kB', '1 kB', '1KB', '1kb', '1MiB', '1.5MB', '-1B', '1TB', '1B\n', '1234567890B'])(
  '%j is no size',
  (text) => {
    expect(parseSize(text)).toBeUndefined()
  },
)

test('whatever the text, a duration and a size are whole numbers from 0, or nothing', () => {
  const amount = fc.tuple(fc.nat(), fc.constantFrom('ms', 's', 'm', 'h', 'd', 'B', 'kB', 'MB', 'GB', ''))
  const texts = fc.oneof(
    fc.string(),
    amount.map(([number, unit]) => `${number}${unit}`),
  )
  fc.assert(
    fc.property(texts, (text) => {
      for (const value of [parseDuration(text), parseSize(text)])
        expect(value === undefined || (Number.isSafeInteger(value) && value >= 0) || value > 1e15).toBe(true)
    }),
  )
})

test.each([
  ['8 hours', '8h'],
  ['1 day', '1d'],
  ['30min', '30m'],
  ['90 Secs', '90s'],
  ['250 msec', '250ms'],
  ['30', '30s, 30m or 30h'],
  ['1.5h', undefined],
  ['8 fortnights', undefined],
  ['a day', undefined],
  ['', undefined],
])('by the duration %j is meant %j', (text, meant) => {
  expect(guessDuration(text)).toBe(meant)
})

test.each([
  ['100mb', '100MB'],
  ['64 KiB', '64kB'],
  ['2G', '2GB'],
  ['512 b', '512B'],
  ['10', '10B, 10kB or 10MB'],
  ['1.5GB', undefined],
  ['3 floppies', undefined],
])('by the size %j is meant %j', (text, meant) => {
  expect(guessSize(text)).toBe(meant)
})
