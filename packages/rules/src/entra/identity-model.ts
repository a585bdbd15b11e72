import { errorTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Error codes of the .NET token library (Microsoft.IdentityModel): `IDX` and five digits. */
export const identityModelErrors: readonly Omit<KnownError, 'values'>[] = errorTable(
  'identity-model',
  'IDX',
  [
    [
      '10205',
      'token/issuer',
      'The issuer is not one that the API accepts: often a v1 token (sts.windows.net) at an API that expects v2, or another tenant.',
    ],
    ['10212', 'token/issuer', 'The issuer is not one that the API accepts.'],
    [
      '10204 10266',
      'token/issuer',
      'The API has nothing to compare the issuer with: neither a valid issuer nor metadata is configured.',
    ],
    ['10211', 'token/issuer', 'The token has no issuer; it is not one of Entra’s.'],
    ['10206 10207', 'token/audience', 'The token has no audience.'],
    ['10208 10268', 'token/audience', 'The API has no audience configured to compare the token’s with.'],
    [
      '10214 10215',
      'token/audience',
      'The token is for another audience: another API’s token, an id_token, or api://… against the bare GUID.',
    ],
    ['10222', 'token/not-yet-valid', 'The token is not valid yet; clocks differ by more than five minutes.'],
    ['10223', 'token/expired', 'The token has expired.'],
    ['10230', 'token/expired', 'The token’s lifetime is not accepted.'],
    ['10224', 'token/claims', 'The token’s nbf lies behind its exp.'],
    ['10225', 'token/claims', 'The token has no exp.'],
    [
      '10500',
      'token/keys-unavailable',
      'The API has no keys to check signatures with: the provider’s metadata could not be loaded.',
    ],
    [
      '10501 10502 10503 10516',
      'token/unknown-key',
      'No key of the provider has the token’s key id: keys were rolled over, or the token is of another tenant, policy or cloud.',
    ],
    [
      '10511',
      'token/signature',
      'The key was found, but the signature does not hold: typical of a token for Microsoft Graph, which only Graph can check.',
    ],
    ['10514 10512', 'token/signature', 'The signature does not hold.'],
    ['10517', 'token/unknown-key', 'The token names no key (kid); it is not one of Entra’s.'],
    ['10518', 'token/wrong-kind', 'The signature’s algorithm is not one that the API accepts.'],
    ['10504 10508 10253', 'token/signature', 'The token has no signature, or one that cannot be read.'],
    [
      '10634 10630',
      'token/signature',
      'The signature cannot be checked with this key: another kind of algorithm, or a key that is too small.',
    ],
    ['10256 10257', 'token/wrong-kind', 'The token’s type (typ) is not one that the API accepts.'],
    [
      '14100 14111 14120 14102 10000',
      'token/malformed',
      'This is no JSON Web Token: often the text “undefined”, an opaque token, a cut token or a doubled “Bearer”.',
    ],
    [
      '20803 20804 20807',
      'token/keys-unavailable',
      'The provider’s metadata could not be loaded: network, certificate or a wrong authority.',
    ],
    ['20108', 'token/keys-unavailable', 'The address of the provider’s metadata is not https.'],
    [
      '10261',
      'token/keys-unavailable',
      'The provider’s metadata could not be loaded; the check goes on without it.',
    ],
    [
      '21323 21320 21324',
      'sign-in/cookie-not-kept',
      'The nonce is missing or expired: the cookie of the sign-in was lost on its way (SameSite, http, a proxy, the back button).',
    ],
    ['21314', 'token/claims', 'The id_token lacks a required claim.'],
    [
      '40001',
      'token/issuer',
      'The issuer is not one of the valid issuers: a tenant that is not allowed, or a custom issuer.',
    ],
    ['40002', 'token/issuer', 'The issuer is of B2C with “tfp” in it, which this check does not take.'],
    ['40003', 'token/claims', 'The token has no tenant id (tid).'],
    ['40004 40005', 'token/issuer', 'Issuer, tenant id and key do not belong together.'],
  ],
)
