import { block } from '../block.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Problems of requests that are too much for the gateway, in size or in time. */
export const requestLimits: Pick<
  AreaCatalogue<'request'>,
  'request/headers-too-large' | 'request/body-too-large' | 'request/timeout'
> = {
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
}
