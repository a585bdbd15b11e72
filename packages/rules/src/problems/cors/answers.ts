import { block } from '../block.ts'
import { corsInAspNetCore, corsOnErrorsInAspNetCore, exposeInAspNetCore } from '../aspnet-fixes.ts'
import { corsInApiManagement } from '../azure-fixes.ts'
import { nameTheOrigin, publishBelowOneOrigin, publishTheApi } from '../clearway-fixes.ts'
import { corsInIis } from '../iis-fixes.ts'
import { corsInNginx } from '../nginx-fixes.ts'
import { corsInExpress, corsInFastify } from '../node-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Answers that the page gets otherwise than it thinks. */
export const answers: Pick<
  AreaCatalogue<'cors'>,
  'cors/cached-without-vary' | 'cors/error-without-headers' | 'cors/header-not-exposed' | 'cors/opaque-answer'
> = {
  'cors/cached-without-vary': {
    title: 'The answer depends on the origin but does not say so',
    severity: 'warning',
    summary:
      'The server sends CORS headers only to requests with an `Origin`, or different ones to ' +
      'different origins, and does not say `Vary: Origin`. A cache, the browser’s own or one ' +
      'between, then gives the answer to one request out for another. It works and fails by what was ' +
      'loaded before.',
    seen:
      "The console of Chromium says `No 'Access-Control-Allow-Origin' header is present on the " +
      'requested resource.`, while the server’s log shows no request: the answer came from the ' +
      'cache. It goes away with “Disable cache” and comes back. Or one of two pages always sees the ' +
      'other’s origin in `Access-Control-Allow-Origin`.',
    causes: [
      'An `<img>` or `<script>` without `crossorigin` loaded the address first; such requests ' +
        'carry no `Origin`, and the answer without CORS headers is in the cache.',
      'The server picks the header from a list of origins and leaves `Vary` out.',
      'A CDN in front does not make `Origin` a part of its key.',
    ],
    fixes: [
      {
        title: 'Send Vary: Origin on every answer of the address',
        steps:
          'Also on those to requests without `Origin`, on errors and on redirects. The CORS ' +
          'libraries of ASP.NET Core, Express and Fastify do so when they are given a list of ' +
          'origins.',
        language: 'http',
        text: block`
          Access-Control-Allow-Origin: https://contacts.example.com
          Vary: Origin
        `,
      },
      {
        title: 'In Clearway, always send the wildcard, for public data',
        stack: 'clearway',
        steps:
          'Without regard to `Origin`, and without credentials: then there is nothing to vary by. ' +
          'Clearway does so for this policy.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://static.example.com/
              internal: http://10.0.0.9:8080/
              accept: [anyone]
              cors: { origins: '*', methods: [GET] }
        `,
      },
      {
        title: 'Load images and scripts with CORS too',
        steps: 'With `crossorigin` the element sends `Origin`, and both requests get the same answer.',
        language: 'html',
        text: block`
          <img src="https://static.example.com/logo.png" crossorigin="anonymous" alt="">
        `,
      },
      corsInNginx,
      publishTheApi,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches'],
    since: '0.1.0',
  },
  'cors/error-without-headers': {
    title: 'An error hides behind a missing CORS header',
    severity: 'error',
    summary:
      'The server, or something in front of it, answered with an error, and this answer has no CORS ' +
      'headers. The browser keeps it from the page, so that the page cannot read even the status. ' +
      'The console names CORS; the cause is the error.',
    seen:
      "The console says `No 'Access-Control-Allow-Origin' header is present on the requested " +
      'resource.`, and in the next line or in the Network tab stands the status: `GET ' +
      'https://api.example.com/contacts net::ERR_FAILED 502 (Bad Gateway)`. Firefox adds `Status ' +
      'code: 502.` Other calls to the same API work. The page’s code sees a `TypeError` and no ' +
      'status.',
    causes: [
      'A proxy in front made the answer itself: 502 or 504 when the application is away, 413 when ' +
        'the body is too large, 429 when there were too many.',
      'In nginx, `add_header` stands without `always`: then errors have none.',
      'An exception left the application before CORS had a say.',
      'CORS is set up only for the routes that exist, and this one is 404.',
      'The 401 is made by a component in front of CORS.',
    ],
    fixes: [
      {
        title: 'Mend the error first',
        steps: 'Ask for it without a browser. `Server` and `Via` tell who answered.',
        language: 'sh',
        text: block`
          curl -si -H 'Origin: https://contacts.example.com' https://api.example.com/contacts | head -20
        `,
      },
      corsInNginx,
      corsOnErrorsInAspNetCore,
      corsInExpress,
      {
        title: 'In Azure API Management, run the cors policy for errors too',
        stack: 'api-management',
        steps:
          'The policy adds its headers in the inbound section, so errors of later sections have ' +
          'them, as long as it stands before the policies that may refuse. `<base />` in on-error ' +
          'keeps what wider scopes set.',
        language: 'xml',
        text: block`
          <on-error>
            <base />
          </on-error>
        `,
      },
      publishTheApi,
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-check'],
    since: '0.1.0',
  },
  'cors/header-not-exposed': {
    title: 'The page may not read a header of the answer',
    severity: 'warning',
    summary:
      'The page got the answer, but a header in it is not for pages of other origins: they may read ' +
      'only `Cache-Control`, `Content-Language`, `Content-Length`, `Content-Type`, `Expires`, ' +
      '`Last-Modified` and `Pragma`, and what `Access-Control-Expose-Headers` names. After a 401 the ' +
      'page then cannot see `WWW-Authenticate`, and does not learn whether its token has expired or ' +
      'which claims are wanted.',
    seen:
      "`response.headers.get('www-authenticate')` is `null`, although the Network tab shows the " +
      'header. With XMLHttpRequest the console of Chromium says `Refused to get unsafe header ' +
      '"www-authenticate"`.',
    causes: [
      '`Access-Control-Expose-Headers` is missing, or does not name this one.',
      'It says `*`, and the call carries credentials: then `*` does not count.',
      'One entry of the list is not a name, which voids the whole list.',
    ],
    fixes: [
      exposeInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      corsInApiManagement,
      {
        title: 'In Clearway, expose the header in the segment’s policy',
        stack: 'clearway',
        steps:
          'Clearway exposes what its own refusals carry by itself; name what the internal ' +
          'application adds.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors:
                origins: [https://contacts.example.com]
                expose: [www-authenticate, etag, retry-after, x-request-id]
                credentials: true
        `,
      },
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name',
      'https://fetch.spec.whatwg.org/#http-access-control-expose-headers',
    ],
    since: '0.1.0',
  },
  'cors/opaque-answer': {
    title: 'The page asked for an answer that it cannot read',
    severity: 'warning',
    summary:
      "The call was made with `mode: 'no-cors'`. It is sent, without headers of the page’s own, and " +
      'the browser hides status, headers and body of the answer for good. No setting of the server ' +
      'changes that.',
    seen:
      'No line in the console. `response.type` is `opaque`, `response.status` is 0, `response.ok` is ' +
      'false, and `await response.json()` fails with `SyntaxError: Unexpected end of input`. A JSON ' +
      'body arrives at the server as `text/plain`, a token does not arrive.',
    causes: [
      "Somebody followed the hint of older consoles: `set the request's mode to 'no-cors' to fetch " +
        'the resource with CORS disabled`.',
      'A service worker fetches in this mode, for images, and the answer is used for data.',
    ],
    fixes: [
      {
        title: 'Leave the mode out, and let the server offer CORS',
        steps: 'The usual mode is `cors`. What then fails is told by name.',
        language: 'js',
        text: block`
          const response = await fetch('https://api.example.com/contacts/', { credentials: 'include' })
        `,
      },
      corsInAspNetCore,
      corsInExpress,
      nameTheOrigin,
      publishBelowOneOrigin,
    ],
    spec: ['https://fetch.spec.whatwg.org/#concept-filtered-response-opaque'],
    since: '0.1.0',
  },
}
