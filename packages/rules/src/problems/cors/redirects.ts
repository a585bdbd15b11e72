import { block } from '../block.ts'
import { callTheFinalAddress } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What redirects and opaque origins do to a call. */
export const redirects: Pick<
  AreaCatalogue<'cors'>,
  | 'cors/tainted-origin'
  | 'cors/opaque-origin'
  | 'cors/redirect-with-credentials'
  | 'cors/redirect-not-followed'
> = {
  'cors/tainted-origin': {
    title: 'After redirects the browser sends the origin null',
    severity: 'error',
    summary:
      'The call was redirected from one foreign origin to another. From then on the browser sends ' +
      '`Origin: null`, so that the last server cannot be led to trust a page that did not call it. ' +
      'An answer that names the page’s origin does not fit any more.',
    seen:
      "The console of Chromium says `The 'Access-Control-Allow-Origin' header has a value " +
      "'https://contacts.example.com' that is not equal to the supplied origin.`, although the page " +
      'is at exactly that origin: it prints the page’s origin and has sent `null`. Firefox says ' +
      '`does not match ‘https://contacts.example.com’`; Safari says `Origin null is not allowed by ' +
      'Access-Control-Allow-Origin.` In the Network tab the last request has `Origin: null`.',
    causes: [
      'The API redirects to another host, such as a storage or a new API host.',
      'The API redirects between two of its own hosts or ports, of which both differ from the page’s.',
      'The call goes to another origin and from there back to the page’s own.',
      'It is a sign-in: the API redirects through a gateway to the provider. See ' +
        '`session/redirected-to-sign-in`.',
    ],
    fixes: [
      callTheFinalAddress,
      {
        title: 'Answer with the address in place of a redirect',
        steps: 'The page then calls it itself, and with its own origin.',
        language: 'js',
        text: block`
          const { url } = await (await fetch('https://api.example.com/contacts/7/photo-address')).json()
          const photo = await fetch(url)
        `,
      },
      {
        title: 'In Clearway, publish the storage as a segment too',
        stack: 'clearway',
        steps:
          'The page then calls it directly, and needs no redirect. Elsewhere, let the API read from the ' +
          'storage itself and pass the content on.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
            - external: https://api.example.com/photos/
              internal: http://10.0.0.8:8080/
        `,
      },
      {
        title: 'Never allow the origin null',
        steps: 'Every sandboxed frame of every site has it. Allowing `null` lets all of them in.',
      },
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#concept-request-tainted-origin',
      'https://fetch.spec.whatwg.org/#http-redirect-fetch',
    ],
    since: '0.1.0',
  },
  'cors/opaque-origin': {
    title: 'The page has no origin of its own',
    severity: 'error',
    summary:
      'The page is a local file, a `data:` address, or in a sandboxed frame. Its origin is `null`, ' +
      'the same for all such pages of the world. A server that wants to know who calls cannot allow ' +
      'it.',
    seen:
      "The console of Chromium says `… from origin 'null' has been blocked by CORS policy`. Firefox " +
      'and Safari name `null` as well. The request has `Origin: null` and, in Chromium and Firefox, ' +
      '`Sec-Fetch-Site: cross-site`.',
    causes: [
      'The page was opened by a double click: its address begins with `file:`.',
      'It is in a frame with `sandbox` and without `allow-same-origin`.',
      'It is shown by a mail program, a preview or an embedded web view.',
      'It is served with `Content-Security-Policy: sandbox`.',
    ],
    fixes: [
      {
        title: 'Serve the page from a web server',
        steps: 'For development any will do.',
        language: 'sh',
        text: block`
          npx http-server ./page --port 4200
        `,
      },
      {
        title: 'Give the sandboxed frame its origin back',
        steps:
          'Only for a frame with content of another origin than the page around it: with ' +
          '`allow-scripts` and `allow-same-origin` together, content of the same origin can remove ' +
          'the sandbox.',
        language: 'html',
        text: block`
          <iframe src="https://widgets.example.com/" sandbox="allow-scripts allow-same-origin"></iframe>
        `,
      },
      {
        title: 'Let the page around the frame make the call',
        steps:
          'The frame asks by `postMessage`; the page around it checks that `event.source` is its own ' +
          'frame, calls with its own origin, and answers with what the frame may know.',
      },
      {
        title: 'In Clearway, allow every origin without credentials, for public data',
        stack: 'clearway',
        steps: 'Only for data that anybody may read without a sign-in.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/holidays/
              internal: http://10.0.0.9:8080/
              accept: [anyone]
              cors: { origins: '*', methods: [GET] }
        `,
      },
    ],
    spec: ['https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque'],
    since: '0.1.0',
  },
  'cors/redirect-with-credentials': {
    title: 'A redirect leads to an address with a user and password',
    severity: 'error',
    summary:
      'The `Location` of a redirect has the form `https://user:password@host/`. Browsers do not ' +
      'follow it in a cross-origin call, because the server’s secret would pass through a foreign ' +
      'page.',
    seen:
      "The console of Chromium says `Redirect location '' contains a username and password, which is " +
      'disallowed for cross-origin requests.` Firefox says `(Reason: CORS request external redirect ' +
      'not allowed).` Safari says `Cross-origin redirection to … denied by Cross-Origin Resource ' +
      'Sharing policy`.',
    causes: [
      'The server was configured with an address that holds a user, and uses it for redirects.',
      'A proxy builds the `Location` from its own upstream address.',
    ],
    fixes: [
      {
        title: 'Take user and password out of the address',
        steps:
          'Let the server send them as an `Authorization` header to where they belong, and change ' +
          'the password: it was sent to browsers.',
        language: 'sh',
        text: block`
          curl -si -H 'Origin: https://contacts.example.com' https://api.example.com/contacts | grep -i '^location'
        `,
      },
      {
        title: 'Let the server fetch what lies behind the password',
        steps: 'And pass the content on. The page then needs no redirect.',
      },
    ],
    spec: ['https://fetch.spec.whatwg.org/#http-redirect-fetch'],
    since: '0.1.0',
  },
  'cors/redirect-not-followed': {
    title: 'The browser did not follow a redirect',
    severity: 'error',
    summary:
      'The call was redirected, and the browser stopped there: after 20 redirects, at an address ' +
      'that is not `http` or `https`, at a body that can be sent only once, or because the page ' +
      "called with `redirect: 'error'`.",
    seen:
      'The page’s code sees `TypeError: Failed to fetch`; Chromium’s Network tab names ' +
      '`net::ERR_TOO_MANY_REDIRECTS`, `net::ERR_UNSAFE_REDIRECT` or `net::ERR_FAILED`. Firefox says ' +
      '`(Reason: CORS request not http).` or `(Reason: CORS request did not succeed).` Safari says ' +
      '`Load cannot follow more than 20 redirections` or `Not allowed to follow a redirection while ' +
      'loading …`.',
    causes: [
      'Two rules redirect to each other: `http` to `https` in the application, behind a proxy that ' +
        'ends TLS and speaks `http` to it.',
      'Sign-in goes round in a loop, because a cookie is set and never sent back.',
      'The server redirects to an address of an app (`myapp://…`) or to `data:`.',
      "The page or a library sets `redirect: 'error'`.",
    ],
    fixes: [
      {
        title: 'Follow the chain by hand',
        steps: 'Look for the address that comes up twice.',
        language: 'sh',
        text: block`
          curl -sIL --max-redirs 10 https://api.example.com/contacts | grep -iE '^(HTTP|location)'
        `,
      },
      {
        title: 'In ASP.NET Core, use the scheme that the browser used',
        stack: 'aspnet-core',
        steps:
          'In ASP.NET Core behind a proxy that ends TLS; it has to stand before ' +
          '`UseHttpsRedirection`. See `proxy/forwarded-headers`.',
        language: 'csharp',
        text: block`
          app.UseForwardedHeaders();
          app.UseHttpsRedirection();
        `,
      },
      callTheFinalAddress,
    ],
    spec: ['https://fetch.spec.whatwg.org/#http-redirect-fetch'],
    since: '0.1.0',
  },
}
