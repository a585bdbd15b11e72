import { expect, test } from 'vitest'
import { capture, foundBy, heardIn, keptBack, open, page } from '../../../test-support/recorded.ts'
import { localNetwork } from './local-network.ts'

const printer = 'http://192.168.1.20/status'

test('a console line that names the permission is the cause', () => {
  const line = {
    engine: 'chromium',
    says: 'blocked',
    code: 'cors/local-network',
    url: printer,
    origin: page,
    corsError: { name: 'LocalNetworkAccessPermissionDenied', parameter: 'local' },
    reason: 'Permission was denied for this request to access the `local` address space.',
  } as const
  const all = capture([{ url: printer, error: keptBack }], { says: [line] })
  expect(heardIn(all)).toEqual(['cors/local-network'])
  expect(foundBy(localNetwork, all)[0]?.summary).toContain('which is in the local network')
})

test('a NetLog’s note and a recorder’s word are the cause too', () => {
  const corsError = { name: 'InsecureLocalNetwork', parameter: 'local' } as const
  expect(heardIn(capture([{ url: printer, error: keptBack, corsError }]))).toEqual(['cors/local-network'])
  const error = 'net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS'
  const all = capture([{ url: 'http://localhost:9100/', error }])
  expect(heardIn(all)).toEqual(['cors/local-network'])
  expect(foundBy(localNetwork, all)[0]?.summary).toContain('which is this machine')
})

test('a call into the local network that is answered is none', () => {
  expect(heardIn(capture([{ url: 'https://10.0.0.5/a', status: 200, answers: open }]))).toEqual([])
})
