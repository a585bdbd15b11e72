import { block } from '../block.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Problems between the browser and the segment. */
export const external: Pick<
  AreaCatalogue<'proxy'>,
  'proxy/unknown-host' | 'proxy/no-segment' | 'proxy/forwarded-headers'
> = {
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
    title: 'Nothing is published at this address',
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
        title: 'Let nginx in front write the headers',
        stack: 'nginx',
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
        title: 'In Clearway, name the proxy in front, and nobody else',
        stack: 'clearway',
        steps: 'Only addresses that are named here are believed.',
        language: 'yaml',
        text: block`
          trustedProxies: [10.0.0.2]
        `,
      },
      {
        title: 'Read the headers before authentication, in ASP.NET Core',
        stack: 'aspnet-core',
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
}
