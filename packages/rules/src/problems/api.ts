import { block } from './block.ts'
import {
  bothSchemesInAspNetCore,
  jwtBearerInAspNetCore,
  logTokenFailuresInAspNetCore,
} from './aspnet-fixes.ts'
import { corsInApiManagement, return401InAppService } from './azure-fixes.ts'
import { publishTheApi } from './clearway-fixes.ts'
import { fetchMetadata, requestVersion2Tokens } from './entra-fixes.ts'
import { callFromServerInExpress, verifyTokensInExpress } from './node-fixes.ts'
import { acquireTokenForTheApi } from './page-fixes.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems of APIs that answer otherwise than an API should. */
export const api: AreaCatalogue<'api'> = {
  'api/redirects-instead-of-401': {
    title: 'The API redirects to sign-in instead of answering 401',
    severity: 'error',
    summary:
      'The call carried a bearer token. The API did not accept it, and answered with a redirect to ' +
      'the provider’s sign-in page. The browser followed it inside the call, the sign-in page has no ' +
      'CORS, and so the console speaks of CORS. There are two things to mend: why the token was not ' +
      'accepted, and that the API redirects.',
    seen:
      "The console of Chromium says `Access to fetch at 'https://login.microsoftonline.com/…' " +
      "(redirected from 'https://api.example.com/…') from origin '…' has been blocked by CORS " +
      "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.` " +
      'Firefox and Safari name the provider’s address as well. In the Network tab the call has an ' +
      '`Authorization` header and status 302.',
    causes: [
      'The API authenticates with OpenID Connect, which is for applications that people open, in ' +
        'place of JWT bearer.',
      'Both are registered, and the default challenge is OpenID Connect.',
      'The token has expired, because the page keeps a copy of it.',
      'The token is for another API, such as Microsoft Graph.',
      'App Service Authentication or a proxy with pre-authentication redirects in front of the API.',
    ],
    fixes: [
      jwtBearerInAspNetCore,
      bothSchemesInAspNetCore,
      verifyTokensInExpress,
      return401InAppService,
      acquireTokenForTheApi,
      publishTheApi,
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6750.html#section-3',
      'https://fetch.spec.whatwg.org/#http-redirect-fetch',
    ],
    since: '0.1.0',
  },
  'api/error-hides-401': {
    title: 'A token problem shows as a server error',
    severity: 'error',
    summary:
      'The API answered with a server error, and the reason was the token: it had expired, was meant ' +
      'for another API, or could not be validated where the API runs. The caller is told that the ' +
      'server is broken and does not ask for a new token.',
    seen:
      'Status 500, often only after deployment, and often as a CORS error, because error pages have ' +
      'no CORS headers. The log of the API names an IDX code: IDX10214 (audience), IDX10205 ' +
      '(issuer), IDX10223 (expired), IDX20803 (metadata could not be read), or `No ' +
      'authenticationScheme was specified, and there was no DefaultChallengeScheme found`.',
    causes: [
      'Audience or issuer are not configured, or otherwise than in the token: `api://…` against ' +
        'the client id, version 1 against version 2.',
      'The settings exist on the developer’s machine and not where the API is deployed.',
      'The API cannot reach the provider’s metadata from where it runs.',
      'The code reads a claim that the token does not have, and fails.',
      'A failed validation is thrown as an exception, and the error handler makes 500 of it.',
      'Behind a gateway the forwarded headers are not read before authentication: see ' +
        '`proxy/forwarded-headers`.',
    ],
    fixes: [
      logTokenFailuresInAspNetCore,
      {
        title: 'In ASP.NET Core, name audience and issuer as the token has them',
        stack: 'aspnet-core',
        steps:
          'In appsettings.json, or as `AzureAd__Audience` and so on in the settings of App Service. ' +
          'Compare with the claims `aud` and `iss` of the token; the doctor shows both side by side.',
        language: 'json',
        text: block`
          {
            "AzureAd": {
              "Instance": "https://login.microsoftonline.com/",
              "TenantId": "11111111-1111-1111-1111-111111111111",
              "ClientId": "22222222-2222-2222-2222-222222222222",
              "Audience": "api://22222222-2222-2222-2222-222222222222"
            }
          }
        `,
      },
      requestVersion2Tokens,
      {
        title: 'In ASP.NET Core, read forwarded headers before authentication',
        stack: 'aspnet-core',
        steps: 'The order decides. Name the gateway in `KnownProxies` or `KnownNetworks`.',
        language: 'csharp',
        text: block`
          app.UseForwardedHeaders();
          app.UseCors();
          app.UseAuthentication();
          app.UseAuthorization();
        `,
      },
      jwtBearerInAspNetCore,
      verifyTokensInExpress,
      fetchMetadata,
      publishTheApi,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6750.html#section-3.1'],
    since: '0.1.0',
  },
  'api/no-cors-on-path': {
    title: 'This part of the API offers no CORS',
    severity: 'error',
    summary:
      'Other addresses of the same host answer this page with CORS headers, this one does not. It ' +
      'belongs to a part of the API that is not for browsers, or to something else behind the same ' +
      'host.',
    seen:
      "The console of Chromium says `No 'Access-Control-Allow-Origin' header is present on the " +
      'requested resource.` for one address, while calls to others go through. Firefox and Safari ' +
      'name the same address. With Dynamics 365, the Web API at `/api/data/` works and the ' +
      'organization service does not.',
    causes: [
      'The API has a newer part with CORS and an older one without, as Dynamics 365 has.',
      'The path is spelt wrong: the 404 comes from the web server, which has no CORS.',
      'CORS is set for some controllers, routes or operations only.',
      'The address leads to another service behind the same gateway.',
    ],
    fixes: [
      {
        title: 'Call the part that offers CORS',
        steps: 'For Dynamics 365 that is the Web API. Ask for a token for the organisation’s own address.',
        language: 'js',
        text: block`
          const { accessToken } = await msal.acquireTokenSilent({
            scopes: ['https://contoso.crm.dynamics.com/user_impersonation'],
            account: msal.getActiveAccount(),
          })
          await fetch('https://contoso.crm.dynamics.com/api/data/v9.2/contacts?$select=fullname', {
            headers: { authorization: 'Bearer ' + accessToken, accept: 'application/json' },
          })
        `,
      },
      {
        title: 'In ASP.NET Core, set CORS for all endpoints',
        stack: 'aspnet-core',
        steps: 'As the default policy, and before routing decides that there is no endpoint.',
        language: 'csharp',
        text: block`
          app.UseRouting();
          app.UseCors();
          app.MapControllers();
        `,
      },
      corsInApiManagement,
      {
        title: 'In Clearway, publish that path as a segment of its own',
        stack: 'clearway',
        steps: 'The gateway sets the CORS headers; the service behind need not know of them.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors: internal
            - external: https://api.example.com/contacts/legacy/
              internal: http://10.0.0.7:8080/
              cors:
                origins: [https://contacts.example.com]
                credentials: true
        `,
      },
      callFromServerInExpress,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-check'],
    since: '0.1.0',
  },
}
