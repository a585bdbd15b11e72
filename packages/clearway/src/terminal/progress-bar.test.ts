import { expect, test } from 'vitest'
import { createProgressBar, type ProgressBar } from './progress-bar.ts'

const watch = (unicode = true): { bar: ProgressBar; written: string[]; wait: (ms: number) => void } => {
  const written: string[] = []
  let time = 0
  const bar = createProgressBar({ write: (text) => written.push(text), now: () => time, unicode })
  return {
    bar,
    written,
    wait: (ms) => {
      time += ms
    },
  }
}

test('what is read at once has no bar, and nothing to clear', () => {
  const { bar, written } = watch()
  bar.show('a.har', 500_000, 1_000_000)
  bar.clear()
  expect(written).toEqual([])
})

test('a long file has one from its start', () => {
  const { bar, written } = watch()
  bar.show('a.har', 25_000_000, 100_000_000)
  expect(written).toEqual(['\r\u001B[Ka.har ██████░░░░░░░░░░░░░░░░░░ 25 MB of 100 MB'])
})

test('so has a short one that takes long, and one whose size is not known', () => {
  const { bar, written, wait } = watch(false)
  wait(500)
  bar.show('-', 1_500_000, undefined)
  wait(100)
  bar.show('a.saz', 500_000, 1_000_000)
  expect(written).toEqual(['\r\u001B[K- 1.5 MB', '\r\u001B[Ka.saz ############............ 0.5 MB of 1.0 MB'])
})

test('it is drawn ten times a second at most, and taken off at the end', () => {
  const { bar, written, wait } = watch()
  for (let at = 0; at < 100; at += 1) {
    bar.show('a.har', at * 1_000_000, 100_000_000)
    wait(10)
  }
  expect(written).toHaveLength(10)
  bar.clear()
  bar.clear()
  expect(written.slice(10)).toEqual(['\r\u001B[K'])
})

test('a name cannot act on the terminal', () => {
  const { bar, written } = watch()
  bar.show('\u001B[2Ja.har', 30_000_000, undefined)
  expect(written).toEqual(['\r\u001B[K?[2Ja.har 30 MB'])
})
