import { json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { msalExhibit } from '../msal-exhibit.ts'

export const exhibit: Exhibit = msalExhibit({
  title: 'MSAL takes another provider for Entra',
  shows: ['000/scenario-3'],
  broken:
    'The provider is no Entra. MSAL, in its usual mode, looks for the metadata below `/v2.0/`, where this provider has ' +
    'nothing.',
  mended: '`protocolMode` is OIDC; in version 5 it belongs under `system`, in version 4 under `auth`.',
  code: 'idp/protocol-mode',
  change: { language: 'javascript', text: 'system: { protocolMode: ProtocolMode.OIDC }' },
  configuration: ({ origin, variant }) => ({
    authority: origin('idp'),
    knownAuthorities: [new URL(origin('idp')).host],
    ...(variant === 'mended' && { protocolMode: 'OIDC' as const }),
  }),
  sites: ({ login, origin, tenantId }) => ({
    idp: ({ url }) =>
      url.pathname === '/.well-known/openid-configuration'
        ? json(
            {
              issuer: origin('idp'),
              authorization_endpoint: `${login}/${tenantId}/oauth2/v2.0/authorize`,
              token_endpoint: `${login}/${tenantId}/oauth2/v2.0/token`,
              jwks_uri: `${login}/${tenantId}/discovery/v2.0/keys`,
              end_session_endpoint: `${login}/${tenantId}/oauth2/v2.0/logout`,
            },
            { 'Access-Control-Allow-Origin': '*' },
          )
        : { status: 404 },
  }),
})
