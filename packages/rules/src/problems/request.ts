import { block } from './block.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems of requests that are refused whatever they ask for. */
export const request: AreaCatalogue<'request'> = {
  'request/malformed': {
    title: 'The request is not valid HTTP',
    severity: 'error',
    status: 400,
    summary:
      'The bytes that arrived do not form a request by the rules of HTTP: a broken request line, a ' +
      'header name or value with forbidden characters, a bad length or a bad chunk. The gateway does ' +
      'not guess, because the software behind it might guess differently.',
    seen:
      'Status 400, and the connection is closed. No browser sends such requests; the caller is another ' +
      'kind of software.',
    causes: [
      'The caller speaks another protocol to this port: plain HTTP to a TLS port behind a balancer, ' +
        'HTTP/2 without negotiation, or no HTTP at all.',
      'A script puts a line break or another control character into a header, often at the end of a ' +
        'token that it read from a file.',
      'A proxy in front writes invalid chunks or lengths.',
      'Somebody probes the gateway with broken requests.',
    ],
    fixes: [
      {
        title: 'Look at what is really sent',
        steps:
          'Make the same request with curl and compare. Lines with `>` are sent, lines with `<` are ' +
          'received.',
        language: 'sh',
        text: block`
          curl -v --http1.1 https://contacts.example.com/
        `,
      },
      {
        title: 'Remove the line break at the end of a value',
        steps: 'In Node, trim what was read from a file before it goes into a header.',
        language: 'js',
        text: block`
          import { readFile } from 'node:fs/promises'

          const token = (await readFile('token.txt', 'utf8')).trim()
          await fetch(url, { headers: { authorization: 'Bearer ' + token } })
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc9112.html#section-3',
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-5.5',
    ],
    since: '0.1.0',
  },
  'request/target-not-supported': {
    title: 'The request does not ask for a path',
    severity: 'error',
    status: 400,
    summary:
      'The request line names a whole URL, a host and port (CONNECT), or `*`. The gateway answers for ' +
      'published applications and is no forward proxy; it takes requests whose target is a path with ' +
      'an optional query.',
    seen: 'Status 400. No page causes this by itself.',
    causes: [
      'The gateway is set as the HTTP proxy of a client: a variable such as `http_proxy`, a setting of ' +
        'a browser, or `curl -x`.',
      'A health check asks `OPTIONS *`.',
      'Somebody looks for open proxies.',
    ],
    fixes: [
      {
        title: 'Ask for the external URL and not through a proxy',
        steps: 'Take the gateway out of the proxy settings, then call the external URL.',
        language: 'sh',
        text: block`
          env -u http_proxy -u https_proxy curl -i https://contacts.example.com/
        `,
      },
      {
        title: 'Give the health check a path',
        steps: 'For HAProxy: a GET with a path and the host of a published application.',
        language: 'haproxy',
        text: block`
          option httpchk
          http-check send meth GET uri / hdr Host contacts.example.com
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2'],
    since: '0.1.0',
  },
  'request/path-ambiguous': {
    title: 'The path can be read in more than one way',
    severity: 'error',
    status: 400,
    summary:
      'The path has a form that different software reads differently: `..` or `.` as a part (also ' +
      'encoded), an encoded slash or backslash, a backslash, `//`, a control character, or a wrong or ' +
      'doubled percent-encoding. The gateway decides by the path who may pass, so it refuses a path ' +
      'that the internal application could understand in another way.',
    seen: 'Status 400, for a few addresses only, often those with a file name, an id or a URL inside the path.',
    causes: [
      'An id or a file name with a slash was put into the path as `%2F`.',
      'A value was encoded twice, so that the path contains `%252F` or the like.',
      'Two parts were joined with a slash each, so that the path contains `//`.',
      'A whole URL is part of the path.',
      'Somebody tries to get around the rules for paths.',
    ],
    fixes: [
      {
        title: 'Put such values into the query',
        steps:
          'In the query, every encoded character is allowed and reaches the internal application as it is.',
        language: 'js',
        text: block`
          const url = new URL('https://api.example.com/contacts/file')
          url.searchParams.set('name', 'minutes/2026/may.pdf')
          await fetch(url, { credentials: 'include' })
        `,
      },
      {
        title: 'Join addresses with URL, not with plus',
        steps: 'The base ends with a slash and the rest begins without one.',
        language: 'js',
        text: block`
          const api = 'https://api.example.com/contacts/'
          await fetch(new URL('people/7', api), { credentials: 'include' })
        `,
      },
      {
        title: 'Let the proxy in front send the path unchanged',
        steps:
          'For nginx: `proxy_pass` without a path passes the path on as it came. With a path, even a ' +
          'single slash, nginx decodes and encodes it anew.',
        language: 'nginx',
        text: block`
          location / {
            proxy_pass http://127.0.0.1:8080;
          }
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc3986.html#section-3.3',
      'https://www.rfc-editor.org/rfc/rfc3986.html#section-6.2.2',
    ],
    since: '0.1.0',
  },
  'request/header-conflict': {
    title: 'Headers of the request contradict each other',
    severity: 'error',
    status: 400,
    summary:
      'A header that decides something came twice or in two spellings: two `Host` or two ' +
      '`Authorization` headers, `Transfer-Encoding` together with `Content-Length`, or a name with ' +
      'underscores that many servers take for its twin with dashes. The gateway refuses such a ' +
      'request, because the internal application might believe the other one.',
    seen: 'Status 400, usually for every request of one client or through one proxy.',
    causes: [
      'A proxy in front adds a header that the client has sent already.',
      'The caller sets `Authorization` in two places, such as a default of the HTTP client and the ' +
        'single call.',
      'A client names a header with underscores, such as `X_Forwarded_For`.',
      'Somebody tries to smuggle a request or an identity past the gateway.',
    ],
    fixes: [
      {
        title: 'Let the proxy in front set headers, not add them',
        steps: 'For nginx: `proxy_set_header` replaces what the client sent; an empty value removes it.',
        language: 'nginx',
        text: block`
          proxy_set_header Host $host;
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header X_Forwarded_For "";
        `,
      },
      {
        title: 'Set a header once in the caller',
        steps:
          'With axios, override the default for one call and do not append to it. Use dashes in names ' +
          'of your own.',
        language: 'js',
        text: block`
          const headers = new Headers(defaults)
          headers.set('authorization', 'Bearer ' + accessToken)
          await fetch(url, { headers })
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2',
      'https://www.rfc-editor.org/rfc/rfc9112.html#section-6.1',
    ],
    since: '0.1.0',
  },
  'request/headers-too-large': {
    title: 'The request’s headers are too large',
    severity: 'error',
    status: 431,
    summary:
      'All headers of the request together exceed what the gateway reads. The request was refused ' +
      'before anything else was looked at.',
    seen: 'Status 431, for single people in single browsers, while it works in a private window.',
    causes: [
      'Cookies have piled up on the domain: several applications below one parent domain each set ' +
        'theirs for all.',
      'An application keeps its whole session, or tokens, in cookies.',
      'A page sends a very large token, such as one with hundreds of groups.',
      'On `localhost` all ports share their cookies.',
    ],
    fixes: [
      {
        title: 'Delete the cookies of the site',
        steps:
          'In the browser’s developer tools under Application, Cookies, or by the settings for the ' +
          'site. It helps at once, and shows by size which application is the cause.',
      },
      {
        title: 'Keep the session of an ASP.NET Core application on its server',
        steps:
          'The cookie then holds a key only. `DistributedTicketStore` stands for an own class that ' +
          'implements `ITicketStore`.',
        language: 'csharp',
        text: block`
          builder.Services
              .AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
              .Configure<ITicketStore>((options, store) => options.SessionStore = store);
          builder.Services.AddSingleton<ITicketStore, DistributedTicketStore>();
        `,
      },
      {
        title: 'Raise the limit',
        steps:
          'The default is 32 kB. The internal application has a limit of its own, often 8 or 16 kB, ' +
          'and may then refuse the request itself.',
        language: 'yaml',
        text: block`
          limits:
            headers: 64kB
        `,
      },
      {
        title: 'Set cookies for one host and not for the parent domain',
        steps: 'Leave `domain` out. This is the form for Express.',
        language: 'js',
        text: block`
          response.cookie('__Host-view', 'compact', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' })
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6585.html#section-5'],
    since: '0.1.0',
  },
  'request/body-too-large': {
    title: 'The request’s body is too large',
    severity: 'error',
    status: 413,
    summary:
      'The body is longer than the limit for this segment, or for this endpoint of the gateway. A ' +
      'length that is announced is refused at once; a body without one is cut off when it passes the ' +
      'limit.',
    seen:
      'Uploads of large files end with status 413 and a readable body; smaller ones work. If the ' +
      'connection was closed during the upload, the page may see a network error instead.',
    causes: [
      'Somebody uploads a file that is larger than what was foreseen.',
      'The page sends a file as base64 inside JSON, which makes it a third longer.',
    ],
    fixes: [
      {
        title: 'Check the size in the page before the upload',
        steps: 'Tell the person the limit instead of letting the upload fail.',
        language: 'js',
        text: block`
          const limit = 10 * 1024 * 1024
          if (file.size > limit) throw new Error('The file may have at most 10 MB.')
          await fetch(url, { method: 'POST', credentials: 'include', body: file })
        `,
      },
      {
        title: 'Upload in parts',
        steps: 'If the internal application can take parts, send slices of the file one after the other.',
        language: 'js',
        text: block`
          const size = 4 * 1024 * 1024
          for (let start = 0; start < file.size; start += size) {
            const body = file.slice(start, start + size)
            await fetch(url + '?offset=' + start, { method: 'PUT', credentials: 'include', body })
          }
        `,
      },
      {
        title: 'Raise the limit for the segment',
        steps:
          'Or for all of them by `limits.body`; the default is 100 MB. Raise that of the internal ' +
          'application as well, which has its own.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              maxBody: 500MB
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.14'],
    since: '0.1.0',
  },
  'request/timeout': {
    title: 'The request did not arrive in time',
    severity: 'warning',
    status: 408,
    summary:
      'The client opened a connection and began a request, but did not finish sending it in the time ' +
      'that the gateway waits. The gateway closed the connection. Nothing was passed on as a whole ' +
      'request.',
    seen:
      'Status 408, or a connection that is closed. Browsers repeat requests by themselves in many such ' +
      'cases.',
    causes: [
      'The network of the person is slow or broke off during an upload.',
      'The client announced a longer body than it sends (`Content-Length` is too large).',
      'Somebody keeps connections open on purpose (slowloris).',
    ],
    fixes: [
      {
        title: 'Let the client count the length',
        steps:
          'Do not set `Content-Length` by hand: characters outside ASCII take more than one byte. ' +
          'fetch and most HTTP clients set it themselves.',
        language: 'js',
        text: block`
          await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ name: 'Zoë' }),
          })
        `,
      },
      {
        title: 'Upload in smaller parts over slow networks',
        steps: 'A part that fails can then be sent again without the rest.',
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.9'],
    since: '0.1.0',
  },
  'request/method-not-allowed': {
    title: 'This endpoint of the gateway does not take the method',
    severity: 'error',
    status: 405,
    summary:
      'The path below `/.clearway/` is the gateway’s own and takes other methods than the one in the ' +
      'request. The answer’s `Allow` header names them. Requests to internal applications are never ' +
      'refused with this code.',
    seen: 'Status 405 with a readable body and an `Allow` header.',
    causes: [
      'The page calls an endpoint with the wrong method, such as a POST where a GET is meant.',
      'A redirect with 301 or 302 turned a POST into a GET.',
      'A proxy or a scanner asks with an unusual method.',
    ],
    fixes: [
      {
        title: 'Use a method from the `Allow` header',
        steps: 'Ask the endpoint what it takes and change the call.',
        language: 'sh',
        text: block`
          curl -si -X PROPFIND https://contacts.example.com/.clearway/session | grep -i '^allow:'
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6'],
    since: '0.1.0',
  },
}
