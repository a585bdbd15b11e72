import { generateKeyPairSync, sign } from 'node:crypto'

/** A certificate with its key, both PEM. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const bitString = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes)
const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text, 'ascii'))

const signatures = {
  ec: sequence(objectId('2a8648ce3d040302')),
  rsa: sequence(objectId('2a864886f70d01010b'), der(0x05)),
}

/**
 * Makes a self-signed certificate (RFC 5280) for browsers that are told to accept any, and for clients that sign
 * assertions with it. It names no host and is valid from 2020 to 2049.
 */
export function createSelfSigned(type: 'ec' | 'rsa' = 'ec'): Identity {
  const { publicKey, privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signature = signatures[type]
  const commonName = sequence(objectId('550403'), der(0x0c, Buffer.from('clearway test', 'utf8')))
  const name = sequence(der(0x31, commonName))
  const version3 = der(0xa0, der(0x02, Buffer.from([2])))
  const body = sequence(
    version3,
    der(0x02, Buffer.from([1])),
    signature,
    name,
    sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const certificate = sequence(body, signature, bitString(sign('sha256', body, privateKey)))
  const base64 = certificate.toString('base64').replaceAll(/.{64}(?!$)/g, '$&\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}
