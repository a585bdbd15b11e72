const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b.{0,16}$/i
const date = /^\d{4}-\d\d-\d\d/
/** `ERR_HTTP2_PROTOCOL_ERROR`, `AADSTS7000215`, `50058`. */
const errorCode = /^(?:\d{1,9}|[A-Z]{2,12}\d{1,9}|[A-Z][A-Z\d]*(?:_[A-Z\d]+)+)$/

/**
 * Tells a random text from a word, a number or a code. In an address only short texts, numbers and error codes are
 * taken for harmless.
 *
 * @param least - How many characters a secret has.
 */
export function looksSecret(
  value: string,
  least: number,
  place: 'address' | 'elsewhere' = 'elsewhere',
): boolean {
  if (value.length < least || errorCode.test(value)) return false
  if (place === 'address') return true
  if (/\s|:\/\//.test(value) || guid.test(value)) return false
  return /\d/.test(value) || /[a-z][A-Z]/.test(value) || /^[A-Za-z]{25}/.test(value)
}

/** The same where no name tells: in a sentence. Ids of requests and of applications, dates and codes are none. */
export function looksRandom(value: string): boolean {
  return value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value) && !isTelling(value)
}

function isTelling(value: string): boolean {
  return errorCode.test(value) || guid.test(value) || date.test(value)
}
