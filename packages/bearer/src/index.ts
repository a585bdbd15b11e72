/** Bearer token guard for APIs: reads the header, verifies the token, says why not. RFC 6750, RFC 9068. */
export { createBearerGuard } from './bearer-guard.ts'
export type { BearerGuard, BearerGuardOptions } from './bearer-guard.ts'
export type { BearerRefusal, BearerResult } from './bearer-result.ts'
export { BearerOptionsError } from './options-error.ts'
export { createKeySource } from './key-source.ts'
export type { KeyLookup, KeyQuery, KeySource, KeySourceOptions } from './key-source.ts'
export type { VerificationKey } from './key-set.ts'
export { readBearer } from './read-bearer.ts'
