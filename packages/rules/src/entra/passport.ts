import { textTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Texts of passport-azure-ad (Node; not maintained any more). */
export const passportErrors: readonly Omit<KnownError, 'values'>[] = textTable('passport-azure-ad', [
  ['jwt audience is invalid', 'token/audience', 'The token is for another audience.'],
  ['jwt issuer is invalid', 'token/issuer', 'The issuer is not one that the API accepts.'],
  ['jwt is expired', 'token/expired', 'The token has expired.'],
  ['jwt is not active', 'token/not-yet-valid', 'The token is not valid yet; clocks may differ.'],
  [
    'jwt azp is invalid',
    'token/claims',
    'The application that the token was issued to (azp) is not accepted.',
  ],
  ['jwt subject is invalid', 'token/claims', 'The token’s subject is not accepted.'],
  ['invalid signature', 'token/signature', 'The signature does not hold.'],
  ['scope is not found in token', 'token/scope', 'The token has no scopes.'],
  ['none of the scopes', 'token/scope', 'None of the token’s scopes is accepted.'],
  ['missing access_token in the header', 'token/missing', 'The request has no bearer token.'],
  [
    'identityMetadata must be provided and must be a https url',
    'token/keys-unavailable',
    'The address of the provider’s metadata is not configured, or not https.',
  ],
])
