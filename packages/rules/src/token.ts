/** Token rules: decode a JSON Web Token and check its claims against what an API expects. Pure. */
export { decodeToken, maxTokenLength } from './token/decode.ts'
export type { DecodedToken, TokenClaims, TokenHeader } from './token/decode.ts'
export { checkClaims } from './token/check-claims.ts'
export type { TokenExpectations } from './token/expectations.ts'
export type { FailedCheck, TokenProblemCode } from './token/failed-check.ts'
export { showValue } from './token/show-value.ts'
export { textsOf } from './token/claim-values.ts'
