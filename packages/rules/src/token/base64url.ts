const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const sextets: ReadonlyMap<string, number> = new Map(Array.from(alphabet, (letter, value) => [letter, value]))

/**
 * Decodes base64url without padding (RFC 7515, section 2), strictly: one value has exactly one text, so
 * unused bits must be zero (RFC 4648, section 3.5). Returns nothing for any other text.
 */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const letter of text) {
    const sextet = sextets.get(letter)
    if (sextet === undefined) return undefined
    held = ((held << 6) | sextet) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

/** Decodes UTF-8 strictly. Returns nothing for overlong forms, surrogates and cut sequences. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  let escaped = ''
  for (const byte of bytes) {
    const plain = byte < 0x80 && byte !== 0x25
    escaped += plain ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`
  }
  try {
    // the only strict UTF-8 decoder in ECMAScript itself; TextDecoder belongs to the host
    return decodeURIComponent(escaped)
  } catch {
    return undefined
  }
}
