import { isAsymmetric } from './algorithms.ts'
import type { BearerGuardOptions } from './bearer-guard-options.ts'
import { BearerOptionsError } from './options-error.ts'

/**
 * Checks a guard's options for what would let bad tokens pass, or no token at all.
 *
 * @throws BearerOptionsError naming every fault
 */
export function checkOptions({ expectations, algorithms, cacheEntries = 0 }: BearerGuardOptions): void {
  const { issuers, audiences, tenants = [], scopes, roles, skewSeconds = 0 } = expectations
  const needsTenants = issuers.length > 0 && issuers.every((issuer) => issuer.includes('{tenantid}'))
  const faults = [
    issuers.length === 0 && 'issuers is empty, so that no token could pass',
    audiences.length === 0 && 'audiences is empty, so that no token could pass',
    needsTenants && tenants.length === 0 && 'an issuer with {tenantid} needs tenants',
    scopes?.length === 0 && roles === undefined && 'scopes is empty; leave it out to accept every scope',
    roles?.length === 0 && scopes === undefined && 'roles is empty; leave it out to accept every role',
    !(skewSeconds >= 0 && skewSeconds <= 3600) && 'skewSeconds must be between 0 and 3600',
    algorithms?.length === 0 && 'algorithms is empty, so that no token could pass',
    algorithms?.some((alg) => !isAsymmetric(alg)) && 'algorithms may name asymmetric signatures only',
    !(Number.isInteger(cacheEntries) && cacheEntries >= 0 && cacheEntries <= 1_000_000) &&
      'cacheEntries must be a whole number from 0 to 1000000',
  ].filter((fault) => typeof fault === 'string')
  if (faults.length > 0)
    throw new BearerOptionsError(`Unsafe options of a bearer guard: ${faults.join('; ')}.`)
}
