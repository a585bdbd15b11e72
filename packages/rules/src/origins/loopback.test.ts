import { expect, test } from 'vitest'
import { isLoopbackHost } from '../origins.ts'

test.each([
  'localhost',
  'LOCALHOST',
  'app.localhost',
  '127.0.0.1',
  '127.255.0.9',
  '[::1]',
  '::1',
  '[0:0::1]',
])('%s is this machine', (host) => expect(isLoopbackHost(host)).toBe(true))

test.each([
  '',
  'example.com',
  'localhost.example.com',
  'notlocalhost',
  'localhost:3000',
  '128.0.0.1',
  '127.0.0.1.example.com',
  '127.1',
  '0.0.0.0',
  '10.0.0.1',
  '[::2]',
  '[::1',
  '[127.0.0.1.]',
])('%j is not', (host) => expect(isLoopbackHost(host)).toBe(false))
