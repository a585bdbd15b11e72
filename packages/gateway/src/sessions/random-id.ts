import { hash, randomBytes } from 'node:crypto'

/** What a cookie or a parameter holds when it names something secret: 32 random bytes, base64url. */
export const createRandomId = (): string => randomBytes(32).toString('base64url')

/** Whether a text has the form of {@link createRandomId}'s; not whether it names anything. */
export const isRandomId = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** What is kept instead of an id, so that whoever reads it cannot use it: SHA-256, base64url. */
export const digestOf = (id: string): string => hash('sha256', id, 'base64url')
