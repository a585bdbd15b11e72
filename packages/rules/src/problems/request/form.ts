import { block } from '../block.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Problems of requests whose form says what cannot be, or says it in two ways. */
export const requestForm: Pick<
  AreaCatalogue<'request'>,
  | 'request/malformed'
  | 'request/target-not-supported'
  | 'request/path-ambiguous'
  | 'request/header-conflict'
  | 'request/method-not-allowed'
> = {
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
