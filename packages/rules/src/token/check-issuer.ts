import { textOf, valueOf } from './claim-values.ts'
import type { TokenClaims } from './decode.ts'
import { entraVersionOf, isTenantId } from './entra.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'
import { showChoice, showValue } from './show-value.ts'

const placeholder = '{tenantid}'

/**
 * Checks who issued the token: `iss` equals one of the expected issuers, or a template filled in with the
 * token's own tenant, if that is allowed (RFC 7519, section 4.1.1; RFC 8725, section 3.8).
 *
 * Does not check that the key belongs to the issuer; whoever verifies the signature must.
 */
export function checkIssuer(claims: TokenClaims, expectations: TokenExpectations): readonly FailedCheck[] {
  const issuer = textOf(claims, 'iss')
  if (
    issuer !== undefined &&
    expectations.issuers.some((wanted) => !isTemplate(wanted) && wanted === issuer)
  ) {
    return []
  }
  const tenant = textOf(claims, 'tid')
  if (issuer === undefined || !isFromTenant(issuer, tenant, expectations.issuers)) {
    return [wrongIssuer(claims, expectations)]
  }
  return isAllowed(tenant, expectations.tenants ?? []) ? [] : [wrongTenant(tenant, expectations)]
}

function isTemplate(issuer: string): boolean {
  return issuer.includes(placeholder)
}

function isFromTenant(
  issuer: string,
  tenant: string | undefined,
  issuers: readonly string[],
): tenant is string {
  // Only a GUID may fill the placeholder: any other text could bend the template to another issuer's shape.
  if (tenant === undefined || !isTenantId(tenant)) return false
  return issuers.some((wanted) => isTemplate(wanted) && wanted.replaceAll(placeholder, tenant) === issuer)
}

function isAllowed(tenant: string, tenants: readonly string[]): boolean {
  return tenants.some((allowed) => allowed === '*' || allowed.toLowerCase() === tenant.toLowerCase())
}

// A tenant that comes here is a GUID, safe to show as it is.
function wrongTenant(tenant: string, { tenants = [] }: TokenExpectations): FailedCheck {
  const expected = tenants.length === 0 ? 'an allowed tenant (none is configured)' : showChoice(tenants)
  return {
    code: 'token/issuer',
    claim: 'tid',
    expected,
    received: tenant,
    detail: `The token comes from the tenant '${tenant}'; this API expects ${expected}.`,
  }
}

function wrongIssuer(claims: TokenClaims, { issuers }: TokenExpectations): FailedCheck {
  const issuer = valueOf(claims, 'iss')
  const remedy = findRemedy(claims, issuers)
  const detail = `The token was issued by ${showValue(issuer, "'")}; this API expects ${showChoice(issuers, "'")}.`
  return {
    code: 'token/issuer',
    claim: 'iss',
    expected: showChoice(issuers),
    received: showValue(issuer),
    detail: remedy === undefined ? detail : `${detail} ${remedy}`,
  }
}

function findRemedy(claims: TokenClaims, issuers: readonly string[]): string | undefined {
  const issuer = textOf(claims, 'iss')
  if (issuer === undefined) return undefined
  const version = entraVersionOf(issuer)
  const versions = new Set(issuers.map(entraVersionOf))
  if (version === 'v1.0' && versions.has('v2.0') && !versions.has('v1.0')) {
    return versionRemedy('v1.0', 'v2.0', 'to 2')
  }
  if (version === 'v2.0' && versions.has('v1.0') && !versions.has('v2.0')) {
    return versionRemedy('v2.0', 'v1.0', 'to 1 or null')
  }
  if (issuers.some((wanted) => withoutSlash(wanted) === withoutSlash(issuer))) {
    return 'They differ by the trailing slash alone.'
  }
  if (version !== undefined && issuers.some(isTemplate) && !isTenantId(textOf(claims, 'tid') ?? '')) {
    return "The token has no tenant id ('tid'), which the template needs."
  }
  return undefined
}

// The property is the API's, not the caller's: Entra issues the version that the resource's manifest asks for.
function versionRemedy(received: 'v1.0' | 'v2.0', wanted: 'v1.0' | 'v2.0', value: string): string {
  return (
    `That is a ${received} token and the authority is ${wanted}: in the API's own app registration set ` +
    `api.requestedAccessTokenVersion (accessTokenAcceptedVersion in the older manifest) ${value}, ` +
    `or accept the ${received} issuer too.`
  )
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}
