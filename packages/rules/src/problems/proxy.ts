import { block } from './block.ts'
import { trustOwnAuthority } from './entra-fixes.ts'
import type { AreaCatalogue, Fix } from './problem-info.ts'

const askFromTheGateway: Fix = {
  title: 'Ask the internal application from the gateway’s machine',
  steps:
    'Use the internal URL of the segment; in a container, run it inside the container. The message of ' +
    'curl tells name, connection, certificate and time apart.',
  language: 'sh',
  text: block`
    curl -sv -o /dev/null -w '%{http_code} %{time_total}s\\n' http://10.0.0.6:8080/
  `,
}

/** Problems on the way from the external URL to the internal application. */
export const proxy: AreaCatalogue<'proxy'> = {
  'proxy/unknown-host': {
    title: 'No application is published at this host',
    severity: 'error',
    status: 404,
    summary:
      'The host, with its scheme and port, of the request belongs to no segment of the configuration. ' +
      'The gateway answers only for external URLs that are written there.',
    seen: 'A page or a body with status 404, at every path of the host.',
    causes: [
      'The host is in the DNS, but no segment has it in `external`.',
      'A proxy in front sends its own name as `Host`, or the address of the gateway.',
      'The port or the scheme differs: `external` says `https` without a port, and the request came to ' +
        'another one.',
      'Somebody opened the gateway by its address.',
    ],
    fixes: [
      {
        title: 'Publish the host',
        steps: '`external` is the address as it stands in the browser.',
        language: 'yaml',
        text: block`
          applications:
            - name: contacts
              allow: { groups: [sales] }
              segments:
                - external: https://contacts.example.com/
                  internal: http://10.0.0.5:8080/
        `,
      },
      {
        title: 'Let the proxy in front pass host and scheme',
        steps:
          'For nginx, which otherwise sends the name from `proxy_pass`. If it ends TLS, name it under ' +
          '`trustedProxies` too.',
        language: 'nginx',
        text: block`
          proxy_set_header Host $host;
          proxy_set_header X-Forwarded-Host $host;
          proxy_set_header X-Forwarded-Proto $scheme;
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-7.2'],
    since: '0.1.0',
  },
  'proxy/no-segment': {
    title: 'No segment covers this path',
    severity: 'error',
    status: 404,
    summary:
      'The host is published, but the path begins with none of its segments’ paths. The request was ' +
      'not passed on. The answer of an internal application that does not know a path is its own and ' +
      'does not carry this code.',
    seen:
      'Status 404 for some addresses of a host on which others work: often style sheets, scripts or an ' +
      'API beside the published path.',
    causes: [
      'Only a part of the host is published, such as `/contacts/`, and the page asks for addresses ' +
        'outside, such as `/css/site.css`.',
      'The internal application writes absolute paths into its pages, as if it lay at the root.',
      'The path is spelt otherwise than in `external`: paths are compared exactly, capital letters ' +
        'included, and `/contacts/` does not cover `/contactsx`.',
    ],
    fixes: [
      {
        title: 'Publish the other path too',
        steps:
          'As one more segment, or by publishing the directory above both. The longest path that fits ' +
          'decides.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://apps.example.com/contacts/
              internal: http://10.0.0.5:8080/contacts/
            - external: https://apps.example.com/css/
              internal: http://10.0.0.5:8080/css/
        `,
      },
      {
        title: 'Publish the application on a host of its own',
        steps: 'Absolute paths then fit without a change to the internal application.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://contacts.example.com/
              internal: http://10.0.0.5:8080/
        `,
      },
      {
        title: 'Tell an ASP.NET Core application its base path',
        steps: 'It then writes its addresses below that path. It has to stand before routing.',
        language: 'csharp',
        text: block`
          app.UsePathBase("/contacts");
          app.UseRouting();
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5'],
    since: '0.1.0',
  },
  'proxy/forwarded-headers': {
    title: 'Scheme, host or address got lost behind a gateway',
    severity: 'error',
    status: 400,
    summary:
      'What a proxy in front says of the request (`Forwarded`, `X-Forwarded-For`, `-Proto`, `-Host`) cannot be ' +
      'read, contradicts itself, or is not what is published. Whoever builds links, redirects or cookies from ' +
      'it gets them wrong: sign-in leads to `http://` or to an internal name, and token checks fail behind it.',
    seen:
      'Status 400 from the gateway. Behind other gateways: redirect URIs with `http://` or an internal host, ' +
      'endless redirects, AADSTS50011, or an API that works locally and fails once it is deployed.',
    causes: [
      'The proxy in front passes on what clients send in these headers, instead of writing them itself.',
      'The proxy ends TLS but does not say `X-Forwarded-Proto: https`.',
      'Both `Forwarded` and `X-Forwarded-*` arrive and disagree: one is a client’s, the other the proxy’s.',
      'In an API behind a gateway: the middleware that reads these headers is missing, or runs after sign-in.',
    ],
    fixes: [
      {
        title: 'Let the proxy in front write the headers',
        steps: 'For nginx; each line overwrites what a client sent. Send one kind only.',
        language: 'nginx',
        text: block`
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Host $host;
          proxy_set_header Forwarded "";
        `,
      },
      {
        title: 'Name the proxy in front, and nobody else',
        steps: 'Only addresses that are named here are believed.',
        language: 'yaml',
        text: block`
          trustedProxies: [10.0.0.2]
        `,
      },
      {
        title: 'Read the headers before authentication, in ASP.NET Core',
        steps: 'The order decides: forwarded headers come first.',
        language: 'csharp',
        text: block`
          app.UseForwardedHeaders();
          app.UseAuthentication();
          app.UseAuthorization();
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc7239.html'],
    since: '0.1.0',
  },
  'proxy/internal-unreachable': {
    title: 'The internal application cannot be reached',
    severity: 'error',
    status: 502,
    summary:
      'The gateway could not open a connection to any internal URL of the segment: the name was not ' +
      'resolved, the connection was refused or not answered, or the certificate was not accepted. The ' +
      'internal application did not see the request.',
    seen:
      'Calls end with status 502 and a readable body, CORS headers included, so that it does not look ' +
      'like a CORS error; navigations show a page with status 502. Other applications go on.',
    causes: [
      'The internal application is stopped or restarting.',
      'The port or the address in `internal` is wrong.',
      'The application listens on `127.0.0.1` only, and the gateway is on another machine or in ' +
        'another container.',
      'The internal URL leads back to the gateway: its name has the public address here too.',
      'A firewall lies between.',
      'The internal certificate has expired, is for another name, or is signed by an authority that is ' +
        'not trusted.',
    ],
    fixes: [
      askFromTheGateway,
      {
        title: 'Let the internal application listen on an address that the gateway reaches',
        steps:
          'For ASP.NET Core in a container, by the environment. Let only the gateway in, by the ' +
          'network or a firewall: who reaches the application directly has passed no sign-in.',
        language: 'sh',
        text: block`
          ASPNETCORE_URLS=http://0.0.0.0:8080 dotnet Contacts.dll
        `,
      },
      {
        title: 'Correct the internal URL, or name more than one',
        steps: 'Several are used in turn.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: [http://10.0.0.6:8080/, http://10.0.0.7:8080/]
        `,
      },
      trustOwnAuthority,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.3'],
    since: '0.1.0',
  },
  'proxy/internal-timeout': {
    title: 'The internal application did not answer in time',
    severity: 'error',
    status: 504,
    summary:
      'The connection stood and the request was sent, but no answer began in the time that the gateway ' +
      'waits. The internal application may still be working on it: a change that was asked for may ' +
      'have been made.',
    seen:
      'After a long wait, calls end with status 504 and a readable body; navigations show a page with ' +
      'status 504.',
    causes: [
      'The internal application takes long for this request, such as for a large report.',
      'It is overloaded, or waits for a database or another service.',
      'It keeps the connection open on purpose without sending a beginning, as some long-polling does.',
    ],
    fixes: [
      askFromTheGateway,
      {
        title: 'Give the segment more time',
        steps: 'The default for `answer` is 60 seconds. `idle` is the longest pause within an answer.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              timeouts: { answer: 3m, idle: 3m }
        `,
      },
      {
        title: 'Answer at once and let the page ask for the result',
        steps: 'For work that takes longer than a person waits. This is the form for Express.',
        language: 'js',
        text: block`
          app.post('/reports', (request, response) => {
            const id = startReport(request.body)
            response.status(202).location('/reports/' + id).end()
          })
        `,
      },
      {
        title: 'Send the beginning of the answer early',
        steps: 'For answers that come bit by bit: the wait ends with the headers.',
        language: 'js',
        text: block`
          app.get('/progress', (request, response) => {
            response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
            response.flushHeaders()
          })
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.5'],
    since: '0.1.0',
  },
  'proxy/internal-broke-off': {
    title: 'The internal application broke the connection off',
    severity: 'error',
    status: 502,
    summary:
      'The connection was closed or reset after the request was sent and before the answer was ' +
      'complete. The gateway does not repeat a request that may have had an effect. If the answer had ' +
      'begun already, its status cannot be changed any more, and the connection to the browser is ' +
      'broken off as well.',
    seen:
      'Single calls end with status 502, often seldom and without a pattern. If the answer had begun, ' +
      'the browser reports `net::ERR_INCOMPLETE_CHUNKED_ENCODING`, `net::ERR_CONTENT_LENGTH_MISMATCH` ' +
      'or a failed load.',
    causes: [
      'The internal application closes idle connections sooner than the gateway does, in the moment in ' +
        'which a request arrives.',
      'The process crashed, was restarted, or ran out of memory.',
      'A limit of the internal application for bodies or for time cut the request off.',
      'A balancer or firewall between them closes idle connections.',
    ],
    fixes: [
      {
        title: 'Let a Node application keep idle connections longer',
        steps:
          'Its own default is short (five seconds in Node 20). `headersTimeout` has to be longer than ' +
          '`keepAliveTimeout`.',
        language: 'js',
        text: block`
          const server = app.listen(8080)
          server.keepAliveTimeout = 75_000
          server.headersTimeout = 80_000
        `,
      },
      {
        title: 'The same for Kestrel (ASP.NET Core)',
        steps: 'Its own default is 130 seconds; set it if it was made shorter.',
        language: 'csharp',
        text: block`
          builder.WebHost.ConfigureKestrel(kestrel =>
              kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130));
        `,
      },
      {
        title: 'Look into the internal application’s log at that time',
        steps:
          'A crash, a restart or a memory limit shows there, or in `docker inspect` and `kubectl ' +
          'describe pod` as the reason of the last end.',
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc9112.html#section-8',
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.2',
    ],
    since: '0.1.0',
  },
  'proxy/internal-answer-invalid': {
    title: 'The internal application’s answer is not valid HTTP',
    severity: 'error',
    status: 502,
    summary:
      'The internal application answered, but not by the rules of HTTP: a broken status line or ' +
      'header, contradicting lengths, headers that are too large, or another protocol. The gateway ' +
      'passes no such answer on, because browsers and caches might read it differently.',
    seen:
      'Calls end with status 502 and a readable body; navigations show a page with status 502. It is ' +
      'usually so for all requests, or for one address always.',
    causes: [
      'The scheme of the internal URL is wrong: `http` to a port that speaks TLS, or `https` to one ' +
        'that does not.',
      'The port speaks HTTP/2 only, such as one for gRPC.',
      'The application writes a header with a line break or a character outside ASCII, such as a file ' +
        'name in `Content-Disposition`.',
      'The application sends so many or so large headers that they exceed the limit.',
    ],
    fixes: [
      askFromTheGateway,
      {
        title: 'Let Kestrel (ASP.NET Core) speak HTTP/1.1 too',
        steps: 'In appsettings.json, for a port that was set up for gRPC.',
        language: 'json',
        text: block`
          {
            "Kestrel": {
              "EndpointDefaults": {
                "Protocols": "Http1AndHttp2"
              }
            }
          }
        `,
      },
      {
        title: 'Encode file names in headers',
        steps: 'With Express, `attachment` does it by RFC 6266, with any character in the name.',
        language: 'js',
        text: block`
          response.attachment('Besprechung März.pdf')
          response.send(pdf)
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc9112.html#section-6.3',
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.3',
    ],
    since: '0.1.0',
  },
}
