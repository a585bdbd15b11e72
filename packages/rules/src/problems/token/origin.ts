import { block } from '../block.ts'
import { fetchMetadata, requestVersion2Tokens, trustOwnAuthority } from '../entra-fixes.ts'
import { acquireTokenForTheApi, tryAgainLater } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { bearerUsage, seenAs401 } from './bearer-usage.ts'

/** Problems of who issued and signed a token. */
export const tokenOrigin: Pick<
  AreaCatalogue<'token'>,
  'token/issuer' | 'token/signature' | 'token/unknown-key' | 'token/keys-unavailable'
> = {
  'token/issuer': {
    title: 'The bearer token comes from another issuer',
    severity: 'error',
    status: 401,
    summary:
      'The token’s `iss` claim is not the issuer that the segment trusts, or its tenant is not one of ' +
      'those that are allowed. ASP.NET Core reports the same as IDX10205 or IDX40001.',
    seen: seenAs401,
    causes: [
      'The token has version 1 (`https://sts.windows.net/{tenant}/`) and the configuration expects ' +
        'version 2 (`https://login.microsoftonline.com/{tenant}/v2.0`).',
      'The token is from another tenant: the page signs in at `common` or `organizations`, or with ' +
        'another directory.',
      'The token is from B2C or External ID, whose issuer has its own host.',
      'Test and production have different tenants, and the token is from the other one.',
    ],
    fixes: [
      requestVersion2Tokens,
      {
        title: 'Let the page sign in at the same tenant',
        steps: 'Name the tenant in MSAL’s `authority` in place of `common`.',
        language: 'js',
        text: block`
          const msal = new PublicClientApplication({
            auth: {
              clientId: '22222222-2222-2222-2222-222222222222',
              authority: 'https://login.microsoftonline.com/contoso.onmicrosoft.com',
            },
          })
        `,
      },
      {
        title: 'In Clearway, expect version 1 tokens on the segment',
        stack: 'clearway',
        steps: 'If the API’s registration has to stay as it is. Put the tenant’s id in place.',
        language: 'yaml',
        text: block`
          bearer:
            audiences: [api://contacts]
            scopes: [Contacts.Read]
            issuers: ['https://sts.windows.net/33333333-3333-3333-3333-333333333333/']
        `,
      },
      {
        title: 'In Clearway, name the authority of the tenant in the configuration',
        stack: 'clearway',
        steps: 'Issuer and keys are read from its metadata.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
        `,
      },
      {
        title: 'Accept both versions in ASP.NET Core, if the internal API checks as well',
        stack: 'aspnet-core',
        steps: 'Put the tenant’s id in both places. Do not switch the check of the issuer off.',
        language: 'csharp',
        text: block`
          builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
              options.TokenValidationParameters.ValidIssuers =
              [
                  "https://login.microsoftonline.com/33333333-3333-3333-3333-333333333333/v2.0",
                  "https://sts.windows.net/33333333-3333-3333-3333-333333333333/",
              ]);
        `,
      },
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.1'],
    since: '0.1.0',
  },
  'token/signature': {
    title: 'The bearer token’s signature is wrong',
    severity: 'error',
    status: 401,
    summary:
      'The key that the token names is known, but the signature does not fit, or the token asks for a ' +
      'way of signing that is not accepted. What the token says can therefore not be believed; claims ' +
      'in the detail are marked as unverified. ASP.NET Core reports the same as IDX10511.',
    seen: seenAs401,
    causes: [
      'It is a token for Microsoft Graph: its header holds a `nonce`, and only Graph can verify it.',
      'A character of the token was changed or lost when it was copied.',
      'The token is signed with `HS256` or not at all (`none`). Only asymmetric signatures are accepted.',
      'Two local providers use the same key id for different keys.',
      'Somebody made the token.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'Look at the token’s header',
        steps:
          'At https://jwt.ms the header shows `alg`, `kid` and, in a token for Graph, `nonce`. If ' +
          '`aud` is `https://graph.microsoft.com` or `00000003-0000-0000-c000-000000000000`, the page ' +
          'asked for the wrong scope.',
      },
    ],
    spec: [
      bearerUsage,
      'https://www.rfc-editor.org/rfc/rfc7515.html#section-5.2',
      'https://www.rfc-editor.org/rfc/rfc8725.html#section-3.1',
    ],
    since: '0.1.0',
  },
  'token/unknown-key': {
    title: 'The bearer token is signed with an unknown key',
    severity: 'error',
    status: 401,
    summary:
      'None of the keys that the provider publishes has the id in the token’s header (`kid`). The ' +
      'gateway asks the provider for new keys, at most once in five minutes. ASP.NET Core reports the ' +
      'same as IDX10501 or IDX10503.',
    seen: seenAs401,
    causes: [
      'The token is from another provider, tenant, user flow or cloud than the configuration’s `authority`.',
      'The provider has just begun to sign with a new key. The next look at its keys settles it.',
      'A local provider was restarted and has new keys, while the page still has an old token.',
      'The token has no `kid` at all, and so was not issued by Entra.',
    ],
    fixes: [
      {
        title: 'Compare the key ids',
        steps:
          'The token’s `kid` is in its header at https://jwt.ms. For Entra, the keys of a tenant are ' +
          'here; an application with its own signing keys has them at the same address with `?appid=` ' +
          'and its client id.',
        language: 'sh',
        text: block`
          curl -sS https://login.microsoftonline.com/contoso.onmicrosoft.com/discovery/v2.0/keys | grep -o '"kid":"[^"]*"'
        `,
      },
      {
        title: 'In Clearway, name the authority that issues the tokens',
        stack: 'clearway',
        steps: 'The keys are read from its metadata.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
        `,
      },
      {
        title: 'Sign in again after a local provider was restarted',
        steps: 'Clear the cache of the page’s token library, so that it asks for a token with the new key.',
        language: 'js',
        text: block`
          await msal.clearCache()
          await msal.loginRedirect()
        `,
      },
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7517.html#section-4.5'],
    since: '0.1.0',
  },
  'token/keys-unavailable': {
    title: 'The provider’s keys cannot be read',
    severity: 'error',
    status: 503,
    summary:
      'The token could not be checked: the gateway has no keys of the provider, or only ones that are ' +
      'too old, and cannot read new ones. The token may well be good, therefore this is no 401. ' +
      'ASP.NET Core reports the same as IDX20803 or IDX10500.',
    seen: 'All calls with bearer tokens end with status 503 and a readable body. Browser sessions go on.',
    causes: [
      'A firewall does not let the gateway’s machine out to the provider.',
      'A proxy of the network opens TLS, and its certificate authority is not trusted by the gateway.',
      '`authority` is wrong, so that there is no metadata at its address.',
      'The provider is down.',
    ],
    fixes: [fetchMetadata, trustOwnAuthority, tryAgainLater],
    spec: [
      'https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig',
      'https://www.rfc-editor.org/rfc/rfc7517.html#section-5',
    ],
    since: '0.1.0',
  },
}
