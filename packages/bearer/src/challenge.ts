import type { FailedCheck, TokenExpectations } from '@clearway/rules/token'

const longestDescription = 600

/**
 * Writes the value of a `WWW-Authenticate` header (RFC 6750, section 3): `insufficient_scope` with the
 * scopes to ask for when the permission alone is missing, else `invalid_token`; the description names
 * each failed check. Plain `Bearer` when there was no token, as section 3.1 asks for, or no key to check it by.
 */
export function createChallenge(problems: readonly FailedCheck[], expectations: TokenExpectations): string {
  const [first] = problems
  if (first === undefined || first.code === 'token/missing' || first.code === 'token/keys-unavailable') {
    return 'Bearer'
  }
  const description = `error_description="${describe(problems)}"`
  if (problems.some(({ code }) => code !== 'token/scope'))
    return `Bearer error="invalid_token", ${description}`
  const scopes = (expectations.scopes ?? []).filter(isScopeToken)
  const scope = scopes.length === 0 ? '' : `, scope="${scopes.join(' ')}"`
  return `Bearer error="insufficient_scope", ${description}${scope}`
}

function describe(problems: readonly FailedCheck[]): string {
  const text = problems.map(({ code, detail }) => `${code}: ${detail}`).join(' ')
  const plain = text
    .slice(0, longestDescription)
    .replaceAll(/[^\u0020\u0021\u0023-\u005B\u005D-\u007E]/g, '?')
  return text.length > longestDescription ? `${plain}...` : plain
}

// RFC 6749, section 3.3: other characters would end the quoted text or make two scopes of one.
function isScopeToken(scope: string): boolean {
  return /^[\u0021\u0023-\u005B\u005D-\u007E]+$/.test(scope)
}
