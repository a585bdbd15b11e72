import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inCidr, parseCidr } from '../http.ts'

describe('an address lies in a network', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '192.0.2.1', false],
    ['::/0', '::ffff:192.0.2.1', false],
    ['2001:db8::/32', '2001:db8:ffff::', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['::1', '::1', true],
    ['10.0.0.0/8', 'localhost', false],
    ['10.0.0.0/8', '', false],
    ['10.0.0.0/8', '10.0.0.1:80', false],
  ])('%s has %s: %s', (network, address, expected) => {
    expect(inCidr(parseCidr(network)!, address)).toBe(expected)
  })
})

test.each([
  '',
  '/8',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/08',
  '10.0.0.0/8/8',
  '10.0.0.0/8 ',
  '10.0.0.5/8',
  '10.0.0.0/255.0.0.0',
  '::/129',
  '::ffff:10.0.0.0/95',
  '::ffff:10.0.0.0/8',
  'fe80::1%eth0/10',
  'fe80::1%eth0',
  'example.com/8',
  '*',
])('%j is no network', (text) => expect(parseCidr(text)).toBeUndefined())

test('means the addresses that begin with the same bits', () => {
  const bits = (ip: string): string =>
    ip
      .split('.')
      .map((number) => Number(number).toString(2).padStart(8, '0'))
      .join('')
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), (base, length, address) => {
      const cidr = parseCidr(`${base}/${length}`)
      expect(cidr !== undefined).toBe(!bits(base).slice(length).includes('1'))
      if (cidr === undefined) return
      expect(inCidr(cidr, address)).toBe(bits(address).startsWith(bits(base).slice(0, length)))
      expect(inCidr(cidr, base)).toBe(true)
    }),
  )
})
