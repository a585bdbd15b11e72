import type { LookupOptions } from 'node:dns'
import { expect, test } from 'vitest'
import { loopbackLookup } from './loopback-lookup.ts'

const lookup = (host: string, options: LookupOptions = {}): Promise<unknown> =>
  new Promise((resolve, reject) => {
    loopbackLookup(host, options, (error, address) => (error ? reject(error) : resolve(address)))
  })

test.each(['localhost', 'LOCALHOST', 'localhost.', 'api.localhost', 'a.b.localhost.'])(
  '%s is this machine (RFC 6761 6.3)',
  async (host) => {
    expect(await lookup(host)).toBe('127.0.0.1')
    expect(await lookup(host, { all: true })).toEqual([{ address: '127.0.0.1', family: 4 }])
  },
)

test.each(['notlocalhost.invalid', 'localhost.invalid'])('%s is asked of the system', async (host) => {
  await expect(lookup(host)).rejects.toMatchObject({ syscall: 'getaddrinfo' })
})
