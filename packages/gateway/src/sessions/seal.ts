import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/** Encrypts and authenticates small records with one key (AES-256-GCM). */
export interface Sealer {
  /** @param context - Bound to the record: it opens only under the same context. */
  seal(plain: string, context: string): Buffer
  /** @returns The plain text, or undefined when the record was not sealed with this key and context. */
  open(sealed: Uint8Array, context: string): string | undefined
}

/** A key for one purpose, derived from the master key, so that records of one kind never open as another. */
export const createSealer = (masterKey: Uint8Array, purpose: string): Sealer => {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', `clearway ${purpose}`, 32))
  return {
    seal: (plain, context) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open: (sealed, context) => {
      if (sealed.length < nonceBytes + tagBytes) return undefined
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      try {
        return (
          decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
        )
      } catch {
        return undefined
      }
    },
  }
}
