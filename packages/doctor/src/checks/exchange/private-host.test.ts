import { expect, test } from 'vitest'
import { isInternalHost } from './private-host.ts'

test.each([
  '10.0.0.5',
  '172.31.255.1',
  '192.168.1.1',
  '169.254.1.1',
  '[fd00::1]',
  '[fe80::1]',
  'contacts',
  'app.corp',
  'srv1.internal',
  'x.local',
])('%s is internal', (host) => expect(isInternalHost(host)).toBe(true))

test.each([
  'app.example.com',
  '172.32.0.1',
  '8.8.8.8',
  '[2001:db8::1]',
  'localhost',
  '127.0.0.1',
  'app.localhost',
  'local.example.com',
])('%s is not', (host) => expect(isInternalHost(host)).toBe(false))
