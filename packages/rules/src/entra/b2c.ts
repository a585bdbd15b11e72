import { errorTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Error codes of Azure AD B2C: `AADB2C` and a number. */
export const b2cErrors: readonly Omit<KnownError, 'values'>[] = errorTable('entra', 'AADB2C', [
  [
    '90006',
    'idp/redirect-uri-mismatch',
    'The redirect URI of the request is not registered for the application.',
  ],
  ['90008', 'idp/request-malformed', 'The request has no client id.'],
  ['90010', 'idp/request-malformed', 'The request has no scope.'],
  ['90011', 'idp/application-not-found', 'The client id is not the one that the policy belongs to.'],
  ['90018 90068', 'idp/application-not-found', 'The application is not registered in this B2C tenant.'],
  ['90055', 'idp/scope-not-valid', 'The scope has to name an API.'],
  ['90117', 'idp/scope-not-valid', 'The scope is not supported.'],
  ['90057', 'idp/implicit-disabled', 'The application is not configured for the implicit flow.'],
  ['90058', 'idp/client-credentials-rejected', 'The application is not configured for public clients.'],
  [
    '90077',
    'idp/silent-sign-in-failed',
    'A silent sign-in found nobody signed in: no session at B2C, or the browser blocks its cookies in frames.',
  ],
  [
    '90079',
    'idp/client-credentials-rejected',
    'The secret is missing: the client is not registered as public.',
  ],
  ['90081', 'idp/client-credentials-rejected', 'The client secret is wrong.'],
  ['90084', 'idp/client-credentials-rejected', 'A public client sent a secret; it must not have one.'],
  ['90080', 'idp/code-or-refresh-token-ended', 'The code or refresh token has expired.'],
  [
    '90088',
    'idp/request-malformed',
    'The code or refresh token was issued by another policy than the one that is asked.',
  ],
  [
    '90128 90129',
    'idp/code-or-refresh-token-ended',
    'The grant was revoked, or its account does not exist any more.',
  ],
  ['90086 90087', 'idp/request-malformed', 'The grant type is not supported.'],
  ['90091', 'idp/interaction-required', 'The person cancelled the policy’s page.'],
  [
    '90118',
    'idp/interaction-required',
    'The person asked for a password reset; the application has to start that policy.',
  ],
  ['90111', 'idp/account-not-allowed', 'The account is locked.'],
  ['90182 90183', 'idp/request-malformed', 'The code_verifier does not belong to the code_challenge.'],
  ['99002', 'idp/account-not-allowed', 'The account does not exist.'],
])
