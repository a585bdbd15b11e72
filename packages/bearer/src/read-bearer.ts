import { maxTokenLength } from '@clearway/rules/token'
import type { FailedCheck } from '@clearway/rules/token'

/**
 * Reads the token from the value of an `Authorization` header (RFC 6750, section 2.1): the scheme `Bearer`
 * in any case, spaces, one token.
 *
 * Returns nothing when the header is absent or of another scheme, and a `token/malformed` when it begins with
 * `Bearer` but is not of this form; such a request has presented bearer credentials, if bad ones. Does not
 * look into the token.
 *
 * @param authorization the value of one header; two headers joined by a comma are malformed
 */
export function readBearer(authorization: string | undefined): string | undefined | FailedCheck {
  // followed by a character of a scheme's name (RFC 9110, section 5.6.2), it is another scheme
  if (authorization === undefined || !/^bearer(?![\w!#$%&'*+.^`|~-])/i.test(authorization)) return undefined
  if (authorization.length > maxTokenLength + 'Bearer '.length) return malformed('more than 64 kB')
  return /^bearer +([\w~+/.-]+=*)$/i.exec(authorization)?.[1] ?? malformed(nameFault(authorization))
}

function nameFault(authorization: string): string {
  const afterScheme = authorization.slice('Bearer'.length)
  const rest = afterScheme.trim()
  if (rest === '') return 'no token'
  if (!afterScheme.startsWith(' ')) return "no space after the word 'Bearer'"
  if (/^bearer\s/i.test(rest)) return "the word 'Bearer' twice"
  if (/^["']/.test(rest)) return 'a text in quotation marks'
  if (rest.startsWith('[object ')) return 'the text of a JavaScript object'
  if (/[\s,]/.test(rest)) return 'more than one token'
  return 'characters that no token has'
}

function malformed(received: string): FailedCheck {
  return {
    code: 'token/malformed',
    claim: 'Authorization',
    expected: "the word 'Bearer', a space and one token",
    received,
    detail: `The Authorization header has ${received}; expected is the word 'Bearer', a space and one token.`,
  }
}
