import { checkAudience } from './check-audience.ts'
import { checkIssuer } from './check-issuer.ts'
import { checkKind } from './check-kind.ts'
import { checkLifetime } from './check-lifetime.ts'
import { checkPermission } from './check-permission.ts'
import { checkRequiredClaims } from './check-required-claims.ts'
import type { DecodedToken } from './decode.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'

/**
 * Checks a token's claims against what an API expects, and returns every check that failed, the most
 * telling first: kind, issuer, audience, lifetime, permission, required claims. An empty list means
 * that the claims are acceptable. (RFC 7519, section 4.1; RFC 8725, sections 3.8 to 3.12; RFC 9068,
 * section 4.)
 *
 * Does not check the signature, the algorithm or the key: claims of an unverified token are hearsay. Does not
 * check `iat`, `jti`, `sub`, or whether the token was revoked.
 *
 * @param nowSeconds the time of the check, in seconds since 1970
 */
export function checkClaims(
  token: DecodedToken,
  expectations: TokenExpectations,
  nowSeconds: number,
): readonly FailedCheck[] {
  return [
    ...checkKind(token, expectations),
    ...checkIssuer(token.claims, expectations),
    ...checkAudience(token.claims, expectations),
    ...checkLifetime(token.claims, expectations, nowSeconds),
    ...checkPermission(token.claims, expectations),
    ...checkRequiredClaims(token.claims, expectations),
  ]
}
