import { expect, test } from 'vitest'
import { isCrossSite } from './same-site-form.ts'

const emulator = { isOurs: (name: string): boolean => name === 'entra.test' }
const sameOrigin = { 'sec-fetch-site': 'same-origin' }

test.each([
  'localhost:8443',
  'login.clearway.localhost:8443',
  'entra.test',
  '127.0.0.1:8443',
  '[::1]:8443',
  '192.168.1.5:8080',
])('a form sent to %s by its own page counts', (host) => {
  expect(isCrossSite(emulator, { host, ...sameOrigin })).toBe(false)
  expect(isCrossSite(emulator, { host, origin: `https://${host}` })).toBe(false)
  expect(isCrossSite(emulator, { host })).toBe(false)
})

test.each(['evil.test:8443', 'localhost.evil.test', '127.0.0.1.evil.test', 'x y', undefined])(
  'a form sent to %s does not: a page has bound its own name to this machine',
  (host) => {
    expect(isCrossSite(emulator, { host, ...sameOrigin })).toBe(true)
  },
)

test.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'http://localhost:5173' },
  { origin: 'null' },
])('a form with %j is of another site', (headers) => {
  expect(isCrossSite(emulator, { host: 'localhost:8443', ...headers })).toBe(true)
})
