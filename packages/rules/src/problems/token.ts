import { block } from './block.ts'
import { fetchMetadata, requestVersion2Tokens, setTheClock, trustOwnAuthority } from './entra-fixes.ts'
import { acquireTokenForTheApi, sendCookies, tryAgainLater } from './page-fixes.ts'
import type { AreaCatalogue, Fix } from './problem-info.ts'

const bearerUsage = 'https://www.rfc-editor.org/rfc/rfc6750.html#section-3.1'

const seenAs401 =
  'The call ends with status 401 and a readable body. `WWW-Authenticate` says `Bearer ' +
  'error="invalid_token"` and names the check that failed. It is never a redirect, and a session ' +
  'cookie on the same request is not used instead.'

const acceptBoth: Fix = {
  title: 'In Clearway, accept sessions and bearer tokens on the segment',
  stack: 'clearway',
  steps:
    'Name the audience that the tokens carry and the scopes that a caller needs, of which one is enough.',
  language: 'yaml',
  text: block`
    segments:
      - external: https://api.example.com/contacts/
        internal: http://10.0.0.6:8080/
        accept: [session, bearer]
        bearer: { audiences: [api://contacts], scopes: [Contacts.Read] }
  `,
}

/** Problems of bearer tokens. */
export const token: AreaCatalogue<'token'> = {
  'token/missing': {
    title: 'The request carries no bearer token',
    severity: 'error',
    status: 401,
    summary:
      'The segment is for callers with an access token, and the request has no `Authorization: Bearer ' +
      '…` header. A token in the query or in a cookie does not count.',
    seen:
      'The call ends with status 401 and a readable body. `WWW-Authenticate` says `Bearer` without an ' +
      'error, because there was nothing to check.',
    causes: [
      'The page makes the call without asking for a token first, or before sign-in has finished.',
      'The interceptor that adds tokens does not list this address.',
      'A redirect to another origin happened on the way: browsers take `Authorization` off then.',
      'A proxy in front removes `Authorization`, or uses it for itself.',
      'The page relies on its session cookie, and the segment does not accept sessions.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'With MSAL Angular or an interceptor, list the address of the API',
        steps: 'The interceptor adds tokens only to addresses in its map. Name the scope of this API.',
        language: 'js',
        text: block`
          const protectedResourceMap = new Map([
            ['https://api.example.com/contacts/', ['api://contacts/Contacts.Read']],
          ])
        `,
      },
      acceptBoth,
      {
        title: 'Let nginx in front pass the header',
        stack: 'nginx',
        steps:
          'For nginx it does so unless it is told otherwise; for Apache with CGI or WSGI it has to be ' +
          'switched on.',
        language: 'nginx',
        text: block`
          proxy_set_header Authorization $http_authorization;
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6750.html#section-2.1',
      'https://fetch.spec.whatwg.org/#http-redirect-fetch',
    ],
    since: '0.1.0',
  },
  'token/malformed': {
    title: 'The bearer token cannot be read',
    severity: 'error',
    status: 401,
    summary:
      'What follows `Bearer` is not a signed JWT: three parts in base64url, the first two of them ' +
      'JSON. No check of its content was possible. ASP.NET Core reports the same as IDX14100, ' +
      'IDX14111, IDX14120 or IDX10504.',
    seen: seenAs401,
    causes: [
      'The page sends `Bearer undefined`, `Bearer null` or `Bearer [object Promise]`: it did not wait ' +
        'for the token or used the wrong member of the result.',
      '`Bearer` stands there twice.',
      'The token was cut off when it was copied or stored.',
      'It is an opaque token, such as one for a personal Microsoft account, or one for another service.',
      'It is encrypted (five parts); only signed tokens are accepted.',
    ],
    fixes: [
      {
        title: 'Wait for the token and send its text',
        steps: '`acquireTokenSilent` gives a promise of an object; the token is its `accessToken`.',
        language: 'js',
        text: block`
          const { accessToken } = await msal.acquireTokenSilent({
            scopes: ['api://contacts/Contacts.Read'],
            account: msal.getActiveAccount(),
          })
          await fetch('https://api.example.com/contacts/', {
            headers: { authorization: 'Bearer ' + accessToken },
          })
        `,
      },
      {
        title: 'Look at the token',
        steps:
          'Paste it at https://jwt.ms, which decodes it in the browser. A token that does not show a ' +
          'header and claims there is not one for an API of yours.',
      },
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-7.2'],
    since: '0.1.0',
  },
  'token/expired': {
    title: 'The bearer token has expired',
    severity: 'warning',
    status: 401,
    summary:
      'The time in the token’s `exp` claim is past by more than the allowed difference of clocks (five ' +
      'minutes by default). ASP.NET Core reports the same as IDX10223.',
    seen: `${seenAs401} Calls work after sign-in and begin to fail after about an hour.`,
    causes: [
      'The page or service keeps a token of its own and sends it for longer than it is valid. Entra’s ' +
        'access tokens last 60 to 90 minutes.',
      'The page was open while the machine was asleep, and the call went out before a renewal.',
      'The clock of the gateway is ahead.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'Renew once and repeat when a call answers 401',
        steps:
          '`forceRefresh` goes to the provider even when the cached token looks valid. Once only: a ' +
          'second 401 has another cause.',
        language: 'js',
        text: block`
          async function callApi(url) {
            const call = async (forceRefresh) => {
              const { accessToken } = await msal.acquireTokenSilent({
                scopes: ['api://contacts/Contacts.Read'],
                account: msal.getActiveAccount(),
                forceRefresh,
              })
              return fetch(url, { headers: { authorization: 'Bearer ' + accessToken } })
            }
            const response = await call(false)
            return response.status === 401 ? call(true) : response
          }
        `,
      },
      setTheClock,
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.4'],
    since: '0.1.0',
  },
  'token/not-yet-valid': {
    title: 'The bearer token is not valid yet',
    severity: 'error',
    status: 401,
    summary:
      'The time in the token’s `nbf` claim is in the future by more than the allowed difference of ' +
      'clocks (five minutes by default). ASP.NET Core reports the same as IDX10222.',
    seen: `${seenAs401} A while later the same token works.`,
    causes: [
      'The clock of the gateway is behind.',
      'The clock of the machine that issues the tokens is ahead; with a local provider that is a ' +
        'machine of your own.',
      'The token was made by hand for a test.',
    ],
    fixes: [setTheClock],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.5'],
    since: '0.1.0',
  },
  'token/audience': {
    title: 'The bearer token is for another API',
    severity: 'error',
    status: 401,
    summary:
      'The token’s `aud` claim names none of the audiences of the segment. A token is good only where ' +
      'it is meant for; otherwise each API could use the tokens that it receives at all others. ' +
      'ASP.NET Core reports the same as IDX10214, and passport-azure-ad as `jwt audience is invalid`.',
    seen: seenAs401,
    causes: [
      'The page asked for a scope of Microsoft Graph or of another API, so the token is for that one.',
      'Version 1 tokens carry `api://…` as audience, version 2 tokens the client id of the API, and ' +
        'the configuration names the other form.',
      'An id token was sent; its audience is the page’s own client id.',
      'The API was given a new App ID URI, or test and production are mixed up.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'In Clearway, name the audience as the token carries it',
        stack: 'clearway',
        steps:
          'The detail of the answer shows what was received. If both versions of tokens come, name ' +
          'both forms; they stand for the same API.',
        language: 'yaml',
        text: block`
          bearer:
            audiences:
              - api://contacts
              - 11111111-1111-1111-1111-111111111111
            scopes: [Contacts.Read]
        `,
      },
      {
        title: 'The same in ASP.NET Core, if the internal API checks as well',
        stack: 'aspnet-core',
        steps: 'Both forms, so that it agrees with the gateway.',
        language: 'csharp',
        text: block`
          builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
              options.TokenValidationParameters.ValidAudiences =
              [
                  "api://contacts",
                  "11111111-1111-1111-1111-111111111111",
              ]);
        `,
      },
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.3'],
    since: '0.1.0',
  },
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
  'token/scope': {
    title: 'The bearer token lacks the needed permission',
    severity: 'error',
    status: 403,
    summary:
      'The token is genuine and meant for this API, but carries none of the scopes (`scp`) and none of ' +
      'the roles (`roles`) that the segment asks for. A new token of the same kind changes nothing. ' +
      'Microsoft.Identity.Web reports the same as IDW10201 or IDW10203.',
    seen:
      'The call ends with status 403 and a readable body. `WWW-Authenticate` says `Bearer ' +
      'error="insufficient_scope"` and names the scopes of which one is needed.',
    causes: [
      'The page asked for another scope of the same API, or for `.default` without the permission ' +
        'being configured.',
      'Nobody has consented to the permission yet.',
      'A service signs in as itself (client credentials): its token has roles and no scopes, and it ' +
        'was given no app role.',
      'The configuration names the whole scope (`api://contacts/Contacts.Read`), while the token ' +
        'carries its last part.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'Give the client the permission in Entra',
        steps:
          'For people: in the API’s app registration under “Expose an API”, add the scope; in the ' +
          'client’s under API permissions, add it and grant consent. For a service: create an app role ' +
          'with “Applications” as allowed member type in the API, then add it as an application ' +
          'permission of the client and grant admin consent.',
      },
      {
        title: 'In Clearway, ask for the scope or role that the tokens carry',
        stack: 'clearway',
        steps:
          'One of all scopes and roles is enough. Scopes are written as in `scp`, without the App ID URI.',
        language: 'yaml',
        text: block`
          bearer:
            audiences: [api://contacts]
            scopes: [Contacts.Read, Contacts.ReadWrite]
            roles: [Contacts.Sync]
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6750.html#section-3.1',
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.4',
    ],
    since: '0.1.0',
  },
  'token/claims': {
    title: 'A claim of the bearer token is missing or wrong',
    severity: 'error',
    status: 401,
    summary:
      'A claim that has to be in the token is absent, has another value than the segment asks for, or ' +
      'is not of its type, such as a time that is no number. The detail names the claim.',
    seen: seenAs401,
    causes: [
      'The segment requires a claim that the provider does not put into tokens by default, such as `email`.',
      'The claim has another name or form: version 1 and version 2 tokens differ, and some claims are lists.',
      'The token has no `exp` claim, as in tokens made for tests.',
    ],
    fixes: [
      {
        title: 'Let Entra add the claim to access tokens of the API',
        steps:
          'In the API’s app registration under Token configuration, “Add optional claim”, or in its ' +
          'manifest. It works from the next token on.',
        language: 'json',
        text: block`
          {
            "optionalClaims": {
              "accessToken": [
                { "name": "email", "essential": false }
              ]
            }
          }
        `,
      },
      requestVersion2Tokens,
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4'],
    since: '0.1.0',
  },
  'token/wrong-kind': {
    title: 'The token is not an access token for an API',
    severity: 'error',
    status: 401,
    summary:
      'The token is genuine in form but of the wrong kind: an id token, which tells a client who ' +
      'signed in, or a token for Microsoft Graph, which only Graph can verify. An API takes access ' +
      'tokens that are issued for it.',
    seen: seenAs401,
    causes: [
      'The page sends `idToken` in place of `accessToken`.',
      'The page asked for `User.Read`, `openid` or another scope of Microsoft Graph; without a scope ' +
        'of the API, Entra issues a token for Graph.',
      'A client with the implicit flow has an id token only, such as ADAL.js when the resource is the ' +
        'client’s own id.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'With ADAL.js, name the API as the resource',
        steps:
          'The App ID URI of the API, not the client id of the page. For new work use MSAL.js; ADAL.js ' +
          'is no longer supported.',
        language: 'js',
        text: block`
          authContext.acquireToken('api://contacts', (error, accessToken) => {
            if (error) return authContext.acquireTokenRedirect('api://contacts')
            $.ajax({ url: '/contacts/', headers: { authorization: 'Bearer ' + accessToken } })
          })
        `,
      },
      {
        title: 'Expose a scope of the API',
        steps:
          'If the API has none yet: App registrations, the API, “Expose an API”, set the App ID URI ' +
          'and add a scope. Then ask for that scope in the page.',
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc8725.html#section-3.11',
      'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
    ],
    since: '0.1.0',
  },
  'token/not-accepted': {
    title: 'This segment takes no bearer tokens',
    severity: 'error',
    status: 401,
    summary:
      'The request carries an `Authorization: Bearer …` header, and the segment is for browsers with a ' +
      'session only. A token is never ignored in favour of a cookie: a caller who shows a token has to ' +
      'get an answer about that token.',
    seen: 'The call ends with status 401 and a readable body, even when the person is signed in.',
    causes: [
      'An interceptor of the page adds its token to all calls, this one included.',
      'A service or script calls a segment that was published for browsers.',
      'The configuration lacks `accept` and `bearer` for this segment.',
    ],
    fixes: [
      acceptBoth,
      {
        title: 'Leave the header out of calls to this segment',
        steps:
          'The session cookie is enough. In an interceptor, limit the tokens to the addresses of the ' +
          'APIs that need them.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', { credentials: 'include' })
        `,
      },
      sendCookies,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-11.6.2'],
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
