import { block } from '../block.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { checkBeforeUse, seenAtStart } from './at-start.ts'

const yamlSpec = 'https://yaml.org/spec/1.2.2/'

/** Problems of how the configuration file is written: its YAML and its keys. */
export const configKeys: Pick<
  AreaCatalogue<'config'>,
  'config/syntax' | 'config/unknown-key' | 'config/missing-key' | 'config/duplicate'
> = {
  'config/syntax': {
    title: 'The configuration file is not valid YAML',
    severity: 'error',
    summary:
      'The file cannot be read as one YAML document, so nothing in it can be checked. The position in ' +
      'the message is where reading failed; the mistake may stand a line before.',
    seen: seenAtStart,
    causes: [
      'The indentation is uneven, or has a tab in it.',
      'A value that begins with `*`, `&`, `@`, `%`, `{` or `[`, or has `: ` or ` #` in it, stands ' +
        'without quotes.',
      'A quote or a bracket is not closed.',
      'A key stands twice in one place.',
      'The file is empty, or holds more than one document (`---`).',
    ],
    fixes: [
      {
        title: 'Indent with spaces and quote special values',
        steps: 'Two spaces for each level. Single quotes keep the text as it is.',
        language: 'yaml',
        text: block`
          applications:
            - name: contacts
              segments:
                - external: https://contacts.example.com/
                  internal: http://10.0.0.5:8080/
                  cors:
                    origins: ['https://*.example.com']
        `,
      },
      checkBeforeUse,
    ],
    spec: [yamlSpec],
    since: '0.1.0',
  },
  'config/unknown-key': {
    title: 'The configuration has a key that does not exist',
    severity: 'error',
    summary:
      'A key stands at a place where the configuration has none of that name. It is refused, not ' +
      'skipped: a rule that somebody wrote and nobody applies is worse than no start. If a known key ' +
      'is spelt like it, the message names it.',
    seen: seenAtStart,
    causes: [
      'The key is misspelt; capital letters count (`clientId`, not `clientID`).',
      'The key stands at the wrong level, often because of its indentation.',
      'The key belongs to another version of Clearway or to another product.',
    ],
    fixes: [
      {
        title: 'Put the key where it belongs',
        steps:
          'The reference of the configuration shows every key at its place. The identity provider, for ' +
          'example, stands at the top, and who may use an application stands in the application.',
        language: 'yaml',
        text: block`
          identity:
            clientId: 00000000-0000-0000-0000-000000000000
          applications:
            - name: contacts
              allow: { groups: [sales] }
        `,
      },
      checkBeforeUse,
    ],
    since: '0.1.0',
  },
  'config/missing-key': {
    title: 'The configuration lacks a key that is needed',
    severity: 'error',
    summary:
      'A key without a default is absent. Nothing is guessed where a guess would decide about who gets ' +
      'in or where requests go.',
    seen: seenAtStart,
    causes: [
      'The key was forgotten, or left out while copying.',
      'The key is there, but indented so that it belongs to something else.',
      'Another key needs it: `accept: [bearer]`, for example, needs `bearer` with audiences.',
    ],
    fixes: [
      {
        title: 'Begin with the smallest whole configuration',
        steps: 'Compare with this one, which has every key that is needed.',
        language: 'yaml',
        text: block`
          listen: http://127.0.0.1:8080
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
            clientId: 00000000-0000-0000-0000-000000000000
            clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
          sessions:
            store: ./data
          applications:
            - name: contacts
              allow: { groups: [sales] }
              segments:
                - external: https://contacts.example.com/
                  internal: http://10.0.0.5:8080/
        `,
      },
      checkBeforeUse,
    ],
    since: '0.1.0',
  },
  'config/duplicate': {
    title: 'Something is in the configuration twice',
    severity: 'error',
    summary:
      'Two applications have the same name, or two segments have the same external URL. Which of them ' +
      'counts would depend on chance or order, so neither does.',
    seen: seenAtStart,
    causes: [
      'A block was copied, and its name or URL was not changed.',
      'Two people published the same address.',
      'The two URLs differ only in spelling, such as in capital letters of the host or in the usual port.',
      'In a directory file: two things have one id, two tenants one domain, two users one name, two APIs ' +
        'one application id URI, or one application has a redirect URI at two platforms, which Entra ' +
        'refuses as well: `Redirect URIs must have distinct values`.',
    ],
    fixes: [
      {
        title: 'Give each application its name and each segment its external URL',
        steps: 'The same host may occur often, with different paths.',
        language: 'yaml',
        text: block`
          applications:
            - name: contacts
              allow: { groups: [sales] }
              segments:
                - external: https://apps.example.com/contacts/
                  internal: http://10.0.0.5:8080/
            - name: reports
              allow: { groups: [finance] }
              segments:
                - external: https://apps.example.com/reports/
                  internal: http://10.0.0.7:8080/
        `,
      },
      checkBeforeUse,
    ],
    spec: [`${yamlSpec}#3213-node-comparison`],
    since: '0.1.0',
  },
}
