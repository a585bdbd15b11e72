import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { originOf, parseOrigin, partsOf } from '../origins.ts'

describe('parseOrigin accepts what a browser sends', () => {
  test.each([
    'https://app.example.com',
    'http://app.example.com',
    'https://app.example.com:8443',
    'http://localhost:3000',
    'http://127.0.0.1:8080',
    'https://[2001:db8::1]:8443',
    'https://xn--bcher-kva.example',
    'https://my_app.example.com',
    'https://app.example.com.',
    'https://intranet',
  ])('%s', (text) => expect(parseOrigin(text)).toBe(text))
})

describe('parseOrigin refuses everything else', () => {
  test.each([
    '',
    'null',
    '*',
    'app.example.com',
    '//app.example.com',
    'https://',
    'https:///a',
    'https://app.example.com/',
    'https://app.example.com?',
    'https://app.example.com#',
    'https://app.example.com/x',
    'https://App.example.com',
    'HTTPS://app.example.com',
    'https://app.example.com:443',
    'http://app.example.com:80',
    'https://app.example.com:08443',
    'https://app.example.com:0',
    'https://app.example.com:65536',
    'https://app.example.com:',
    'https://user@app.example.com',
    'https://user:secret@app.example.com',
    'https://bücher.example',
    'https://a..b',
    'https://.a.example',
    'https://a.example..',
    'https://*.example.com',
    'https://a%60.example',
    'https://127.1',
    'https://0x7f.0.0.1',
    'https://1.2.3.256',
    'https://[::0001]',
    'https://[::1',
    'https://[::ffff:1.2.3.4]',
    ' https://app.example.com',
    'https://app.example.com ',
    'https://app.example.com\t',
    'https://app.exam\nple.com',
    'https://app.example.com\r\nX: y',
    'https://app.example.com,https://evil.example',
    'https://app.example.com, https://app.example.com',
    'https://app.example.com https://evil.example',
    'https://app.example.com\\@evil.example',
    'https://app.example.com\0',
    'ftp://app.example.com',
    'wss://app.example.com',
    'file://',
    'chrome-extension://abcdefghijklmnop',
    `https://${'a'.repeat(10_000)}.example`,
    `https://${'a.'.repeat(127)}aaaaaaaaaaaaaaa`,
  ])('%j', (text) => expect(parseOrigin(text)).toBeUndefined())

  test('even origins which a browser could send, when their host is no host name', () => {
    expect(new URL('https://a!b.example').origin).toBe('https://a!b.example')
    expect(parseOrigin('https://a!b.example')).toBeUndefined()
  })
})

test('the origin of any web URL parses, and is the same as the one that URL tells', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const { origin } = new URL(url)
      expect(parseOrigin(origin)).toBe(origin)
      expect(originOf(url)).toBe(origin)
      expect(originOf(new URL(url))).toBe(origin)
    }),
  )
})

test('what parses is the serialisation of itself', () => {
  const bits = [
    'https://',
    'http://',
    'a',
    'B',
    '.',
    ':',
    '80',
    '443',
    '1',
    '[',
    ']',
    '::1',
    '/',
    '@',
    '%',
    '-',
    '_',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits)), (parts) => {
      const origin = parseOrigin(parts.join(''))
      if (origin !== undefined) expect(new URL(origin).origin).toBe(origin)
    }),
    { numRuns: 3000 },
  )
})

describe('originOf', () => {
  test.each([
    ['https://App.Example.com:443/a?b#c', 'https://app.example.com'],
    ['http://user:pw@localhost:80', 'http://localhost'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('of %s is %s', (url, origin) => expect(originOf(url)).toBe(origin))

  test.each(['data:text/plain,secret', 'wss://secret.example', 'secret', 'file:///secret'])(
    'of %s throws, and tells no path',
    (url) => {
      expect(() => originOf(url)).toThrow(
        expect.objectContaining({ name: 'TypeError', code: 'ERR_NO_WEB_ORIGIN' }),
      )
      expect(() => originOf(url)).toThrow(/^(?!.*secret(?!\.example)).*$/)
    },
  )
})

test.each([
  ['https://app.example.com', { scheme: 'https', host: 'app.example.com', port: '' }],
  ['http://localhost:3000', { scheme: 'http', host: 'localhost', port: '3000' }],
  ['https://[::1]', { scheme: 'https', host: '[::1]', port: '' }],
  ['https://[::1]:8443', { scheme: 'https', host: '[::1]', port: '8443' }],
])('%s is taken apart', (origin, parts) => expect(partsOf(originOf(origin))).toEqual(parts))
