import { errorTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Error codes of Microsoft.Identity.Web: `IDW` and five digits. */
export const identityWebErrors: readonly Omit<KnownError, 'values'>[] = errorTable('identity-web', 'IDW', [
  [
    '10201',
    'token/scope',
    'The token has neither scopes nor roles: the API exposes none, or an id_token was sent.',
  ],
  ['10202 10203', 'token/scope', 'The token’s scopes or roles are not those that the API asks for.'],
  [
    '10104 10105 10109 10110',
    'idp/client-credentials-rejected',
    'The application’s own secret or certificate is missing, expired or cannot be loaded.',
  ],
  [
    '10106 10708',
    'idp/request-malformed',
    'The configuration lacks an option: client id, tenant or instance.',
  ],
  ['10301 10303', 'token/issuer', 'The issuer is not one of the valid issuers.'],
  ['10304', 'token/issuer', 'The issuer is of B2C with “tfp” in it, which this check does not take.'],
  ['10401', 'token/claims', 'The token has no tenant id.'],
  [
    '10404',
    'idp/scope-not-valid',
    'An application’s own token needs the scope of the form <application ID URI>/.default.',
  ],
  [
    '10405',
    'idp/tenant-not-found',
    'An application’s own token needs a tenant; common and organizations are none.',
  ],
  [
    '10501 10502',
    'idp/interaction-required',
    'A token for another API could not be had silently: the person has to sign in or consent.',
  ],
  [
    '10503',
    'idp/authority-not-trusted',
    'The cloud instance cannot be told, because several authentication schemes are configured.',
  ],
])
