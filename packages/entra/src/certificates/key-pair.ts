import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { chmodSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** A private key and the certificate of it, which may be a chain; both PEM. */
export interface KeyPair {
  readonly key: string
  readonly certificate: string
}

/** A pair that was read back, and its first certificate. */
export interface ReadKeyPair extends KeyPair {
  readonly parsed: X509Certificate
}

/** Writes a file whole or not at all, for its owner's eyes. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' })
  renameSync(draft, file)
}

/** Writes a pair to a file that is not there yet. Returns false, and writes nothing, if another was quicker. */
export function writeFirst(file: string, { key, certificate }: KeyPair): boolean {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, key + certificate, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft)
  }
}

/** Reads a file with a pair. Undefined: there is none. Throws the file system's errors but that one. */
export function readPairText(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    chmodSync(file, 0o600)
    return text
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Takes key and certificate out of what a file held, or returns undefined if they are not whole or not a pair. */
export function parsePair(text: string): ReadKeyPair | undefined {
  const [, key = '', certificate = ''] =
    /^(-----BEGIN PRIVATE KEY-----\n.*?-----END PRIVATE KEY-----\n)(-----BEGIN CERTIFICATE-----\n.*)$/s.exec(
      text,
    ) ?? []
  try {
    const parsed = new X509Certificate(certificate)
    return parsed.checkPrivateKey(createPrivateKey(key)) ? { key, certificate, parsed } : undefined
  } catch {
    return undefined
  }
}
