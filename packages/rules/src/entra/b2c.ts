import { errorTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Error codes of Azure AD B2C: `AADB2C` and a number. */
export const b2cErrors: readonly Omit<KnownError, 'values'>[] = errorTable('entra', 'AADB2C', [
  [
    '90006',
    'idp/redirect-uri-mismatch',
    'The redirect URI of the request is not registered for the application.',
  ],
  ['90007', 'idp/redirect-uri-mismatch', 'The application has no redirect URI registered.'],
  ['90008', 'idp/request-malformed', 'The request has no client id.'],
  ['90010', 'idp/request-malformed', 'The request has no scope.'],
  ['90013', 'idp/request-malformed', 'The response_type is not supported.'],
  ['90014', 'idp/request-malformed', 'The response_mode is not supported.'],
  [
    '90043',
    'idp/request-malformed',
    'The prompt is not supported: one of none, login, consent and select_account.',
  ],
  ['90083', 'idp/request-malformed', 'A required parameter of the request is missing.'],
  ['90120', 'idp/request-malformed', 'The max_age is no number of seconds.'],
  ['90184', 'idp/request-malformed', 'The code_challenge_method is neither S256 nor plain.'],
  ['90226', 'idp/request-malformed', 'The endpoint takes POST only.'],
  ['90011', 'idp/application-not-found', 'The client id is not the one that the policy belongs to.'],
  ['90018 90068', 'idp/application-not-found', 'The application is not registered in this B2C tenant.'],
  ['90055', 'idp/scope-not-valid', 'The scope has to name an API.'],
  ['90012 90117', 'idp/scope-not-valid', 'The scope is not supported.'],
  ['90110', 'idp/scope-not-valid', 'The scope lacks openid, without which there is no id_token.'],
  ['90146', 'idp/scope-not-valid', 'The scopes are of several APIs; an access token is for one.'],
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
    'The secret is missing. A page gets this when its redirect URI is registered for web applications and not for single-page ones.',
  ],
  ['90017', 'idp/client-credentials-rejected', 'The client assertion is not valid.'],
  ['90081', 'idp/client-credentials-rejected', 'The client secret is wrong.'],
  ['90084', 'idp/client-credentials-rejected', 'A public client sent a secret; it must not have one.'],
  ['90080', 'idp/code-or-refresh-token-ended', 'The code or refresh token has expired.'],
  [
    '90088',
    'idp/request-malformed',
    'The code or refresh token was issued by another policy than the one that is asked.',
  ],
  [
    '90279',
    'idp/request-malformed',
    'The code or refresh token was issued to another application than the one that redeems it.',
  ],
  [
    '90128 90129',
    'idp/code-or-refresh-token-ended',
    'The grant was revoked, or its account does not exist any more.',
  ],
  [
    '90085',
    'idp/refused',
    'B2C failed: the code or refresh token is none of its own, or its tenant lacks the b2c-extensions-app.',
  ],
  ['90086', 'idp/request-malformed', 'The grant type is not supported.'],
  ['90087', 'idp/request-malformed', 'The grant was issued for another version of the endpoint.'],
  ['90091', 'idp/interaction-required', 'The person cancelled the policy’s page.'],
  [
    '90118',
    'idp/interaction-required',
    'The person asked for a password reset; the application has to start that policy.',
  ],
  ['90111 90114', 'idp/account-not-allowed', 'The account is locked.'],
  [
    '90052 90053 90054 90225',
    'idp/account-not-allowed',
    'The user name or the password is wrong, or there is no such account.',
  ],
  ['90092', 'idp/application-not-found', 'The application is disabled in this B2C tenant.'],
  [
    '90205',
    'idp/consent-missing',
    'The application was granted no permission for this API; an administrator grants it in its registration.',
  ],
  ['90182 90183', 'idp/request-malformed', 'The code_verifier does not belong to the code_challenge.'],
  [
    '99059',
    'idp/pkce-missing',
    'The request for a code has no code_challenge; redirect URIs of single-page applications need one.',
  ],
  ['99002', 'idp/account-not-allowed', 'The account does not exist.'],
])
