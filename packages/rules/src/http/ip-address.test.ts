import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIpAddress, parseIpAddress } from '../http.ts'

const usual = (text: string): string | undefined => {
  const address = parseIpAddress(text)
  return address === undefined ? undefined : formatIpAddress(address)
}

describe('an address is read and written in its usual form', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ])('%s is %s', (text, expected) => expect(usual(text)).toBe(expected))
})

test.each([
  '',
  '1.2.3',
  '1.2.3.4.',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '0x7f.0.0.1',
  '127.1',
  '1.2.3.4:80',
  '1.2.3.4%eth0',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '1.2.3.4::',
  '::1.2.3',
  '12345::',
  '[::1]',
  '::1\n',
  '1.2.3.4\n',
  `::${'0'.repeat(100)}1`,
])('%j is no address', (text) => expect(usual(text)).toBeUndefined())

/** What the URL Standard takes for an address in its usual form, or for one in brackets. */
function isAddressInUrls(text: string): boolean {
  if (text.includes(':')) return URL.canParse(`http://[${text}]`)
  return (
    /^\d+(?:\.\d+){3}$/.test(text) &&
    URL.canParse(`http://${text}`) &&
    new URL(`http://${text}`).hostname === text
  )
}

test('agrees with URLs about what an address is', () => {
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.stringMatching(/^[0-9a-f:.]{0,40}$/),
    fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '::', '.', '255'), maxLength: 16 }),
  )
  fc.assert(
    fc.property(text, (address) => {
      expect(parseIpAddress(address) !== undefined).toBe(isAddressInUrls(address))
    }),
    { numRuns: 2000 },
  )
})

test('writes IPv6 as URLs do, and reads it back', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const parsed = parseIpAddress(address)!
      const text = formatIpAddress(parsed)
      expect(parseIpAddress(text)).toEqual(parsed)
      if (parsed.family === 6) expect(`[${text}]`).toBe(new URL(`http://[${address}]`).hostname)
    }),
  )
})
