import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkTlsPair } from './tls-pair.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
const certificate = fixture('tls.crt')
const key = fixture('tls.key')

const objectionsTo = (certificate: string, key: string): readonly string[] =>
  checkTlsPair(certificate, key).map(({ at, message }) => `${at}: ${message}`)

test('a certificate and its key have nothing against them', () => {
  expect(objectionsTo(certificate, key)).toEqual([])
})

test('a chain is read by its first certificate', () => {
  expect(objectionsTo(certificate + certificate, key)).toEqual([])
})

const noCertificate = 'certificate: this is no certificate in PEM form'
const noKey = 'key: this is no private key in PEM form, or it needs a passphrase'

test.each([
  ['nothing', '', '', [noCertificate, noKey]],
  ['other texts', 'abc', 'def', [noCertificate, noKey]],
  ['the two exchanged', key, certificate, [noCertificate, noKey]],
  ['the certificate as its key', certificate, certificate, [noKey]],
  ['a cut certificate', certificate.slice(0, 300), key, [noCertificate]],
  [
    'a key of another',
    certificate,
    fixture('other.key'),
    ['key: this key is not the one of the certificate'],
  ],
])('%s: what is wrong is told of each', (_what, certificate, key, objections) => {
  expect(objectionsTo(certificate, key)).toEqual(objections)
})

test('nothing of what was read is in a message', () => {
  expect(JSON.stringify(checkTlsPair('secret-1', 'secret-2'))).not.toContain('secret')
})
