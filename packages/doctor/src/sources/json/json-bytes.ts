export const quote = 0x22
export const comma = 0x2c
export const colon = 0x3a
export const openingBrace = 0x7b
export const closingBrace = 0x7d
export const closingBracket = 0x5d

export const opening = 1
export const closing = 2
export const blank = 3
export const scalar = 4

/**
 * What a byte is outside of strings (RFC 8259, section 2): one of the above; 0 for what cannot stand there.
 * Numbers, `true`, `false` and `null` are told by their letters only.
 */
export const roles: Uint8Array = new Uint8Array(256)
for (const byte of Buffer.from('{[')) roles[byte] = opening
for (const byte of Buffer.from('}]')) roles[byte] = closing
for (const byte of Buffer.from(' \t\r\n')) roles[byte] = blank
for (const byte of Buffer.from('+-.0123456789Eaeflnrstu')) roles[byte] = scalar
for (const byte of [quote, comma, colon]) roles[byte] = byte
