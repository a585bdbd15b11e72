import { writePath } from '@clearway/yaml'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkCombinations } from './check-combinations.ts'
import { soundParts } from './sound-parts.ts'

const tls = {
  certificate: readFileSync(new URL('fixtures/tls.crt', import.meta.url), 'utf8'),
  key: readFileSync(new URL('fixtures/tls.key', import.meta.url), 'utf8'),
}

const told = (data: unknown, referring: ReadonlyMap<string, string> = new Map()): readonly string[] =>
  checkCombinations(soundParts(data, referring)).map(
    ({ code, path, message }) => `${code} ${writePath(path)}: ${message}`,
  )

const bearer = '{ audiences: [a], scopes: [b] }'

/** An application per list, a segment per text; the texts are in flow style, `external` and `internal` go without. */
const applications = (...all: readonly (readonly string[])[]): unknown =>
  parse(
    JSON.stringify({
      applications: all.map((segments, index) => ({
        name: `app-${index}`,
        segments: segments.map((text) => parse(`{ internal: 'http://a/', ${text} }`) as unknown),
      })),
    }),
  )

const one = (text: string): unknown => applications([`external: https://a.example.com/, ${text}`])
const at = 'applications[0].segments[0]'

test.each<[string, unknown, readonly string[]]>([
  ['nothing at all', {}, []],
  ['no mapping', 'x', []],
  ['lists where mappings belong', { identity: [], sessions: [], applications: { segments: 1 } }, []],

  // Names
  ['two names', { applications: [{ name: 'a' }, { name: 'b' }] }, []],
  [
    'a name that stands twice, of applications that are not whole',
    { applications: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
    ['config/duplicate applications[2].name: a second application is named "a"'],
  ],
  [
    'a name that stands three times',
    { applications: [{ name: 'a' }, { name: 'a' }, { name: 'a' }] },
    [1, 2].map((index) => `config/duplicate applications[${index}].name: a second application is named "a"`),
  ],

  // External URLs
  [
    'two paths of one host',
    applications(['external: https://a.example.com/', 'external: https://a.example.com/b/']),
    [],
  ],
  [
    'two ports of one host',
    applications(['external: https://a.example.com/', 'external: https://a.example.com:8443/']),
    [],
  ],
  [
    'an external URL of two applications, spelt in two ways',
    applications(['external: https://a.example.com/b/'], ['external: HTTPS://A.example.com:443/b/']),
    [
      'config/duplicate applications[1].segments[0].external: HTTPS://A.example.com:443/b/ is published twice',
    ],
  ],
  [
    'a duplicate whose segments have other mistakes',
    applications([
      'external: https://a.example.com/, x: 1',
      "external: https://a.example.com/, cors: { origins: '*', credentials: true }",
    ]),
    ['config/duplicate applications[0].segments[1].external: https://a.example.com/ is published twice'],
  ],
  ['external URLs that are none', applications(['external: x', 'external: x', 'external: 5']), []],
  [
    'a host as http and as https',
    applications(['external: http://a.localhost:8080/', 'external: https://a.localhost:8080/b/']),
    [
      'config/dangerous applications[0].segments[1].external: the host of https://a.localhost:8080/b/ is published as http and as https',
    ],
  ],

  // Who may call
  ['bearer with its rule', one(`accept: [bearer], bearer: ${bearer}`), []],
  ['session alone', one('accept: [session]'), []],
  [
    'bearer without a rule',
    one('accept: [session, bearer]'),
    [`config/missing-key ${at}.accept: bearer tokens are accepted, but nothing says which`],
  ],
  ['bearer with a rule that has mistakes of its own', one('accept: [bearer], bearer: { audience: a }'), []],
  [
    'a rule for tokens that nobody accepts',
    one(`bearer: ${bearer}`),
    [`config/invalid-value ${at}.bearer: this says what a token must hold, but the segment accepts none`],
  ],
  ['a rule for tokens beside an accept that is not sound', one(`accept: [bearr], bearer: ${bearer}`), []],
  [
    'a rule without scopes and roles',
    one('accept: [bearer], bearer: { audiences: [a] }'),
    [
      `config/dangerous ${at}.bearer: without scopes or roles every token for this audience is let in, whatever it was issued for`,
    ],
  ],
  ['a rule with roles alone', one('accept: [bearer], bearer: { audiences: [a], roles: [b] }'), []],
  [
    'an issuer of every tenant',
    one(
      "accept: [bearer], bearer: { audiences: [a], scopes: [b], issuers: ['https://x/', 'https://y/{tenantid}/'] }",
    ),
    [
      `config/dangerous ${at}.bearer.issuers[1]: an issuer with {tenantid}, but without tenants, would take tokens of any organization`,
    ],
  ],
  [
    'an issuer of named tenants',
    one(
      "accept: [bearer], bearer: { audiences: [a], scopes: [b], issuers: ['https://y/{tenantid}/'], tenants: [t] }",
    ),
    [],
  ],
  [
    'a rule for people where anyone is let in',
    {
      applications: [
        { allow: { groups: ['a'] }, segments: [{ external: 'https://a.example.com/', accept: ['anyone'] }] },
      ],
    },
    ['config/dangerous applications[0].allow: every segment accepts anyone, so this rule protects nothing'],
  ],
  [
    'a rule for people where only some segments let anyone in',
    {
      applications: [
        {
          allow: { groups: ['a'] },
          segments: [
            { external: 'https://a.example.com/', accept: ['anyone'] },
            { external: 'https://b.example.com/', accept: ['session'] },
            { external: 'https://c.example.com/' },
          ],
        },
      ],
    },
    [],
  ],

  // Listeners
  ['https with a certificate', { listen: 'https://0.0.0.0:443', tls }, []],
  [
    'https without one',
    { listen: 'https://0.0.0.0:443' },
    ['config/missing-key listen: https needs a certificate and its key'],
  ],
  [
    'http with one',
    { listen: 'http://127.0.0.1', tls },
    ['config/invalid-value tls: the listener is plain http, so this certificate is not used'],
  ],
  ['a private admin listener', { listen: 'http://127.0.0.1:8080', admin: 'http://127.0.0.1:9090' }, []],
  ['two listeners on any free port', { listen: 'http://127.0.0.1:0', admin: 'http://127.0.0.1:0' }, []],
  [
    'an admin listener with https',
    { admin: 'https://127.0.0.1:9090' },
    ['config/invalid-value admin: the admin listener speaks plain http'],
  ],
  [
    'the admin listener on the public port',
    { listen: 'http://127.0.0.1:8080', admin: 'http://127.0.0.1:8080' },
    ['config/dangerous admin: the admin listener http://127.0.0.1:8080 is the public one'],
  ],
  ...['http://0.0.0.0:9090', 'http://[::]:9090', 'http://0:9090'].map(
    (admin): [string, unknown, readonly string[]] => [
      `the admin listener on ${admin}`,
      { admin },
      [`config/dangerous admin: ${admin} puts metrics on every network of this machine`],
    ],
  ),
  [
    'a name of this machine behind a listener for others',
    { ...(applications(['external: http://a.localhost:8080/']) as object), listen: 'http://0.0.0.0:8080' },
    [
      'config/dangerous listen: other machines reach this listener, but http://a.localhost:8080/ is for this one only',
    ],
  ],
  [
    'a name of this machine behind a listener of this machine',
    { ...(applications(['external: http://a.localhost:8080/']) as object), listen: 'http://[::1]:8080' },
    [],
  ],
  [
    'plain http behind a load balancer that ends TLS',
    { ...(applications(['external: https://a.example.com/']) as object), listen: 'http://0.0.0.0:8080' },
    [],
  ],

  // Sessions and tenants
  ['idle as long as lifetime', { sessions: { idle: '24h', lifetime: '1d' } }, []],
  ...(
    [
      [{ idle: '25h' }, 'sessions.idle', '25h', '24h'],
      [{ lifetime: '1h' }, 'sessions.lifetime', '8h', '1h'],
      [{ idle: '2h', lifetime: '60m' }, 'sessions.idle', '2h', '60m'],
    ] as const
  ).map(([sessions, path, idle, lifetime]): [string, unknown, readonly string[]] => [
    `idle longer than lifetime: ${JSON.stringify(sessions)}`,
    { sessions },
    [`config/invalid-value ${path}: a session may be idle for longer (${idle}) than it lives (${lifetime})`],
  ]),
  ['durations that are none', { sessions: { idle: 'x', lifetime: '1s' } }, []],
  ...['common', 'organizations', 'consumers', 'Common'].map(
    (tenant): [string, unknown, readonly string[]] => [
      `the authority ${tenant} without tenants`,
      { identity: { authority: `https://login.microsoftonline.com/${tenant}/v2.0` } },
      ['config/dangerous identity.authority: this authority signs in people of any organization'],
    ],
  ),
  [
    'the authority common at its end',
    { identity: { authority: 'https://login.microsoftonline.com/common' } },
    ['config/dangerous identity.authority: this authority signs in people of any organization'],
  ],
  [
    'the authority common with tenants',
    { identity: { authority: 'https://login.microsoftonline.com/common/v2.0', tenants: ['t'] } },
    [],
  ],
  [
    'an authority with such a word in its name',
    { identity: { authority: 'https://idp.example.com/uncommon/commons/' } },
    [],
  ],
])('%s', (_what, data, mistakes) => {
  expect(told(data)).toEqual(mistakes)
})

test('a value that came from a reference is shown as it was written', () => {
  const secret = 'https://the-secret.example.com/'
  const data = {
    listen: 'http://127.0.0.1:1111',
    admin: 'http://127.0.0.1:1111',
    sessions: { idle: '77h', lifetime: '66h' },
    applications: [0, 1].map(() => ({ name: 'the-secret', segments: [{ external: secret }] })),
  }
  const paths = [
    ['listen'],
    ['admin'],
    ['sessions', 'idle'],
    ['sessions', 'lifetime'],
    ...[0, 1].flatMap((index) => [
      ['applications', index, 'name'],
      ['applications', index, 'segments', 0, 'external'],
    ]),
  ]
  const mistakes = told(data, new Map(paths.map((path) => [JSON.stringify(path), '${env:NAME}'])))
  expect(mistakes).toHaveLength(4)
  expect(mistakes.filter((text) => text.includes('${env:NAME}'))).toHaveLength(4)
  expect(mistakes.join()).not.toMatch(/the-secret|1111|77h|66h/)
})
