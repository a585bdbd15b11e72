import { block } from '../block.ts'
import { corsInAspNetCore } from '../aspnet-fixes.ts'
import { corsInApiManagement, corsInAppService } from '../azure-fixes.ts'
import { publishTheApi } from '../clearway-fixes.ts'
import { corsInIis } from '../iis-fixes.ts'
import { corsInNginx } from '../nginx-fixes.ts'
import { corsInExpress, corsInFastify } from '../node-fixes.ts'
import { callTheFinalAddress, leaveHeadersSimple } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What may be wrong with the answer to a preflight. */
export const preflight: Pick<
  AreaCatalogue<'cors'>,
  'cors/preflight-status' | 'cors/preflight-redirected' | 'cors/invalid-allow-list'
> = {
  'cors/preflight-status': {
    title: 'The preflight was not answered with success',
    severity: 'error',
    summary:
      'Before the call the browser asked with an OPTIONS request whether it may make it, and the ' +
      'answer’s status is not between 200 and 299. The call was not made. A preflight never carries ' +
      'cookies, tokens or client certificates, so whoever asks it for a sign-in refuses all of them.',
    seen:
      "The console of Chromium says `Response to preflight request doesn't pass access control " +
      'check: It does not have HTTP ok status.` Firefox says `(Reason: CORS preflight response did ' +
      'not succeed). Status code: 401.` Safari says `Preflight response is not successful. Status ' +
      'code: 401`. In the Network tab the OPTIONS request stands by itself, with 401, 403, 404, 405 ' +
      'or 5xx. If the headers are missing as well, Chromium and Firefox name those.',
    causes: [
      'Status 401 or 403: authentication stands before CORS, in the application, in a proxy, or as ' +
        'Windows authentication in IIS.',
      'Status 404 or 405: the router knows GET and POST at this path, and nothing answers OPTIONS.',
      'Status 400 or 403 with `Invalid CORS request`: the framework’s own CORS refuses the origin, ' +
        'method or header.',
      'Status 403 from a firewall or API gateway that blocks the method OPTIONS.',
      'Status 5xx: the application fails, and the preflight is only the first to see it.',
    ],
    fixes: [
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      corsInAppService,
      corsInApiManagement,
      publishTheApi,
      {
        title: 'In a proxy with sign-in of its own, let preflights pass',
        steps:
          'In oauth2-proxy, for an application that answers preflights itself. Behind it every ' +
          'OPTIONS request then arrives without a sign-in, so the application must do nothing else ' +
          'with that method.',
        language: 'sh',
        text: block`
          oauth2-proxy --skip-auth-preflight=true --upstream http://10.0.0.6:8080
        `,
      },
      leaveHeadersSimple,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-preflight-fetch'],
    since: '0.1.0',
  },
  'cors/preflight-redirected': {
    title: 'The preflight was answered with a redirect',
    severity: 'error',
    summary:
      'The answer to the OPTIONS request is a redirect. A browser follows redirects of calls, but ' +
      'never that of a preflight, so the call was not made. If the redirect leads to a sign-in page, ' +
      'it is `proxy/preflight-blocked`.',
    seen:
      "The console of Chromium says `Response to preflight request doesn't pass access control " +
      'check: Redirect is not allowed for a preflight request.` Firefox says `(Reason: CORS request ' +
      'external redirect not allowed).` or `(Reason: CORS preflight response did not succeed). ' +
      'Status code: 301.` Safari says `Preflight response is not successful. Status code: 301`.',
    causes: [
      'The page calls `http://…`, and the server redirects to `https`.',
      'A slash at the end is missing or too many, and the router redirects.',
      'The host was moved: with or without `www`, or a new name.',
      'A proxy adds a language or a version to the path by a redirect.',
    ],
    fixes: [
      callTheFinalAddress,
      {
        title: 'In ASP.NET Core, redirect to https only after CORS, or not at all for an API',
        stack: 'aspnet-core',
        steps:
          'An API should refuse plain http and not redirect. Where it has to, `UseCors` comes first ' +
          'and answers the preflight.',
        language: 'csharp',
        text: block`
          app.UseRouting();
          app.UseCors();
          app.UseHttpsRedirection();
          app.UseAuthentication();
          app.UseAuthorization();
        `,
      },
      {
        title: 'In nginx, answer with and without the slash',
        stack: 'nginx',
        steps:
          'A location that ends with a slash and passes to a proxy redirects the address without it. ' +
          'An exact location beside it answers at once.',
        language: 'nginx',
        text: block`
          location = /api/contacts { proxy_pass http://10.0.0.6:8080/contacts/; }
          location /api/contacts/ { proxy_pass http://10.0.0.6:8080/contacts/; }
        `,
      },
      publishTheApi,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-preflight-fetch'],
    since: '0.1.0',
  },
  'cors/invalid-allow-list': {
    title: 'A list in the preflight’s answer cannot be read',
    severity: 'error',
    summary:
      '`Access-Control-Allow-Methods` or `Access-Control-Allow-Headers` holds something that is no ' +
      'list of names with commas between them. The browser then takes the whole answer as a no.',
    seen:
      'The console of Chromium says `Cannot parse Access-Control-Allow-Headers response header field ' +
      'in preflight response.` Firefox says `(Reason: invalid token ‘…’ in CORS header ' +
      '‘Access-Control-Allow-Headers’).` Safari says `Header Access-Control-Allow-Headers has an ' +
      'invalid value: …`.',
    causes: [
      'The names stand in quotes or brackets, as they do in the configuration file.',
      'The names are separated by spaces or semicolons.',
      'A name holds a colon, because whole header lines were written into the list.',
    ],
    fixes: [
      {
        title: 'Write names with commas between them',
        steps: 'No quotes, no brackets, no colons.',
        language: 'http',
        text: block`
          Access-Control-Allow-Methods: GET, POST, PUT, DELETE
          Access-Control-Allow-Headers: authorization, content-type
        `,
      },
      corsInAspNetCore,
      corsInExpress,
      corsInNginx,
      corsInIis,
      publishTheApi,
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
      'https://fetch.spec.whatwg.org/#http-new-header-syntax',
    ],
    since: '0.1.0',
  },
}
