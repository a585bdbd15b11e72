import { block } from '../block.ts'
import { b2cWithMsal, oidcWithMsal4, oidcWithMsal5 } from '../msal-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** How a sign-in library finds its provider. */
export const authority: Pick<
  AreaCatalogue<'idp'>,
  'idp/metadata-not-found' | 'idp/authority-not-trusted' | 'idp/protocol-mode'
> = {
  'idp/metadata-not-found': {
    title: 'The provider’s metadata is not at this address',
    severity: 'error',
    summary:
      'The sign-in library fetched the provider’s metadata, and there is none at the address that it ' +
      'made from the authority. The 404 has no CORS headers, so the console speaks of CORS. The ' +
      'metadata of a right authority has them.',
    seen:
      'The console of Chromium says `Access to fetch at ' +
      "'https://contoso.b2clogin.com/…/v2.0/.well-known/openid-configuration' from origin " +
      "'http://localhost:4200' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' " +
      'header is present on the requested resource.` Firefox adds `Status code: 404.` MSAL reports ' +
      '`openid_config_error` or `endpoints_resolution_error`.',
    causes: [
      'The policy (user flow) of Azure AD B2C in the authority is spelt wrong or does not exist.',
      'The tenant is spelt wrong.',
      'The library expects another kind of provider and makes another address: see `idp/protocol-mode`.',
      'The authority holds `/v2.0`, `/oauth2` or another piece that the library adds itself.',
    ],
    fixes: [
      {
        title: 'Fetch the address without a browser',
        steps: 'It has to answer 200 with JSON. Correct the authority until it does.',
        language: 'sh',
        text: block`
          curl -si https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_sign_in/v2.0/.well-known/openid-configuration
        `,
      },
      b2cWithMsal,
      {
        title: 'For Entra, name tenant and nothing else',
        steps: 'MSAL adds `/v2.0` itself. The same in versions 5 and 4.',
        language: 'js',
        text: block`
          const msal = new PublicClientApplication({
            auth: {
              clientId: '00000000-0000-0000-0000-000000000000',
              authority: 'https://login.microsoftonline.com/contoso.onmicrosoft.com',
            },
          })
        `,
      },
    ],
    spec: ['https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig'],
    since: '0.1.0',
  },
  'idp/authority-not-trusted': {
    title: 'The sign-in library does not trust the authority',
    severity: 'error',
    summary:
      'MSAL sends people only to hosts of Microsoft that it knows, and to those that the application ' +
      'names. The authority’s host is neither, is not served by https, or its metadata names an ' +
      'issuer that does not belong to it.',
    seen:
      'MSAL.js reports `untrusted_authority`, `endpoints_resolution_error`, `authority_uri_insecure` ' +
      'or `issuer_validation_failed`. Version 5 shows a link with the code in place of the text. A ' +
      'call to `https://login.microsoftonline.com/common/discovery/instance` may stand in the ' +
      'Network tab.',
    causes: [
      'The host of a B2C tenant or of an own domain is not in `knownAuthorities`.',
      'The entry there has a scheme or a path, or lacks the port: `localhost:8443` has to be ' +
        'written with it.',
      'The authority begins with `http://`. There is no exception for localhost.',
      'The metadata names another host as issuer.',
    ],
    fixes: [
      b2cWithMsal,
      {
        title: 'For an emulator or a local provider, name host and port',
        steps: 'It has to be served by https, with a certificate that the machine trusts.',
        language: 'js',
        text: block`
          const msal = new PublicClientApplication({
            auth: {
              clientId: '00000000-0000-0000-0000-000000000000',
              authority: 'https://localhost:8443/contoso.onmicrosoft.com',
              knownAuthorities: ['localhost:8443'],
            },
          })
        `,
      },
      oidcWithMsal5,
    ],
    spec: ['https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation'],
    since: '0.1.0',
  },
  'idp/protocol-mode': {
    title: 'The sign-in library expects another kind of provider',
    severity: 'error',
    summary:
      'MSAL speaks the dialect of Entra unless it is told to speak plain OpenID Connect: it then ' +
      'looks for the metadata at another address and for other fields. The setting is missing, or ' +
      'stands where this version does not read it.',
    seen:
      'MSAL reports `openid_config_error`, `endpoints_resolution_error` or ' +
      '`invalid_cloud_discovery_metadata`; the metadata is asked for at an address with `/v2.0/` ' +
      'that the provider does not have. TypeScript says that `protocolMode` does not exist in type ' +
      '`BrowserAuthOptions`.',
    causes: [
      'The provider is not Entra, and `protocolMode` is not set.',
      'It stands under `auth`, as in version 4, and the library is version 5, where it belongs ' +
        'under `system`.',
      'It is set to OIDC for Entra with an authority without `/v2.0`, so that version 1 metadata ' +
        'is read.',
      'It is set, but `knownAuthorities` is not. The mode does not replace that.',
    ],
    fixes: [oidcWithMsal5, oidcWithMsal4],
    spec: ['https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig'],
    since: '0.1.0',
  },
}
