const maxNameLength = 256
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const outerWhitespace = /^[ \t]|[ \t]$/
const valueCharacters = /^[\t\x20-\x7e\x80-\xff]*$/
const foldedByServers = /[_.]/g

/**
 * Tells whether a text is a field name: an RFC 9110 token of at most 256 characters.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.6.2 RFC 9110, 5.6.2}
 */
export function isHeaderName(text: string): boolean {
  return text.length <= maxNameLength && token.test(text)
}

/**
 * Tells whether a text can be sent as a field value: visible characters, spaces and tabs between them, and
 * bytes above 0x7F. CR, LF, NUL and other control characters are refused, so is whitespace at either end,
 * and so are characters that are no single byte.
 *
 * Does not check the grammar of any particular field, nor a length.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-5.5 RFC 9110, 5.5}
 */
export function isHeaderValue(text: string): boolean {
  return valueCharacters.test(text) && !outerWhitespace.test(text)
}

/**
 * The dashed name that some servers take a name for: `x-forwarded-for` for `X_Forwarded_For`. `undefined` for
 * a name that has no such twin.
 *
 * Servers with a CGI-like interface (CGI, WSGI, FastCGI, PHP) fold `-`, `_` and sometimes `.` into one
 * character. A filter that looks for the dashed name only is walked around by the other spelling.
 *
 * @param name - A field name in any letter case.
 */
export function underscoreTwin(name: string): string | undefined {
  if (!name.includes('_') && !name.includes('.')) return undefined
  return name.toLowerCase().replace(foldedByServers, '-')
}
