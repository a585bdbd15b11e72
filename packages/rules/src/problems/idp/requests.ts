import { block } from '../block.ts'
import { readSignInLogs } from '../entra-fixes.ts'
import {
  bridgeWithMsal5,
  emptyPageWithMsal4,
  goToSignInWithMsal,
  oneInteractionWithMsal,
} from '../msal-fixes.ts'
import { acquireTokenForTheApi } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Requests and answers that do not fit together. */
export const requests: Pick<
  AreaCatalogue<'idp'>,
  'idp/request-malformed' | 'idp/assertion-rejected' | 'idp/answer-lost' | 'idp/refused'
> = {
  'idp/request-malformed': {
    title: 'A request to the provider is malformed',
    severity: 'error',
    summary:
      'A parameter is missing, comes twice, or does not go with the others; or the request has the ' +
      'wrong method or form.',
    seen:
      'The error is `invalid_request`. AADSTS900144: `The request body must contain the following ' +
      "parameter: '…'.`; AADSTS900561: only POST is accepted; AADSTS70007: the response mode does " +
      'not fit.',
    causes: [
      'The body was sent as JSON; the token endpoint reads forms only.',
      '`client_id`, `grant_type` or `scope` is missing.',
      'The token endpoint was opened in a browser, which sends GET.',
      '`response_mode=query` was asked for together with a token.',
    ],
    fixes: [
      {
        title: 'Send a form',
        steps: '`URLSearchParams` as body sets the type by itself. Better let a library do it.',
        language: 'js',
        text: block`
          await fetch('https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token', {
            method: 'POST',
            body: new URLSearchParams({
              client_id: '00000000-0000-0000-0000-000000000000',
              grant_type: 'authorization_code',
              redirect_uri: 'https://contacts.example.com/',
              code,
              code_verifier,
            }),
          })
        `,
      },
      goToSignInWithMsal,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.3'],
    since: '0.1.0',
  },
  'idp/assertion-rejected': {
    title: 'The provider rejects the token that was to be exchanged',
    severity: 'error',
    summary:
      'An API asked for a token of a second API on behalf of the person, and the token that it ' +
      'presented cannot be used for that.',
    seen:
      'The error is `invalid_grant`. AADSTS50013, AADSTS500131: the assertion does not fit the API ' +
      'or its signature; AADSTS500133: it has expired; AADSTS240002: it is an id token; ' +
      'AADSTS7000114: the application may not use on-behalf-of. In the API’s log often IDW10501 or ' +
      '`MsalUiRequiredException`.',
    causes: [
      'The page sent an id token, or a token for Microsoft Graph, in place of one for this API.',
      'The API presents its own client id with a token that is for another API.',
      'The token expired while it waited in a queue or a cache.',
      'The caller is an application without a person: on-behalf-of needs one.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'Exchange the token that the request came with',
        steps: 'In ASP.NET Core with Microsoft.Identity.Web this is done for each request; keep no copy.',
        language: 'csharp',
        text: block`
          [Authorize]
          public class ReportsController(IDownstreamApi reports) : ControllerBase
          {
              [HttpGet]
              public Task<string?> Get() => reports.GetForUserAsync<string>("Reports");
          }
        `,
      },
      {
        title: 'For work without a person, use client credentials',
        steps: 'On the server, with the API’s own secret or certificate and `/.default` as scope.',
        language: 'csharp',
        text: block`
          var token = await application
              .AcquireTokenForClient(["https://graph.microsoft.com/.default"])
              .ExecuteAsync();
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc7523.html#section-3'],
    since: '0.1.0',
  },
  'idp/answer-lost': {
    title: 'The provider’s answer did not reach the application',
    severity: 'error',
    summary:
      'The provider answered, and the library could not take the answer: it did not come to the ' +
      'window that waits for it, or what belongs to it (state, nonce, verifier) was not there any ' +
      'more.',
    seen:
      'MSAL.js reports `timed_out`, `redirect_bridge_timeout`, `hash_empty_error`, ' +
      '`no_state_in_hash`, `state_not_found`, `state_mismatch`, `nonce_mismatch`, `user_cancelled` ' +
      'or `interaction_in_progress`; ADAL.js `Invalid_state`. In ASP.NET `Correlation failed`, ' +
      'IDX21323 or IDX21320.',
    causes: [
      'With MSAL.js 5 the page at the redirect URI is not the redirect bridge.',
      'The page at the redirect URI is the application itself, whose router removes the answer ' +
        'from the address.',
      'Sign-in began on one origin and ended on another, `http` and `https` or with and without ' +
        '`www`; storage and cookies are per origin.',
      'The cookie that holds state or nonce was not sent: `SameSite` with `form_post`, or plain http.',
      '`Cross-Origin-Opener-Policy` on the page cuts the popup off.',
      'Two sign-ins ran at once, or the back button was used.',
    ],
    fixes: [
      bridgeWithMsal5,
      emptyPageWithMsal4,
      oneInteractionWithMsal,
      goToSignInWithMsal,
      {
        title: 'In ASP.NET Core, let the cookies of sign-in come back',
        stack: 'aspnet-core',
        steps:
          'The answer comes by a POST from another site, so they have to be `None` and `Secure`, ' +
          'which needs https as the browser sees it.',
        language: 'csharp',
        text: block`
          builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
          {
              options.CorrelationCookie.SameSite = SameSiteMode.None;
              options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.Always;
              options.NonceCookie.SameSite = SameSiteMode.None;
              options.NonceCookie.SecurePolicy = CookieSecurePolicy.Always;
          });

          app.UseForwardedHeaders();
        `,
      },
    ],
    spec: ['https://openid.net/specs/openid-connect-core-1_0.html#AuthResponseValidation'],
    since: '0.1.0',
  },
  'idp/refused': {
    title: 'The provider refused for a reason of its own',
    severity: 'error',
    summary:
      'The provider, or the library that speaks to it, named an error for which no more is known ' +
      'than what it says. The evidence holds the code and its meaning.',
    seen:
      'A code that begins with AADSTS, IDX, IDW or MSAL, or an `error` and `error_description` in an ' +
      'answer or in the address of the page.',
    causes: [
      'What the error’s own text says.',
      'A setting of the tenant that the application cannot see.',
      'A fault on the provider’s side, when many applications have it at once.',
    ],
    fixes: [
      readSignInLogs,
      {
        title: 'Look the code up at Microsoft',
        steps:
          'Enter the number without `AADSTS`. The text there is that of the running service. The ' +
          'trace id and the correlation id of the error are what Microsoft’s support asks for.',
        language: 'sh',
        text: block`
          xdg-open 'https://login.microsoftonline.com/error?code=50058'
        `,
      },
    ],
    spec: ['https://learn.microsoft.com/entra/identity-platform/reference-error-codes'],
    since: '0.1.0',
  },
}
