import { errorTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Error codes of Entra ID's authorize and token endpoints, as in `error_description`: `AADSTS` and a number. */
export const aadstsErrors: readonly Omit<KnownError, 'values'>[] = errorTable('entra', 'AADSTS', [
  // the token endpoint and browsers
  [
    '9002325',
    'idp/pkce-missing',
    'A code was redeemed from a page without PKCE; for single-page applications it is required.',
  ],
  [
    '9002326',
    'idp/redirect-uri-not-spa',
    'A page redeems codes or refresh tokens, but the redirect URI is not registered under the platform “Single-page application”, or the flow is not meant for pages.',
  ],
  [
    '9002327',
    'idp/spa-redeemed-by-server',
    'A code or refresh token of a single-page application was redeemed without an Origin header: by a server, a tool, or through a proxy that removes it.',
  ],
  [
    '90023',
    'idp/redirect-uri-not-spa',
    'Older umbrella code: the redemption does not fit the kind of application that the redirect URI is registered for.',
  ],
  [
    '9001023',
    'idp/flow-not-for-browsers',
    'This grant is not possible over /common or /consumers; it needs the tenant in the address.',
  ],
  [
    '700054',
    'idp/implicit-disabled',
    'The application asks for an id_token by the implicit flow, which is switched off in its registration.',
  ],
  [
    '70005 700051',
    'idp/implicit-disabled',
    'The application asks for a token by the implicit flow, which is switched off in its registration.',
  ],
  // the request
  [
    '900144',
    'idp/request-malformed',
    'A parameter is missing in the request’s body; often JSON was sent in place of a form.',
  ],
  ['900561', 'idp/request-malformed', 'The endpoint takes POST only and got a GET.'],
  [
    '901002',
    'idp/request-malformed',
    'The parameter “resource” belongs to the v1 endpoint; v2 takes scopes.',
  ],
  [
    '70007',
    'idp/request-malformed',
    'This response_mode is not possible with this response_type, for example query with id_token.',
  ],
  ['90014', 'idp/request-malformed', 'A required field of the request is missing.'],
  ['90013', 'idp/request-malformed', 'Some value in the request is not valid.'],
  ['70003', 'idp/request-malformed', 'The grant type is not supported.'],
  [
    '90009',
    'idp/request-malformed',
    'An application that asks for a token for itself must name itself by its GUID.',
  ],
  ['900971', 'idp/redirect-uri-mismatch', 'The application has no redirect URI registered.'],
  [
    '50011',
    'idp/redirect-uri-mismatch',
    'The redirect URI of the request is not one of those registered for the application.',
  ],
  [
    '700016',
    'idp/application-not-found',
    'The application is not known in this tenant: wrong client id, or wrong tenant.',
  ],
  ['90002', 'idp/tenant-not-found', 'The tenant does not exist, or not in this cloud.'],
  ['90019', 'idp/tenant-not-found', 'The request names no tenant, and none can be found from it.'],
  [
    '50194',
    'idp/tenant-not-found',
    'A single-tenant application was used with /common; it needs its tenant in the address.',
  ],
  [
    '500011',
    'idp/scope-not-valid',
    'The API (resource) is not known in this tenant: wrong application ID URI, or no service principal.',
  ],
  ['50001', 'idp/scope-not-valid', 'The API (resource) is not known in this tenant, or disabled.'],
  [
    '650057',
    'idp/scope-not-valid',
    'The application asks for an API that is not listed in its registered permissions.',
  ],
  [
    '650056',
    'idp/scope-not-valid',
    'The application’s permissions are not configured, or an administrator has not consented.',
  ],
  ['70011', 'idp/scope-not-valid', 'The scope is not valid.'],
  ['28002 28003', 'idp/scope-not-valid', 'The scope is empty or not valid for this token request.'],
  [
    '700022',
    'idp/scope-not-valid',
    'The request names scopes of more than one API; one token is for one API.',
  ],
  // the person
  [
    '65001',
    'idp/consent-missing',
    'Neither the person nor an administrator has consented to what the application asks for.',
  ],
  ['65004', 'idp/consent-missing', 'The person declined the consent.'],
  ['90094', 'idp/consent-missing', 'An administrator has to consent.'],
  [
    '50020',
    'idp/account-not-allowed',
    'The account is of another provider or tenant and is no guest in this one.',
  ],
  ['50105', 'idp/account-not-allowed', 'The person is not assigned to the application, which requires it.'],
  ['50126', 'idp/account-not-allowed', 'User name or password is wrong.'],
  ['50034', 'idp/account-not-allowed', 'The account does not exist in this tenant.'],
  [
    '50053',
    'idp/account-not-allowed',
    'The account is locked after too many attempts, or the address of the client is blocked.',
  ],
  ['50055', 'idp/account-not-allowed', 'The password has expired.'],
  ['50057', 'idp/account-not-allowed', 'The account is disabled.'],
  ['53003', 'idp/account-not-allowed', 'A Conditional Access policy blocks this sign-in.'],
  [
    '53000 53001',
    'idp/account-not-allowed',
    'Conditional Access asks for a managed device (compliant or joined), and this one is not.',
  ],
  [
    '53002',
    'idp/account-not-allowed',
    'Conditional Access asks for an approved application, and this is none.',
  ],
  [
    '50131',
    'idp/account-not-allowed',
    'Conditional Access refused: the device is not in the required state, or the sign-in looks suspicious.',
  ],
  [
    '50058',
    'idp/silent-sign-in-failed',
    'A silent sign-in found nobody signed in: no session at Entra, or the browser blocks its cookies in frames.',
  ],
  [
    '160021',
    'idp/silent-sign-in-failed',
    'The session that the request names (sid or login_hint) does not exist any more.',
  ],
  ['16000', 'idp/interaction-required', 'The person has to choose an account.'],
  [
    '50076 50079 50072 50073 50074',
    'idp/interaction-required',
    'A second factor is needed, or has to be set up.',
  ],
  ['50078', 'idp/interaction-required', 'The second factor has expired and has to be given again.'],
  ['50097', 'idp/interaction-required', 'The device has to authenticate itself.'],
  ['50158', 'idp/interaction-required', 'A further check outside Entra has to be passed.'],
  // codes and refresh tokens
  ['70008', 'idp/code-or-refresh-token-ended', 'The code or refresh token has expired or was revoked.'],
  ['54005', 'idp/code-or-refresh-token-ended', 'The code has been redeemed before; it is good for once.'],
  [
    '501481 50148',
    'idp/request-malformed',
    'The code_verifier does not belong to the code_challenge with which the code was asked for.',
  ],
  [
    '700005',
    'idp/request-malformed',
    'The code is redeemed against another tenant than the one that issued it.',
  ],
  [
    '700081 700082',
    'idp/code-or-refresh-token-ended',
    'The refresh token has expired: its longest lifetime is over, or it was not used for too long.',
  ],
  [
    '700084',
    'idp/code-or-refresh-token-ended',
    'The refresh token of a single-page application has ended; its lifetime of 24 hours cannot be extended.',
  ],
  [
    '50173',
    'idp/code-or-refresh-token-ended',
    'The grant was revoked: the password was changed or reset, or the sessions were ended.',
  ],
  [
    '50132 50133',
    'idp/code-or-refresh-token-ended',
    'The session is no longer valid: the password has changed or expired.',
  ],
  [
    '70043',
    'idp/code-or-refresh-token-ended',
    'The refresh token has ended by the sign-in frequency of a Conditional Access policy.',
  ],
  // assertions, secrets
  [
    '50013',
    'idp/assertion-rejected',
    'The assertion (the token of the on-behalf-of flow) is not valid: signature, issuer, audience or time.',
  ],
  [
    '500131',
    'idp/assertion-rejected',
    'The audience of the assertion is not the application that presents it.',
  ],
  ['500133', 'idp/assertion-rejected', 'The assertion is expired or not yet valid.'],
  ['7000114', 'idp/assertion-rejected', 'The application may not act on behalf of people.'],
  ['240002', 'idp/assertion-rejected', 'An id_token was presented as assertion; it must be an access token.'],
  [
    '7000215',
    'idp/client-credentials-rejected',
    'The client secret is wrong; often its ID was used in place of its value.',
  ],
  ['7000222', 'idp/client-credentials-rejected', 'The client secret has expired.'],
  [
    '700027',
    'idp/client-credentials-rejected',
    'The signature of the client assertion does not hold: certificate not registered, or another one.',
  ],
  ['700025', 'idp/client-credentials-rejected', 'A public client sent a secret; it must not have one.'],
  [
    '7000218',
    'idp/client-credentials-rejected',
    'The secret is missing: the client is not registered as public, or the redirect URI is on the wrong platform.',
  ],
  // device code flow
  ['70016', 'idp/interaction-required', 'The person has not yet signed in with the device code.'],
  ['70018', 'idp/request-malformed', 'The device code is wrong.'],
  ['70019', 'idp/code-or-refresh-token-ended', 'The device code has expired.'],
])
