import { textsOf } from './claim-values.ts'
import type { TokenClaims } from './decode.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'
import { showChoice, showValue } from './show-value.ts'

/**
 * Checks what the token permits. A delegated token says it by scopes (`scp` in Entra's tokens, `scope` in
 * RFC 9068, section 2.2.3), an application's own token by `roles`; an API that expects both accepts either.
 * An expectation that is an empty list cannot be met; one that is absent is not checked.
 *
 * Does not tell delegated tokens from applications' own: roles of a person count like roles of an application.
 */
export function checkPermission(
  claims: TokenClaims,
  expectations: TokenExpectations,
): readonly FailedCheck[] {
  const { scopes, roles } = expectations
  if (scopes === undefined && roles === undefined) return []
  const hasScopes = [...textsOf(claims, 'scp'), ...textsOf(claims, 'scope')].flatMap(splitScopes)
  const hasRoles = textsOf(claims, 'roles')
  if (scopes?.some((scope) => hasScopes.includes(scope))) return []
  if (roles?.some((role) => hasRoles.includes(role))) return []

  const expected = [scopes && `scope ${showChoice(scopes)}`, roles && `role ${showChoice(roles)}`]
    .filter((part) => part !== undefined)
    .join(' or ')
  const received = showPermissions(hasScopes, hasRoles)
  const remedy = scopes && findRemedy(hasScopes, scopes)
  const detail = `The token permits ${received}; this API expects ${expected}.`
  return [
    {
      code: 'token/scope',
      claim: scopes === undefined ? 'roles' : 'scp',
      expected,
      received,
      detail: remedy === undefined ? detail : `${detail} ${remedy}`,
    },
  ]
}

function splitScopes(text: string): readonly string[] {
  return text.split(' ').filter((scope) => scope !== '')
}

function showPermissions(scopes: readonly string[], roles: readonly string[]): string {
  if (scopes.length === 0 && roles.length === 0) return 'nothing (it has neither scopes nor roles)'
  return [scopes.length > 0 && `scopes ${showValue(scopes)}`, roles.length > 0 && `roles ${showValue(roles)}`]
    .filter((part) => part !== false)
    .join(' and ')
}

function findRemedy(has: readonly string[], wanted: readonly string[]): string | undefined {
  const hasLower = new Set(has.map((scope) => scope.toLowerCase()))
  if (wanted.some((scope) => hasLower.has(scope.toLowerCase()))) {
    return 'They differ by upper and lower case alone.'
  }
  // A page asks for `api://app/Contacts.Read`; the token then says `Contacts.Read`.
  if (wanted.some((scope) => scope.includes('/') && has.includes(scope.slice(scope.lastIndexOf('/') + 1)))) {
    return "A token names its scopes without the App ID URI: expect the short name, as in 'Contacts.Read'."
  }
  return undefined
}
