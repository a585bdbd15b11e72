import { block } from '../block.ts'
import { publishBelowOneOrigin } from '../clearway-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Calls that a browser does not make at all. */
export const calls: Pick<
  AreaCatalogue<'cors'>,
  'cors/forbidden-by-mode' | 'cors/scheme-not-supported' | 'cors/local-network'
> = {
  'cors/forbidden-by-mode': {
    title: 'The page itself forbade a cross-origin call',
    severity: 'error',
    summary:
      "The call was made with `mode: 'same-origin'` and goes to another origin, or with `mode: " +
      "'no-cors'` and a `redirect` other than `follow`. The browser does what the page asked for: " +
      'nothing was sent.',
    seen:
      'The console of Chromium says `Fetch API cannot load https://…. Request mode is "same-origin" ' +
      "but the URL's origin is not same as the request origin https://….` or `Request mode is " +
      '"no-cors" but the redirect mode is not "follow".` Safari says `Unsafe attempt to load URL … ' +
      'Domains, protocols and ports must match.` or `No-Cors mode requires follow redirect mode`. ' +
      'There is no entry in the Network tab of the server.',
    causes: [
      'A library sets the mode, and the address has become another origin since.',
      'The page and the API were of one origin before they were published apart.',
      'A module worker or a service worker script is loaded from another origin, which is never ' +
        'allowed.',
    ],
    fixes: [
      {
        title: 'Take the mode out of the call',
        steps: 'The usual mode is `cors`, which works within one origin as well.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', { credentials: 'include' })
        `,
      },
      publishBelowOneOrigin,
    ],
    spec: ['https://fetch.spec.whatwg.org/#main-fetch'],
    since: '0.1.0',
  },
  'cors/scheme-not-supported': {
    title: 'The address has a scheme that CORS does not know',
    severity: 'error',
    summary:
      'Cross-origin calls go to `http` and `https` addresses. A `file:` page cannot read the file ' +
      'beside it, and nobody can call `ftp:`, `ws:` or an app’s own scheme by fetch.',
    seen:
      'The console of Chromium says `Cross origin requests are only supported for protocol schemes: ' +
      'chrome, chrome-extension, data, http, https, ….`, `URL scheme "file" is not supported.` or ' +
      '`Not allowed to load local resource: file:///…`. Firefox says `(Reason: CORS request not ' +
      'http).` Safari says `Cross origin requests are only supported for HTTP.`',
    causes: [
      'The page was opened by a double click, and loads a script, a module or data beside it.',
      'The address has no scheme: `localhost:8080/contacts` is read as scheme `localhost`.',
      'A redirect leads to an address of an app.',
    ],
    fixes: [
      {
        title: 'Serve page and data from a web server',
        steps: 'For development any will do.',
        language: 'sh',
        text: block`
          npx http-server ./page --port 4200
        `,
      },
      {
        title: 'Write the scheme into the address',
        steps: 'Or leave scheme and host out, for an address of the page’s own origin.',
        language: 'js',
        text: block`
          await fetch('http://localhost:8080/contacts')
          await fetch('/contacts')
        `,
      },
    ],
    spec: ['https://fetch.spec.whatwg.org/#main-fetch'],
    since: '0.1.0',
  },
  'cors/local-network': {
    title: 'The browser protects the local network',
    severity: 'error',
    summary:
      'A page from a public address called a host in the local network, or on the person’s own ' +
      'machine. Chromium asks the person first, and only for pages served by https. The call was not ' +
      'made. CORS headers do not help.',
    seen:
      "The console of Chromium says `Permission was denied for this request to access the 'local' " +
      'address space.`, or `The request client is not a secure context and the resource is in ' +
      "more-private address space 'local'.` A prompt asks whether the site may look for devices in " +
      'the local network. It happens at the office or with VPN and not at home, or the other way ' +
      'round.',
    causes: [
      'The page has a public address, and the name of the API leads to a private one inside the ' +
        'company (10.x, 172.16.x, 192.168.x).',
      'The person said no to the prompt, once, and the browser remembers.',
      'The page is served by plain http.',
      'The page is in a frame that was not given the permission.',
      'The page talks to a program on the same machine: a card reader, a print service, an agent.',
    ],
    fixes: [
      {
        title: 'Permit it by policy for the company’s own pages',
        steps: 'In Chrome and Edge on managed machines; as registry or as JSON policy.',
        language: 'json',
        text: block`
          {
            "LocalNetworkAccessAllowedForUrls": ["https://contacts.example.com"]
          }
        `,
      },
      {
        title: 'In Clearway, publish page and API at addresses of the same kind',
        stack: 'clearway',
        steps:
          'Both public, or both inside. Published through Clearway, the page’s calls go to the ' +
          'gateway, as the page itself did, and the gateway goes on to the internal network.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://contacts.example.com/
              internal: http://10.0.0.5:8080/
            - external: https://contacts.example.com/api/
              internal: http://10.0.0.6:8080/
        `,
      },
      {
        title: 'Give the permission to the frame',
        steps: 'The frame’s own page has to be served by https as well.',
        language: 'html',
        text: block`
          <iframe src="https://contacts.example.com/" allow="local-network-access"></iframe>
        `,
      },
      {
        title: 'Change the answer that the person gave',
        steps: 'In Chromium at the left end of the address bar, Site settings, Local network access.',
      },
    ],
    spec: ['https://wicg.github.io/local-network-access/'],
    since: '0.1.0',
  },
}
