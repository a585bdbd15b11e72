import { decodeBase64Url, decodeUtf8 } from './base64url.ts'
import type { FailedCheck } from './failed-check.ts'
import { nameMistake } from './name-mistake.ts'

/** The longest token that is looked at, in characters. */
export const maxTokenLength: number = 64 * 1024

/** How deep objects and lists may nest in a header or in claims. */
const maxDepth = 32

/** A token's protected header (RFC 7515, section 4). Only `alg` is known to have the right type. */
export type TokenHeader = Readonly<Record<string, unknown>> & { readonly alg: string }

/** A token's claims (RFC 7519, section 4) as they came: any member may be absent or of any JSON type. */
export type TokenClaims = Readonly<Record<string, unknown>>

/** A token taken apart. Nothing in it is verified. */
export interface DecodedToken {
  readonly header: TokenHeader
  readonly claims: TokenClaims
}

/**
 * Takes a signed JSON Web Token in compact form apart (RFC 7519, section 7.2; RFC 7515, section 7.1).
 *
 * Does not check the signature (it may even be empty), the algorithm or any claim, and does not decrypt:
 * an encrypted token is named as such. Where the text is a known mistake instead of a token (the word
 * `undefined`, a second `Bearer`), the answer names it.
 *
 * @param text the token alone, without the scheme; at most 64 kB and 32 levels of nesting are accepted
 * @returns header and claims, or one `token/malformed` whose texts hold nothing of the token
 */
export function decodeToken(text: string): DecodedToken | FailedCheck {
  if (text.length > maxTokenLength) {
    return malformed(
      `at most ${maxTokenLength} characters`,
      `${text.length} characters`,
      `The token is ${text.length} characters long; at most ${maxTokenLength} are accepted.`,
    )
  }
  const mistake = nameMistake(text)
  if (mistake !== undefined) return malformed('a signed JSON Web Token', mistake.received, mistake.detail)

  const [headerPart = '', claimsPart = '', signaturePart = ''] = text.split('.')
  const header = decodeObject(headerPart)
  if (typeof header === 'string') return badPart('header', header)
  const { alg } = header as { readonly alg?: unknown }
  if (typeof alg !== 'string' || alg === '') return badPart('header', 'has no "alg" (algorithm)')
  const claims = decodeObject(claimsPart)
  if (typeof claims === 'string') return badPart('payload', claims)
  if (decodeBase64Url(signaturePart) === undefined) return badPart('signature', notBase64Url)
  return { header: { ...header, alg }, claims }
}

const notBase64Url = 'is not base64url'

/** Returns the object, or what is wrong with the part, to be read after its name. */
function decodeObject(part: string): Readonly<Record<string, unknown>> | string {
  const bytes = decodeBase64Url(part)
  if (bytes === undefined) return notBase64Url
  const text = decodeUtf8(bytes)
  if (text === undefined) return 'is not UTF-8'
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not a JSON object'
  if (isDeeperThan(maxDepth, value)) return `nests deeper than ${maxDepth} levels`
  return value as Readonly<Record<string, unknown>>
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member))
}

function badPart(part: 'header' | 'payload' | 'signature', fault: string): FailedCheck {
  return malformed(
    'a signed JSON Web Token',
    `a ${part} that ${fault}`,
    `The text has the three parts of a JSON Web Token, but its ${part} ${fault}: it was cut, changed or made by hand.`,
  )
}

function malformed(expected: string, received: string, detail: string): FailedCheck {
  return { code: 'token/malformed', expected, received, detail }
}
