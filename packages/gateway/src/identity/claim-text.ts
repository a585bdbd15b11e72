/**
 * A claim as one header value: texts, numbers and booleans as they are, lists joined by commas.
 *
 * Characters that a header cannot hold are percent-encoded (UTF-8), as is `%` itself, so that the value can be read
 * back; what would end the line can never get through.
 *
 * @returns Undefined for claims that are missing or are no such value.
 */
export const textOfClaim = (claim: unknown): string | undefined => {
  if (Array.isArray(claim)) {
    const parts = claim.map(textOfClaim)
    return parts.every((part) => part !== undefined) ? parts.join(',') : undefined
  }
  if (typeof claim !== 'string' && typeof claim !== 'number' && typeof claim !== 'boolean') return undefined
  return String(claim).replaceAll(/[^\x20-\x24\x26-\x7e]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )
}
