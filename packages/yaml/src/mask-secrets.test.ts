import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskSecrets } from './mask-secrets.ts'

test.each([
  ['a plain secret', 'clientSecret: hunter2', 'clientSecret: •••••••'],
  ['a quoted one', `clientSecret: "hun ter2"`, `clientSecret: •••• •••••`],
  ['one with a quote in it', `key: "a\\"b" # c`, `key: •••••• # c`],
  ['one without its last quote', `key: 'abc`, `key: ••••`],
  [
    'one in flow style',
    '{ clientId: a, clientSecret: b, tenants: [c] }',
    '{ clientId: a, clientSecret: •, tenants: [c] }',
  ],
  ['one in JSON', '{"clientSecret":"hunter2","clientId":"a"}', '{"clientSecret":•••••••••,"clientId":"a"}'],
  ['a misspelt key', '  clientSecert: hunter2', '  clientSecert: •••••••'],
  ['another spelling', 'client_secret: hunter2', 'client_secret: •••••••'],
  ['a number', 'password: 1234', 'password: ••••'],
  ['a tag', 'clientSecret: !env NAME', 'clientSecret: •••• ••••'],
  ['half a reference', 'clientSecret: a${env:NAME}', 'clientSecret: ••••••••••••'],
  ['an unknown reference', 'clientSecret: ${NAME}', 'clientSecret: •••••••'],
  [
    'a user and a password in a URL',
    'internal: http://me:pass@10.0.0.5/',
    'internal: http://•••••••@10.0.0.5/',
  ],
  ['a key in a list', '- key: abc', '- key: •••'],
])('%s is masked, and everything keeps its place', (_what, source, masked) => {
  expect(maskSecrets(source)).toBe(masked)
})

test.each([
  'clientSecret: ${env:NAME}',
  'clientSecret: "${file:/run/secrets/x}"',
  'clientId: abc',
  'external: https://contacts.example.com/',
  'identityHeaders: { X-User: preferred_username }',
  '# a comment',
  '',
])('%j stays as it is', (source) => {
  expect(maskSecrets(source)).toBe(source)
})

test('the lines that go on with a secret are masked, however it is written', () => {
  expect(maskSecrets('tls:\n  key: |\n    abc\n\n    def\n  certificate: x')).toBe(
    'tls:\n  key: •\n    •••\n\n    •••\n  certificate: x',
  )
  expect(maskSecrets('clientSecret: abc\n  def\nlisten: x')).toBe('clientSecret: •••\n  •••\nlisten: x')
  expect(maskSecrets('clientSecret:\n  abc\nlisten: x')).toBe('clientSecret:\n  •••\nlisten: x')
})

test('a private key is masked wherever it stands', () => {
  const source = 'x: 1\n-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY-----\ny: 2'
  const masked = maskSecrets(source)
  expect(masked).not.toContain('MHcCAQ')
  expect(masked).toContain('y: 2')
})

test('a text keeps its length and its lines, so that places in it stay right', () => {
  const pieces = fc.constantFrom(
    'clientSecret',
    'key',
    ': ',
    '"',
    "'",
    '{',
    '}',
    ',',
    '\n',
    '  ',
    'abc',
    '- ',
    '|',
    '//a:b@',
    '${env:X}',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((all) => all.join('')),
      ),
      (source) => {
        const masked = maskSecrets(source)
        expect(masked.split('\n').map((line) => line.length)).toEqual(
          source.split('\n').map((line) => line.length),
        )
      },
    ),
  )
})
