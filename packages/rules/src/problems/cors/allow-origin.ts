import { block } from '../block.ts'
import { corsInAspNetCore } from '../aspnet-fixes.ts'
import { corsInApiManagement, corsInAppService } from '../azure-fixes.ts'
import { publishBelowOneOrigin, publishTheApi } from '../clearway-fixes.ts'
import { corsInIis, oneHeaderInIis } from '../iis-fixes.ts'
import { corsInNginx, hideUpstreamCorsInNginx } from '../nginx-fixes.ts'
import { corsInExpress, corsInFastify } from '../node-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What may be wrong with Access-Control-Allow-Origin itself. */
export const allowOrigin: Pick<
  AreaCatalogue<'cors'>,
  'cors/missing-allow-origin' | 'cors/multiple-allow-origin' | 'cors/invalid-allow-origin'
> = {
  'cors/missing-allow-origin': {
    title: 'The answer has no Access-Control-Allow-Origin',
    severity: 'error',
    summary:
      'The browser sent the call, or the preflight before it, to another origin, and the answer says ' +
      'nothing about who may read it. The browser then keeps it from the page, whatever its status. ' +
      'The call itself has reached the server, unless it was the preflight that failed.',
    seen:
      'The page’s code sees `TypeError: Failed to fetch` (Chromium), `NetworkError when attempting ' +
      'to fetch resource.` (Firefox) or `Load failed` (Safari). The console of Chromium says `… has ' +
      "been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the " +
      "requested resource.`, with `Response to preflight request doesn't pass access control check:` " +
      'in front for a preflight. Firefox says `(Reason: CORS header ‘Access-Control-Allow-Origin’ ' +
      'missing). Status code: 200.` Safari says `Origin https://… is not allowed by ' +
      'Access-Control-Allow-Origin. Status code: 200`. The same call works from curl or Postman, ' +
      'which do not ask.',
    causes: [
      'The server has no CORS at all, or not for this path.',
      'The server names origins and sends the header only to those; this page is not among them.',
      'CORS is set up after the step that answered: sign-in, routing, a limit, static files.',
      'A proxy in front answered by itself, or removed the header.',
      'The call was redirected, and the last server is another one than the page called.',
      'The answer came from the browser’s cache, where it had been put by a request without an ' +
        'origin: see `cors/cached-without-vary`.',
    ],
    fixes: [
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      oneHeaderInIis,
      corsInAppService,
      corsInApiManagement,
      publishTheApi,
      publishBelowOneOrigin,
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#cors-check',
      'https://fetch.spec.whatwg.org/#http-access-control-allow-origin',
    ],
    since: '0.1.0',
  },
  'cors/multiple-allow-origin': {
    title: 'The answer names more than one allowed origin',
    severity: 'error',
    summary:
      'The answer has two lines of `Access-Control-Allow-Origin`, or one with a list. A browser ' +
      'accepts exactly one value: it joins what it gets and compares the whole, so that even twice ' +
      'the right origin fails.',
    seen:
      "The console of Chromium says `The 'Access-Control-Allow-Origin' header contains multiple " +
      "values 'https://…, https://…', but only one is allowed.` Firefox says `(Reason: Multiple CORS " +
      'header ‘Access-Control-Allow-Origin’ not allowed).` for two lines, and `does not match ‘…’` ' +
      'for a list in one line. Safari says `Access-Control-Allow-Origin cannot contain more than one ' +
      'origin.`',
    causes: [
      'The application sets the header, and a proxy or the web server in front adds it again.',
      'Two pieces of the application both set it: a CORS middleware and a line of code, or ' +
        'web.config and the code.',
      'A list of origins was written into the value, with commas or spaces.',
    ],
    fixes: [
      {
        title: 'Decide who sets CORS headers, and remove them elsewhere',
        steps:
          'The application knows its callers best; a gateway also covers errors that the application ' +
          'never sees. Ask both, in this order, and look which of the answers has the header ' +
          'already.',
        language: 'sh',
        text: block`
          curl -si -H 'Origin: https://contacts.example.com' http://10.0.0.6:8080/contacts | grep -i '^access-control'
          curl -si -H 'Origin: https://contacts.example.com' https://api.example.com/contacts | grep -i '^access-control'
        `,
      },
      hideUpstreamCorsInNginx,
      {
        title: 'In Azure API Management, take the backend’s headers off',
        stack: 'api-management',
        steps: 'If the cors policy is in use: in the outbound section.',
        language: 'xml',
        text: block`
          <outbound>
            <base />
            <set-header name="Access-Control-Allow-Origin" exists-action="delete" />
            <set-header name="Access-Control-Allow-Credentials" exists-action="delete" />
          </outbound>
        `,
      },
      {
        title: 'In Express, name several origins, and the one that called is sent',
        stack: 'node',
        steps:
          'Hold the list on the server, compare, and send the one that is equal, together with ' +
          '`Vary: Origin`. CORS libraries do so when they are given a list.',
        language: 'js',
        text: block`
          app.use(cors({ origin: ['https://contacts.example.com', 'https://reports.example.com'], credentials: true }))
        `,
      },
      publishTheApi,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-check'],
    since: '0.1.0',
  },
  'cors/invalid-allow-origin': {
    title: 'Access-Control-Allow-Origin holds no origin',
    severity: 'error',
    summary:
      'The header is there, but its value is neither an origin nor `*`: a host without a scheme, a ' +
      'pattern, a text in quotes, an empty value. A browser compares the value with the page’s ' +
      'origin as text and knows no patterns.',
    seen:
      "The console of Chromium says `The 'Access-Control-Allow-Origin' header contains the invalid " +
      "value 'contacts.example.com'.` Firefox says `(Reason: CORS header " +
      '‘Access-Control-Allow-Origin’ does not match ‘contacts.example.com’).` Safari says `Origin ' +
      'https://… is not allowed by Access-Control-Allow-Origin.`',
    causes: [
      'The value is a host name: `contacts.example.com` in place of `https://contacts.example.com`.',
      'The value is a pattern such as `https://*.example.com`. Patterns are for the server’s own ' +
        'list, not for the header.',
      'A variable was empty where the server starts, or its name was written in place of its value.',
      'Quotes or brackets of a configuration file became part of the value.',
    ],
    fixes: [
      {
        title: 'Send the page’s origin, whole',
        steps: 'Scheme, host, and the port unless it is the usual one; no slash at the end.',
        language: 'http',
        text: block`
          Access-Control-Allow-Origin: https://contacts.example.com
          Vary: Origin
        `,
      },
      {
        title: 'In Clearway, let the gateway compare patterns',
        stack: 'clearway',
        steps:
          'A pattern of one level of subdomains can stand in the policy of a Clearway segment; the ' +
          'answer then holds the one origin that called.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors:
                origins: ['https://*.example.com']
                credentials: true
        `,
      },
      {
        title: 'In ASP.NET Core, permit the subdomains of one domain',
        stack: 'aspnet-core',
        steps: 'Only of a domain whose every subdomain is yours.',
        language: 'csharp',
        text: block`
          builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
              .SetIsOriginAllowedToAllowWildcardSubdomains()
              .WithOrigins("https://*.example.com")));
        `,
      },
      corsInExpress,
      corsInNginx,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-check'],
    since: '0.1.0',
  },
}
