import { showValue } from '@clearway/rules/token'
import type { FailedCheck, TokenClaims } from '@clearway/rules/token'
import type { VerificationKey } from './key-set.ts'

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/**
 * Checks that the key signs for the token's tenant. Entra's key sets for several tenants say in `issuer` whose
 * key it is; one with a tenant id in it must not vouch for another tenant, one with `{tenantid}` may vouch
 * for each. Keys without a tenant id, and other providers' keys, are not checked.
 */
export function checkKeyIssuer({ issuer }: VerificationKey, claims: TokenClaims): readonly FailedCheck[] {
  const tenant = issuer === undefined ? undefined : guid.exec(issuer)?.[0]
  if (tenant === undefined) return []
  const iss = claims['iss']
  const received = typeof iss === 'string' ? guid.exec(iss)?.[0] : undefined
  if (received?.toLowerCase() === tenant.toLowerCase()) return []
  return [
    {
      code: 'token/issuer',
      claim: 'iss',
      expected: showValue(issuer),
      received: showValue(iss),
      detail: `The token says that ${showValue(iss, "'")} issued it, but its key signs for ${showValue(issuer, "'")} alone.`,
    },
  ]
}
