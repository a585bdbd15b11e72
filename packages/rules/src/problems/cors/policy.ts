import { block } from '../block.ts'
import { corsInAspNetCore } from '../aspnet-fixes.ts'
import { corsInApiManagement, corsInAppService } from '../azure-fixes.ts'
import { nameTheOrigin, publishBelowOneOrigin, publishInOneApplication } from '../clearway-fixes.ts'
import { corsInIis } from '../iis-fixes.ts'
import { corsInNginx } from '../nginx-fixes.ts'
import { corsInExpress, corsInFastify } from '../node-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What a policy says no to: an origin, a method, a header. */
export const policy: Pick<
  AreaCatalogue<'cors'>,
  'cors/origin-not-allowed' | 'cors/method-not-allowed' | 'cors/header-not-allowed'
> = {
  'cors/origin-not-allowed': {
    title: 'The page’s origin is not allowed to call this address',
    severity: 'error',
    status: 403,
    summary:
      'The page’s origin is not the one that the server allows. Behind Clearway: the segment’s ' +
      '`cors` does not name it; the gateway answers the preflight, or a call that would have changed ' +
      'something, with 403 and without CORS headers, and the internal application does not see the ' +
      'request. Elsewhere: the answer’s `Access-Control-Allow-Origin` holds another origin. Either ' +
      'way the browser does not show the answer to the page.',
    seen:
      'The page’s code sees only `TypeError: Failed to fetch` (Chromium), `NetworkError when ' +
      'attempting to fetch resource.` (Firefox) or `Load failed` (Safari), and status 0 with ' +
      'XMLHttpRequest. Where no header came, as from Clearway, the console of Chromium says `… has ' +
      "been blocked by CORS policy: Response to preflight request doesn't pass access control check: " +
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.`, Firefox " +
      '`(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 403.` and Safari ' +
      '`Origin … is not allowed by Access-Control-Allow-Origin. Status code: 403`. Where another ' +
      "origin came, Chromium says `The 'Access-Control-Allow-Origin' header has a value 'https://…' " +
      'that is not equal to the supplied origin.` and Firefox `(Reason: CORS header ' +
      '‘Access-Control-Allow-Origin’ does not match ‘https://…’).`; Safari’s line is the same.',
    causes: [
      'Page and API are published as separate applications, and the API’s policy does not name the ' +
        'page’s origin.',
      'The origin is almost the one in the policy: another scheme, another port, with or without ' +
        '`www`, a capital letter, or a slash at the end. Browsers compare byte by byte.',
      'The server always sends one fixed origin, and this page is another one.',
      'The page runs on a developer’s machine, for example at `http://localhost:4200`.',
      'A cache gave out the answer to another page: see `cors/cached-without-vary`.',
      'The page is in a sandboxed frame or a local file, and its origin is `null`: see ' +
        '`cors/opaque-origin`.',
      'The request is not wanted: a page of somebody else is calling.',
    ],
    fixes: [
      publishInOneApplication,
      nameTheOrigin,
      publishBelowOneOrigin,
      {
        title: 'In Clearway, leave the answer to an application with a policy of its own',
        stack: 'clearway',
        steps:
          'Set `cors: internal` on the segment. Preflights then reach the internal application ' +
          'without a session, and its CORS headers reach the browser.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors: internal
        `,
      },
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      corsInAppService,
      corsInApiManagement,
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#cors-check',
      'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
    ],
    since: '0.1.0',
  },
  'cors/method-not-allowed': {
    title: 'The method is not allowed for calls from another origin',
    severity: 'error',
    status: 403,
    summary:
      'The page’s origin is allowed, but the preflight asked for a method that the answer’s ' +
      '`Access-Control-Allow-Methods` does not name. The browser made no call. Behind Clearway the ' +
      'list is that of the segment’s policy. GET, HEAD and POST need no mention; `*` counts only for ' +
      'calls without credentials.',
    seen:
      'The page’s code sees a `TypeError`. Chromium’s console says `Method PUT is not allowed by ' +
      'Access-Control-Allow-Methods in preflight response.` Firefox says `(Reason: Did not find ' +
      'method in CORS header ‘Access-Control-Allow-Methods’).` Safari says `Method PUT is not ' +
      'allowed by Access-Control-Allow-Methods.` Where the preflight itself is shown with status ' +
      '403, they say instead `It does not have HTTP ok status.`, `(Reason: CORS preflight response ' +
      'did not succeed). Status code: 403.` and `Preflight response is not successful. Status code: ' +
      '403`; the preflight’s `Clearway-Problem` header then names this code.',
    causes: [
      'The policy lists methods, and this one is missing.',
      'The page wrote the method in lower case. Browsers correct `put` and `delete`, but send ' +
        '`patch` as it stands, and methods are compared exactly.',
      'The server answers `*`, and the call carries credentials: then it is taken for a method ' +
        'named `*`.',
      'An older preflight answer is still in the browser’s cache after the policy was changed.',
    ],
    fixes: [
      {
        title: 'In Clearway, add the method to the segment’s policy',
        stack: 'clearway',
        steps: 'List the methods that pages of other origins need.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors:
                origins: [https://contacts.example.com]
                methods: [GET, POST, PUT, PATCH, DELETE]
                headers: [content-type]
                credentials: true
        `,
      },
      {
        title: 'Write the method in capital letters in the page',
        steps: 'This matters for PATCH and for all methods that are not among the old ones.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/7', {
            method: 'PATCH',
            credentials: 'include',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ name: 'Ada' }),
          })
        `,
      },
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      corsInApiManagement,
      {
        title: 'Wait for the cached preflight to end, or avoid it while testing',
        steps:
          'A browser keeps a preflight answer for `Access-Control-Max-Age`: Chromium at most two ' +
          'hours, Firefox a day, Safari ten minutes. In Chromium’s developer tools, “Disable cache” ' +
          'on the Network tab asks anew each time.',
      },
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#http-access-control-allow-methods',
      'https://fetch.spec.whatwg.org/#concept-method-normalize',
    ],
    since: '0.1.0',
  },
  'cors/header-not-allowed': {
    title: 'A header is not allowed for calls from another origin',
    severity: 'error',
    status: 403,
    summary:
      'The page’s origin and method are allowed, but the preflight announced a request header that ' +
      'the answer’s `Access-Control-Allow-Headers` does not name. The browser made no call. Behind ' +
      'Clearway the list is that of the segment’s policy. `*` counts only for calls without ' +
      'credentials.',
    seen:
      'The page’s code sees a `TypeError`. Chromium’s console says `Request header field ' +
      'x-requested-with is not allowed by Access-Control-Allow-Headers in preflight response.` ' +
      'Firefox says `(Reason: header ‘x-requested-with’ is not allowed according to header ' +
      '‘Access-Control-Allow-Headers’ from CORS preflight response).` Safari says `Request header ' +
      'field X-Requested-With is not allowed by Access-Control-Allow-Headers.` Where the preflight ' +
      'itself is shown with status 403, they say instead `It does not have HTTP ok status.`, ' +
      '`(Reason: CORS preflight response did not succeed). Status code: 403.` and `Preflight ' +
      'response is not successful. Status code: 403`; the preflight’s `Clearway-Problem` header then ' +
      'names this code.',
    causes: [
      'The policy lists headers, and this one is missing: often `content-type` (for JSON), ' +
        '`authorization` or `x-requested-with`.',
      'A library of the page adds a header of its own: tracing (`traceparent`, `request-id`, ' +
        '`sentry-trace`, `x-datadog-trace-id`), an anti-forgery token, an HTTP client’s interceptor.',
      'The page sets a header that belongs to answers, such as `Access-Control-Allow-Origin`. It ' +
        'does nothing in a request but need permission.',
      'The server answers `*`, and the call carries credentials: then it is taken for a header ' +
        'named `*`.',
      'Behind Clearway: the list of headers in the preflight is longer than 8 kB or 100 names.',
    ],
    fixes: [
      {
        title: 'In Clearway, add the header to the segment’s policy',
        stack: 'clearway',
        steps: 'Names are compared without regard to case. `authorization` has to be listed by its name.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors:
                origins: [https://contacts.example.com]
                methods: [GET, POST]
                headers: [content-type, authorization, x-requested-with]
                credentials: true
        `,
      },
      {
        title: 'Leave the header out of calls to this origin',
        steps:
          'If a library adds it, tell the library not to. For the tracing headers of Application ' +
          'Insights, for example, name the host that must not get them.',
        language: 'js',
        text: block`
          new ApplicationInsights({
            config: {
              connectionString,
              enableCorsCorrelation: true,
              correlationHeaderExcludedDomains: ['api.example.com'],
            },
          })
        `,
      },
      {
        title: 'Take CORS answer headers out of the request',
        steps:
          'Headers that begin with `Access-Control-Allow-` are for the server to send. Remove them ' +
          'from the page’s code.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', {
            credentials: 'include',
            headers: { accept: 'application/json' },
          })
        `,
      },
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      corsInApiManagement,
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#http-access-control-allow-headers',
      'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
    ],
    since: '0.1.0',
  },
}
