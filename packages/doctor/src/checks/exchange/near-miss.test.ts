import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearMiss } from './near-miss.ts'

const sent = 'https://app.example.com'

test.each([
  [sent, `${sent}/`, 'slash at its end'],
  [sent, `${sent}/contacts`, 'has a path'],
  [sent, 'https://App.Example.com', 'upper case'],
  [sent, `"${sent}"`, 'quotation marks'],
  [sent, 'app.example.com', 'lacks the scheme: https://'],
  ['http://localhost:4200', 'localhost:4200', 'lacks the scheme: http://'],
  [sent, 'http://app.example.com', 'the scheme differs: the page is on https'],
  [sent, 'https://app.example.com:8443', 'the page is on the default port'],
  ['http://localhost:4200', 'http://localhost:3000', 'the page is on port 4200'],
  [sent, 'https://app.example.com:443', 'names the default port'],
  ['https://www.example.com', 'https://example.com', 'by www: the page is on www.example.com'],
  [sent, `https://other.example ${sent}`, 'is a list'],
  [sent, `${sent},https://other.example`, 'is a list'],
])('%s against %s: %s', (origin, allowed, words) => expect(nearMiss(origin, allowed)).toContain(words))

test.each(['https://other.example', '', '*', 'null', 'https://app.example.com.evil.test'])(
  '%j is another origin',
  (allowed) => expect(nearMiss(sent, allowed)).toBeUndefined(),
)

test('a page without an origin of its own misses nothing nearly', () => {
  expect(nearMiss('null', 'null/')).toBeUndefined()
})

test('any text is compared without an error', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      (a, b) => [nearMiss(a, b), nearMiss(sent, b), nearMiss(sent, sent + b)].length === 3,
    ),
  )
})
