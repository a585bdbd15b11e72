import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

const known = ['listen', 'tls', 'admin', 'identity', 'sessions', 'clientId', 'clientSecret']

test.each([
  ['listn', 'listen'],
  ['Listen', 'listen'],
  ['LISTEN', 'listen'],
  ['sesions', 'sessions'],
  ['session', 'sessions'],
  ['sesion', 'sessions'],
  ['sesio', undefined],
  ['clientID', 'clientId'],
  ['client_id', 'clientId'],
  ['clientsecret', 'clientSecret'],
  ['client-secret', 'clientSecret'],
  ['tsl', 'tls'],
  ['lisetn', 'listen'],
  ['tl', 'tls'],
])('%s means %s', (written, meant) => {
  expect(didYouMean(written, known)).toBe(meant)
})

test.each(['', 'x', 'zzzzzz', 'authority', 'constructor', '__proto__'])(
  '%j means none of them',
  (written) => {
    expect(didYouMean(written, known)).toBeUndefined()
  },
)

test('the nearest of several wins', () => {
  expect(didYouMean('clientIds', ['clientSecret', 'clientId'])).toBe('clientId')
})

test('nothing is meant where nothing is known', () => {
  expect(didYouMean('listen', [])).toBeUndefined()
})

test('of a long word only the beginning is looked at', () => {
  expect(didYouMean('x'.repeat(1_000_000), known)).toBeUndefined()
})
