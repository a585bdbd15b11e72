import { block } from './block.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** What a browser does to a call before CORS has a say. */
export const browser: AreaCatalogue<'browser'> = {
  'browser/not-cors': {
    title: 'The call failed for a reason that is not CORS',
    severity: 'error',
    summary:
      'The call did not fail for CORS: it was not sent, did not arrive, or was stopped by another ' +
      'rule. The page’s code sees the same `TypeError` as for CORS, and Firefox even names CORS for ' +
      'a server that cannot be reached. Which reason it was stands in the evidence. CORS headers do ' +
      'not help.',
    seen:
      'In the console of Chromium `net::ERR_NAME_NOT_RESOLVED`, `net::ERR_CONNECTION_REFUSED`, ' +
      '`net::ERR_CERT_AUTHORITY_INVALID`, `net::ERR_BLOCKED_BY_CLIENT`, ' +
      "`net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin`, `Mixed Content: …` or `Connecting to '…' " +
      'violates the following Content Security Policy directive: "connect-src \'self\'".` Firefox says ' +
      '`(Reason: CORS request did not succeed). Status code: (null).` for a name, a connection and a ' +
      'certificate alike. Safari says `A server with the specified hostname could not be found.` or ' +
      '`Could not connect to the server.`',
    causes: [
      'The name is not resolved or the connection is refused: the server is away, or only ' +
        'reachable inside the network.',
      'The certificate is not trusted. On a page of its own the browser would ask; in a call it ' +
        'does not.',
      'The page’s own Content Security Policy does not list the address under `connect-src`.',
      'The page is served by `https` and calls `http` (mixed content).',
      'An ad blocker or another extension stops the call.',
      'The resource forbids embedding by `Cross-Origin-Resource-Policy`, or the page asks for it ' +
        'by `Cross-Origin-Embedder-Policy`.',
      'The page was left, or the code gave up after its own time limit.',
    ],
    fixes: [
      {
        title: 'Open the address in a tab of its own',
        steps:
          'A name, a connection or a certificate that fails shows there, with a page that says why. ' +
          'From the command line, for a name and port:',
        language: 'sh',
        text: block`
          curl -sv -o /dev/null https://api.example.com/contacts
        `,
      },
      {
        title: 'Name the address in the page’s Content Security Policy',
        steps:
          'In the header that comes with the page, for example in nginx. Add the origin to what is there.',
        language: 'nginx',
        text: block`
          add_header Content-Security-Policy "default-src 'self'; connect-src 'self' https://api.example.com" always;
        `,
      },
      {
        title: 'Call by https',
        steps:
          'A page served by `https` may not call `http`. Give the API a certificate, and write `https` ' +
          'into the address that the page calls.',
      },
      {
        title: 'Trust the certificate',
        steps:
          'On the person’s machine, or better a certificate from an authority that browsers trust. ' +
          'For development, make one that the machine trusts.',
        language: 'sh',
        text: block`
          mkcert -install
          mkcert localhost
        `,
      },
      {
        title: 'Try without extensions',
        steps:
          'In a private window, or with a profile of its own. If that helps, rename the address: ' +
          'blockers go by words such as `ads`, `track` and `analytics`.',
      },
      {
        title: 'In Clearway, publish an API that has no https',
        stack: 'clearway',
        steps: 'The gateway speaks `https` to browsers, and what it must to the internal network.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://published.example.com/contacts/
              internal: http://10.0.0.6:8080/
        `,
      },
    ],
    spec: ['https://fetch.spec.whatwg.org/#main-fetch'],
    since: '0.1.0',
  },
}
