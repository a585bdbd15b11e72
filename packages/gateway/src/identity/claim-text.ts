/**
 * A claim as one header value: texts, numbers and booleans as they are, lists joined by commas.
 *
 * Characters that a header cannot hold are percent-encoded (UTF-8), as are `%` itself and, in lists, the comma, so
 * that the value can be read back: nothing ends the line, and no item passes for two.
 *
 * @returns Undefined for claims that are missing or are no such value.
 */
export const textOfClaim = (claim: unknown): string | undefined => {
  if (Array.isArray(claim)) {
    const parts = claim.map((item) => (Array.isArray(item) ? undefined : textOfClaim(item)))
    return parts.every((part) => part !== undefined)
      ? parts.map((part) => part.replaceAll(',', '%2C')).join(',')
      : undefined
  }
  if (typeof claim !== 'string' && typeof claim !== 'number' && typeof claim !== 'boolean') return undefined
  return String(claim).replaceAll(/[^\x20-\x24\x26-\x7e]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )
}
