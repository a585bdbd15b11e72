import { block } from '../block.ts'
import { registerSpaRedirectUri, registerWebRedirectUri } from '../entra-fixes.ts'
import { goToSignInWithMsal } from '../msal-fixes.ts'
import { acquireTokenForTheApi } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What the token endpoint gives to pages and what it does not. */
export const tokenEndpoint: Pick<
  AreaCatalogue<'idp'>,
  'idp/redirect-uri-not-spa' | 'idp/pkce-missing' | 'idp/spa-redeemed-by-server' | 'idp/flow-not-for-browsers'
> = {
  'idp/redirect-uri-not-spa': {
    title: 'The redirect URI is not of the single-page application type',
    severity: 'error',
    summary:
      'A page sent its code to the token endpoint. Entra redeems codes from pages only if their ' +
      'redirect URI is registered under the platform Single-page application, and adds CORS headers ' +
      'to the answer only then.',
    seen:
      "AADSTS9002326: `Cross-origin token redemption is permitted only for the 'Single-Page " +
      "Application' client-type.` Where that answer has no CORS headers, the console of Chromium " +
      "says `Access to fetch at 'https://login.microsoftonline.com/…/oauth2/v2.0/token' … has been " +
      'blocked by CORS policy`, and MSAL reports `post_request_failed`. Older texts have ' +
      'AADSTS90023.',
    causes: [
      'The redirect URI is registered under Web.',
      'The same URI stands under Web and under Single-page application.',
      'A server redeems the code and passes the browser’s `Origin` header on.',
      'The refresh token was issued through a redirect URI of the Web platform.',
    ],
    fixes: [
      registerSpaRedirectUri,
      {
        title: 'In nginx, do not pass Origin on if a server redeems the code',
        stack: 'nginx',
        steps: 'Then the registration under Web is right. In nginx in front of such a server:',
        language: 'nginx',
        text: block`
          proxy_set_header Origin "";
        `,
      },
    ],
    spec: [
      'https://learn.microsoft.com/entra/identity-platform/reference-third-party-cookies-spas',
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.3',
    ],
    since: '0.1.0',
  },
  'idp/pkce-missing': {
    title: 'The code was asked for without PKCE',
    severity: 'error',
    summary:
      'A code that was issued to a redirect URI of the type Single-page application is redeemed only ' +
      'together with the `code_verifier` that belongs to it. The request had none.',
    seen:
      'AADSTS9002325: `Proof Key for Code Exchange is required for cross-origin authorization code ' +
      'redemption.`',
    causes: [
      'A web application with a server is registered as Single-page application.',
      'The sign-in library is older than PKCE, or PKCE is switched off in it.',
      'The code was asked for without `code_challenge`.',
    ],
    fixes: [
      {
        title: 'Use a library that uses PKCE',
        steps:
          'MSAL.js does so from version 2. In oidc-client-ts it is the default of the code flow; in ' +
          'passport and others it is an option.',
        language: 'js',
        text: block`
          import { PublicClientApplication } from '@azure/msal-browser'

          const msal = new PublicClientApplication({
            auth: {
              clientId: '00000000-0000-0000-0000-000000000000',
              authority: 'https://login.microsoftonline.com/contoso.onmicrosoft.com',
              redirectUri: 'https://contacts.example.com/',
            },
          })
        `,
      },
      registerWebRedirectUri,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc7636.html'],
    since: '0.1.0',
  },
  'idp/spa-redeemed-by-server': {
    title: 'A server redeems what was issued to a single-page application',
    severity: 'error',
    summary:
      'A code or refresh token of a Single-page application came to the token endpoint without ' +
      '`Origin`, so not from a page. Entra redeems such tokens for pages only.',
    seen:
      "AADSTS9002327: `Tokens issued for the 'Single-Page Application' client-type may only be " +
      'redeemed via cross-origin requests.`',
    causes: [
      'The redirect URI of a server is registered under Single-page application.',
      'It was tried with curl or Postman.',
      'A proxy or a service worker removes `Origin` on the way.',
      'A native or desktop application uses a redirect URI of that type.',
    ],
    fixes: [
      registerWebRedirectUri,
      {
        title: 'For desktop and mobile applications, use their own platform',
        steps: 'Under Authentication, Add a platform, Mobile and desktop applications. This is the manifest.',
        language: 'json',
        text: block`
          {
            "publicClient": {
              "redirectUris": ["http://localhost"]
            }
          }
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.3'],
    since: '0.1.0',
  },
  'idp/flow-not-for-browsers': {
    title: 'A page uses a flow that is not for browsers',
    severity: 'error',
    summary:
      'The page asked the token endpoint for a token by a password, a client secret, a certificate ' +
      'or on behalf of somebody. Entra and Azure AD B2C answer these flows without CORS headers, ' +
      'because a page cannot keep a secret: whoever opens it can read it.',
    seen:
      'The console of Chromium says `Access to fetch at ' +
      "'https://login.microsoftonline.com/…/oauth2/v2.0/token' from origin '…' has been blocked by " +
      "CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.` " +
      'Firefox and Safari say the same in their words. In the Network tab the request has ' +
      '`grant_type=client_credentials`, `password` or `urn:ietf:params:oauth:grant-type:jwt-bearer`, ' +
      'and status 400. From Postman it works.',
    causes: [
      'The page holds a client secret. It is known to everybody now: replace it.',
      'The page asks for the person’s password and sends it itself.',
      'The page exchanges its token for one of a second API, which is the API’s work.',
    ],
    fixes: [
      goToSignInWithMsal,
      acquireTokenForTheApi,
      {
        title: 'Let the API fetch the token for the second API',
        steps:
          'On behalf of the person, with the API’s own secret or certificate. In ASP.NET Core with ' +
          'Microsoft.Identity.Web:',
        language: 'csharp',
        text: block`
          builder.Services
              .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
              .AddMicrosoftIdentityWebApi(builder.Configuration.GetSection("AzureAd"))
              .EnableTokenAcquisitionToCallDownstreamApi()
              .AddDownstreamApi("Reports", builder.Configuration.GetSection("Reports"))
              .AddInMemoryTokenCaches();
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc9700.html#section-2.4',
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-4.4',
    ],
    since: '0.1.0',
  },
}
