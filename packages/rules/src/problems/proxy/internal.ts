import { block } from '../block.ts'
import { trustOwnAuthority } from '../entra-fixes.ts'
import type { AreaCatalogue, Fix } from '../problem-info.ts'

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

/** Problems between the gateway and the internal application. */
export const internal: Pick<
  AreaCatalogue<'proxy'>,
  | 'proxy/internal-unreachable'
  | 'proxy/internal-timeout'
  | 'proxy/internal-broke-off'
  | 'proxy/internal-answer-invalid'
> = {
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
