const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b.{0,16}$/i
const date = /^\d{4}-\d\d-\d\d/
/** `ERR_HTTP2_PROTOCOL_ERROR`, `AADSTS7000215`, `50058`. */
const errorCode = /^(?:\d{1,9}|AADB2C\d{1,9}|[A-Z]{2,12}\d{1,9}|[A-Z][A-Z\d]*(?:_[A-Z\d]+)+)$/
/** `InvalidAuthenticationToken`, `Authorization_RequestDenied`, `auth/invalid-credential`: words. */
const errorWords =
  /^(?:(?:[A-Z][a-z]{1,20})+|[A-Z]{2,20}|[a-z]{2,20}|\d{1,5})(?:[._/-](?:(?:[A-Z][a-z]{1,20})+|[A-Z]{2,20}|[a-z]{2,20}|\d{1,5}))*$/
/** Of W3C Trace Context: the id by which a call is found in logs. */
const traceParent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/
const lowerPath = /^\.{0,2}(?:\/[a-z\d._~-]+){2,}\/?$/
const lowerHost = /^(?:[a-z\d-]+\.){2,}[a-z]{2,}$/

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

/** The same where no name tells: in a sentence. Ids of requests and of applications, dates, codes, paths
 * and hosts are none. */
export function looksRandom(value: string): boolean {
  return value.length >= 16 && /\d/.test(value) && /[a-z]/i.test(value) && !isTelling(value)
}

function isTelling(value: string): boolean {
  return [errorCode, guid, date, traceParent, lowerPath, lowerHost].some((shape) => shape.test(value))
}

/** Tells whether a text is an error's code. A long one without digits may be a random text: ask where codes of errors stand. */
export function isErrorCode(value: string): boolean {
  return errorCode.test(value) || errorWords.test(value)
}
