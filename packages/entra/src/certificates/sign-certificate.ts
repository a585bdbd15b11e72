// The library needs it, before anything of the library is evaluated.
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { KeyPair } from './key-pair.ts'
import { nameConstraints } from './name-constraints.ts'

const { subtle } = webcrypto
const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const
const ids = { nameConstraints: '2.5.29.30', serverAuth: '1.3.6.1.5.5.7.3.1' } as const

const dayMs = 86_400_000

/** From an hour ago, because the clocks of containers and virtual machines lag. */
function validity(now: number, days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now - dayMs / 24), notAfter: new Date(now + days * dayMs) }
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return subtle.generateKey(curve, true, ['sign', 'verify'])
}

async function pairOf(keys: webcrypto.CryptoKeyPair, certificate: X509Certificate): Promise<KeyPair> {
  const key = Buffer.from(await subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${key.replaceAll(/.{1,64}/g, '$&\n')}-----END PRIVATE KEY-----\n`,
    certificate: `${certificate.toString('pem')}\n`,
  }
}

/** Makes the root of an authority: only for servers, only for the names permitted, with nothing between it and them. */
export async function signRoot(
  name: string,
  permitted: readonly string[],
  days: number,
  now: number,
): Promise<KeyPair> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ O: ['Clearway'] }, { CN: [name] }],
    ...validity(now, days),
    signingAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ids.serverAuth]),
      new Extension(ids.nameConstraints, true, new Uint8Array(nameConstraints(permitted))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return pairOf(keys, certificate)
}

function generalName(value: string): JsonGeneralName {
  return { type: isIP(value) === 0 ? 'dns' : 'ip', value }
}

/** Makes a server's certificate for host names and addresses, signed by a root. */
export async function signLeaf(
  root: KeyPair,
  names: readonly string[],
  days: number,
  now: number,
): Promise<KeyPair> {
  const keys = await makeKeys()
  const issuer = new X509Certificate(root.certificate)
  const rootKey = Buffer.from(root.key.replaceAll(/-----.*?-----|\s/g, ''), 'base64')
  const certificate = await X509CertificateGenerator.create({
    // Nobody reads a server's subject any more; the names are in the extension.
    subject: [{ O: ['Clearway'] }, { OU: ['Local server'] }],
    issuer: issuer.subjectName,
    ...validity(now, days),
    signingAlgorithm,
    publicKey: keys.publicKey,
    signingKey: await subtle.importKey('pkcs8', rootKey, curve, false, ['sign']),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ids.serverAuth]),
      new SubjectAlternativeNameExtension(names.map(generalName)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return pairOf(keys, certificate)
}
