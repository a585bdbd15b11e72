import { textTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** What ASP.NET Core’s JWT bearer handler writes into `WWW-Authenticate: Bearer error_description="…"`. */
export const aspnetErrors: readonly Omit<KnownError, 'values'>[] = textTable('aspnet-core', [
  ['The audience {audience} is invalid', 'token/audience', 'The token is for another audience.'],
  ['The issuer {issuer} is invalid', 'token/issuer', 'The issuer is not one that the API accepts.'],
  ['The token has no expiration', 'token/claims', 'The token has no exp.'],
  ['The token lifetime is invalid', 'token/claims', 'The token’s nbf and exp do not fit together.'],
  ['The token is not valid before', 'token/not-yet-valid', 'The token is not valid yet; clocks may differ.'],
  ['The token expired at', 'token/expired', 'The token has expired.'],
  ['The token is expired', 'token/expired', 'The token has expired.'],
  ['The signature key was not found', 'token/unknown-key', 'No key of the provider has the token’s key id.'],
  ['The signature is invalid', 'token/signature', 'The signature does not hold.'],
])
