import { createPrivateKey, X509Certificate } from 'node:crypto'

/** What is wrong with a certificate or its key, and which of the two it is. */
export interface TlsObjection {
  readonly at: 'certificate' | 'key'
  readonly message: string
  readonly fix: string
}

const tryTo = <T>(make: () => T): T | undefined => {
  try {
    return make()
  } catch {
    return undefined
  }
}

/** Whether a text begins with a certificate in PEM form. */
export const isCertificate = (text: string): boolean => tryTo(() => new X509Certificate(text)) !== undefined

/**
 * Checks that a certificate and a key are what they say, and belong together. What is wrong is told without a
 * word of what was read.
 *
 * Does not check dates, names or who signed: browsers do, and a gateway starts also with a certificate of tests.
 *
 * @param certificate - PEM; the first certificate counts.
 * @param key - PEM, without a passphrase.
 */
export const checkTlsPair = (certificate: string, key: string): readonly TlsObjection[] => {
  const parsed = tryTo(() => new X509Certificate(certificate))
  const privateKey = tryTo(() => createPrivateKey(key))
  const objections: TlsObjection[] = []
  if (!parsed)
    objections.push({
      at: 'certificate',
      message: 'this is no certificate in PEM form',
      fix: 'name the file that begins with BEGIN CERTIFICATE: ${file:tls.crt}',
    })
  if (!privateKey)
    objections.push({
      at: 'key',
      message: 'this is no private key in PEM form, or it needs a passphrase',
      fix: 'name the file that begins with BEGIN PRIVATE KEY: ${file:tls.key}',
    })
  if (parsed && privateKey && !parsed.checkPrivateKey(privateKey))
    objections.push({
      at: 'key',
      message: 'this key is not the one of the certificate',
      fix: 'name the key that the certificate was requested with',
    })
  return objections
}
