import { block } from '../block.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { checkBeforeUse, seenAtStart } from './at-start.ts'

/** Problems of what the configuration file says. */
export const configValues: Pick<
  AreaCatalogue<'config'>,
  'config/invalid-value' | 'config/unresolved-reference' | 'config/dangerous'
> = {
  'config/invalid-value': {
    title: 'A value in the configuration is not possible',
    severity: 'error',
    summary:
      'A key has a value of the wrong kind or form: no URL where a URL is needed, a time without a ' +
      'unit, an origin with a path, a word that is not one of those that are possible. The message ' +
      'shows the value and what is possible.',
    seen: seenAtStart,
    causes: [
      'A time lacks its unit: `15` in place of `15m`.',
      'An external or internal URL does not end with a slash, or has a query.',
      'An origin has a path or a slash at its end: an origin is scheme, host and port only.',
      'YAML read a word as something else: `no` and `12:30` are not text everywhere.',
    ],
    fixes: [
      {
        title: 'Write times, URLs and origins in full',
        steps:
          'Times end with `ms`, `s`, `m`, `h` or `d`, sizes with `B`, `kB`, `MB` or `GB`. URLs end ' +
          'with a slash, origins do not.',
        language: 'yaml',
        text: block`
          sessions:
            idle: 8h
            lifetime: 24h
            renewBefore: 15m
          applications:
            - name: contacts
              allow: { groups: [sales] }
              segments:
                - external: https://api.example.com/contacts/
                  internal: http://10.0.0.6:8080/
                  cors:
                    origins: [https://contacts.example.com]
                    credentials: true
                    maxAge: 10m
        `,
      },
      checkBeforeUse,
    ],
    since: '0.1.0',
  },
  'config/unresolved-reference': {
    title: 'The configuration refers to something that is not there',
    severity: 'error',
    summary:
      'A value is `${env:NAME}` or `${file:path}`, and the environment variable is not set or empty, or ' +
      'the file cannot be read. What a reference holds is never shown.',
    seen: seenAtStart,
    causes: [
      'The variable is set in the shell of a person, but not for the service or the container that ' +
        'runs the gateway.',
      'The name is misspelt; capital letters count.',
      'The file’s path is relative and meant from another directory, or the user of the gateway may ' +
        'not read it.',
      'In a directory file: a group, an application, a role, a scope or a user is named that the ' +
        'directory does not have, or has in another tenant.',
    ],
    fixes: [
      {
        title: 'Set the variable where the gateway runs',
        steps: 'With systemd, in a file that only root reads; the file holds lines of the form `NAME=value`.',
        language: 'ini',
        text: block`
          [Service]
          EnvironmentFile=/etc/clearway/environment
          ExecStart=/usr/bin/clearway serve --config /etc/clearway/clearway.yaml
        `,
      },
      {
        title: 'Or read the secret from a file',
        steps: 'The form for secrets of Docker and Kubernetes, which lie in files.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
            clientId: 00000000-0000-0000-0000-000000000000
            clientSecret: \${file:/run/secrets/clearway-client-secret}
        `,
      },
      checkBeforeUse,
    ],
    since: '0.1.0',
  },
  'config/dangerous': {
    title: 'The configuration asks for something that is not safe',
    severity: 'error',
    summary:
      'The values are possible by themselves, but what they mean together, or on this host, would open ' +
      'a hole, such as letting every site’s pages read a signed-in person’s data. Clearway does not ' +
      'choose a milder reading by itself, because nobody would notice; it refuses and says why.',
    seen: seenAtStart,
    causes: [
      'A CORS policy has every origin (`*`) and `credentials: true`.',
      'A CORS policy names a plain `http` origin with credentials, or a pattern over a public suffix ' +
        'such as `https://*.github.io`.',
      'An external URL or the authority is plain `http` on a host other than this machine, or one host ' +
        'is published as `http` and as `https`.',
      'The authority is `common` or `organizations`, and no `tenants` say whose people may sign in.',
      'A segment accepts bearer tokens without asking for a scope or a role, so that every token for ' +
        'the audience would do.',
      '`trustedProxies` contains everybody (`0.0.0.0/0`), so that everybody could name any client ' +
        'address and host.',
      'The admin listener is on every network of the machine, or is the public listener.',
      'A header rule touches a header that the gateway keeps itself, such as `Cookie` or `X-Forwarded-For`.',
    ],
    fixes: [
      {
        title: 'Name the origins that may call with credentials',
        steps: 'Or use `cors: within`, if the callers are segments of the same application.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              cors:
                origins: [https://contacts.example.com]
                credentials: true
        `,
      },
      {
        title: 'Open data for every site without credentials',
        steps: 'Only for data that is public anyway; no cookie comes with such calls.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/holidays/
              internal: http://10.0.0.8:8080/
              accept: [anyone]
              cors:
                origins: '*'
        `,
      },
      {
        title: 'Say which scopes or roles a token needs',
        steps: 'Scopes for calls in a person’s name, roles for calls of a service in its own.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              accept: [bearer]
              bearer: { audiences: [api://contacts], scopes: [Contacts.Read], roles: [Contacts.Sync] }
        `,
      },
      {
        title: 'Trust only the proxies in front',
        steps: 'Their addresses, or the network that only they are in.',
        language: 'yaml',
        text: block`
          trustedProxies: [10.0.1.4, 10.0.1.5]
        `,
      },
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-protocol-and-credentials'],
    since: '0.1.0',
  },
}
