import { expect, test } from 'vitest'
import { comparableUrl } from './comparable-url.ts'

test.each([
  ['https://a.test/x?_=1732100000000', 'https://a.test/x'],
  ['https://a.test/x?id=1&_=1732100000000&page=2', 'https://a.test/x?id=1&page=2'],
  ['https://a.test/x?cb=0.8231&nocache=17', 'https://a.test/x'],
  ['https://a.test/x?t=1732100000', 'https://a.test/x'],
  ['https://a.test/x?b=2&a=1+1#part', 'https://a.test/x?a=1%201&b=2'],
])('%s is the call %s', (url, same) => {
  expect(comparableUrl(url)).toBe(same)
})

test.each([
  'https://a.test/x',
  'https://a.test/x?t=2',
  'https://a.test/x?_=next',
  'https://a.test/x?id=1732100000000',
  'https://a.test/x?cb=1a',
  'https://a.test/_=1732100000000',
])('%s stays', (url) => {
  expect(comparableUrl(url)).toBe(url)
})
