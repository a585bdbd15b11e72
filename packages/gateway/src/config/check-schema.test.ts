import { writePath, type DataPath } from '@clearway/yaml'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkSchema } from './check-schema.ts'

type Data = Record<string | number, unknown>

const base = readFileSync(new URL('fixtures/base.yaml', import.meta.url), 'utf8')

/** The base configuration with one value put in. */
const withValue = (path: DataPath, value: unknown): unknown => {
  const data = parse(base) as Data
  const parent = path.slice(0, -1).reduce<Data>((here, part, index) => {
    const isList = typeof path[index + 1] === 'number'
    if (here[part] === undefined || (isList && !Array.isArray(here[part]))) here[part] = isList ? [] : {}
    return here[part] as Data
  }, data)
  parent[path.at(-1) ?? ''] = value
  return data
}

const told = (data: unknown): readonly string[] =>
  checkSchema(data, new Map()).map(({ code, path, message }) => `${code} ${writePath(path)}: ${message}`)

const segment = ['applications', 0, 'segments', 0] as const

const durations: readonly DataPath[] = [
  ['sessions', 'idle'],
  ['sessions', 'lifetime'],
  ['sessions', 'renewBefore'],
  ['timeouts', 'connect'],
  ['timeouts', 'answer'],
  [...segment, 'timeouts', 'idle'],
]

test('the base configuration has no mistakes', () => {
  expect(told(parse(base))).toEqual([])
})

describe('permitted', () => {
  test.each<[DataPath, readonly unknown[]]>([
    ...durations.map((path): [DataPath, readonly unknown[]] => [path, ['1s', '15m', '8h', '1d', '1500ms']]),
    [['sessions', 'renewBefore'], ['0s']],
    [
      ['sessions', 'store'],
      ['./data', '/var/lib/clearway', 'data'],
    ],
    [['sessions', 'key'], ['k'.repeat(32)]],
    [
      ['listen'],
      [
        'http://127.0.0.1:8080',
        'https://0.0.0.0:443',
        'http://[::1]:8080',
        'http://localhost',
        'http://127.0.0.1:0',
        'https://0.0.0.0/',
      ],
    ],
    [['admin'], ['http://127.0.0.1:9090']],
    [
      ['identity', 'authority'],
      [
        'https://login.microsoftonline.com/x/v2.0',
        'https://idp.example.com',
        'http://localhost:8081/x',
        'http://login.clearway.localhost:8081/x/v2.0',
        'http://127.0.0.1:8081/x',
      ],
    ],
    [
      ['identity', 'clientSecret'],
      ['x', undefined],
    ],
    [
      ['identity', 'responseMode'],
      ['query', 'form_post'],
    ],
    [['identity', 'scopes'], [['openid']]],
    [['identity', 'tenants'], [['a', 'b']]],
    [['trustedProxies'], [[], ['10.0.0.7'], ['10.0.0.0/24', '::1', 'fd00::/8']]],
    [
      ['limits', 'headers'],
      ['1kB', '64kB', '1MB'],
    ],
    [
      ['limits', 'body'],
      ['0B', '1GB', '1000GB'],
    ],
    [
      ['limits', 'connections'],
      [1, 100_000],
    ],
    [
      ['log', 'level'],
      ['debug', 'info', 'warn', 'error', 'silent'],
    ],
    [
      ['log', 'access'],
      [true, false],
    ],
    [
      ['applications', 0, 'name'],
      ['a', 'contacts-2', 'a'.repeat(40)],
    ],
    [
      ['applications', 0, 'allow'],
      [{}, { groups: ['a'] }, { roles: ['a'], users: ['b@c'] }],
    ],
    [
      ['applications', 0, 'cors'],
      ['within', 'internal', 'none', { origins: '*' }, { origins: ['https://a.example.com'] }],
    ],
    [
      [...segment, 'external'],
      [
        'https://a.example.com/',
        'https://a.example.com:8443/b/c/',
        'http://a.localhost:8080/',
        'http://127.0.0.1:8080/',
        'https://a.example.com/a-b_c~d.e/',
      ],
    ],
    [
      [...segment, 'internal'],
      ['http://10.0.0.5/', 'https://x.internal:8443/a/', ['http://a/', 'http://b/']],
    ],
    [
      [...segment, 'accept'],
      [['session'], ['session', 'bearer', 'anyone']],
    ],
    [
      [...segment, 'cors'],
      [
        {
          origins: ['https://*.example.com', 'http://localhost:3000'],
          methods: ['GET'],
          headers: 'any',
          expose: ['X-A'],
          credentials: true,
          maxAge: '10m',
        },
        { origins: ['https://a.example.com'], headers: ['content-type'], maxAge: '0s' },
      ],
    ],
    [
      [...segment, 'bearer'],
      [
        { audiences: ['a'] },
        { audiences: ['a'], scopes: ['b'], roles: ['c'], issuers: ['d'], tenants: ['e'] },
      ],
    ],
    [
      [...segment, 'requestHeaders'],
      [{}, { set: { 'X-A': 'b' }, add: { 'x-b': '' }, remove: ['X-C'] }],
    ],
    [[...segment, 'responseHeaders', 'set'], [{ 'Content-Security-Policy': "default-src 'self'" }]],
    [[...segment, 'identityHeaders'], [{ 'X-User': 'preferred_username' }]],
    [[...segment, 'maxBody'], ['500MB']],
    [
      ['applications', 0, 'segments'],
      [
        Array.from({ length: 500 }, (_, index) => ({
          external: `https://a${index}.example.com/`,
          internal: 'http://a/',
        })),
      ],
    ],
  ])('%j may be each of %j', (path, values) => {
    for (const value of values) expect(told(withValue(path, value))).toEqual([])
  })
})

const invalid = (path: DataPath, message: string): string =>
  `config/invalid-value ${writePath(path)}: ${message}`
const dangerous = (path: DataPath, message: string): string =>
  `config/dangerous ${writePath(path)}: ${message}`

describe('prohibited', () => {
  test.each<[DataPath, unknown, string]>([
    [['listen'], 8080, '8080 is not text'],
    [['listen'], '8080', '"8080" is not an http or https URL'],
    [['listen'], '127.0.0.1:8080', '"127.0.0.1:8080" is not an http or https URL'],
    [['listen'], 'localhost:8080', '"localhost:8080" is not an http or https URL'],
    [['listen'], 'unix:/run/clearway.sock', '"unix:/run/clearway.sock" is not an http or https URL'],
    [['listen'], 'http://127.0.0.1:8080/x', 'a listener has no path'],
    [['listen'], 'http://127.0.0.1:80800', '"http://127.0.0.1:80800" is not an http or https URL'],
    [['listen'], ['http://127.0.0.1:8080'], 'a list is not text'],
    [['listen'], { port: 8080 }, 'a mapping is not text'],
    [['listen'], null, '"listen" has no value'],
    [['admin'], 'http://me:pass@127.0.0.1', 'a URL here carries no user name or password'],
    [['identity'], 'x', '"x" is not a mapping'],
    [['identity'], [], 'a list is not a mapping'],
    [['identity'], null, '"identity" has no value'],
    [
      ['identity', 'authority'],
      'login.microsoftonline.com',
      '"login.microsoftonline.com" is not an http or https URL',
    ],
    [['identity', 'authority'], 'https://idp.example.com/?x=secret', 'this URL has a query or a fragment'],
    [['identity', 'certificateAuthority'], 'ca.crt', 'this is no certificate in PEM form'],
    [['identity', 'clientId'], '', 'this text is empty'],
    [['identity', 'clientId'], 5, '5 is not text'],
    [['identity', 'clientSecret'], 12345, 'this is not text'],
    [['identity', 'clientSecret'], '', 'this text is empty'],
    [['identity', 'responseMode'], 'fragment', '"fragment" is not one of: query, form_post'],
    [['identity', 'scopes'], [], 'this list is empty'],
    [['identity', 'scopes'], 'openid profile', '"openid profile" is not a list'],
    [['identity', 'tenants', 0], '', 'this text is empty'],
    [['sessions'], null, '"sessions" has no value'],
    [['sessions', 'store'], '', 'the store needs a folder'],
    [['sessions', 'store'], 'redis://localhost', 'a store on Redis is not part of this release'],
    [['sessions', 'store'], 'rediss://localhost', 'a store on Redis is not part of this release'],
    [['sessions', 'key'], 'short', 'a key has at least 32 characters'],
    [['sessions', 'key'], 1234, 'this is not text'],
    [['sessions', 'idle'], 8, '8 is not a duration: 500ms, 30s, 15m, 8h or 1d'],
    [['sessions', 'idle'], '8', '"8" is not a duration'],
    [['sessions', 'idle'], '1h30m', '"1h30m" is not a duration'],
    [['sessions', 'idle'], '0s', '0s is too little'],
    [['sessions', 'idle'], '999ms', '999ms is too little'],
    [['sessions', 'lifetime'], '367d', '367d is too much'],
    [['timeouts', 'answer'], '0s', '0s is too little'],
    [['timeouts', 'answer'], '25h', '25h is too much'],
    [[...segment, 'timeouts', 'connect'], 5, '5 is not a duration: 500ms, 30s, 15m, 8h or 1d'],
    [['trustedProxies'], '10.0.0.1', '"10.0.0.1" is not a list'],
    [['trustedProxies'], {}, 'a mapping is not a list'],
    [['limits', 'headers'], 32, '32 is not a size: 512B, 64kB, 100MB or 2GB'],
    [['limits', 'headers'], '32KB', '"32KB" is not a size'],
    [['limits', 'headers'], '0B', '0B is too little'],
    [['limits', 'headers'], '2MB', '2MB is too much'],
    [['limits', 'body'], '1001GB', '1001GB is too much'],
    [['limits', 'connections'], '5', '"5" is not a number'],
    [['limits', 'connections'], 0, '0 is too small'],
    [['limits', 'connections'], -1, '-1 is too small'],
    [['limits', 'connections'], 1.5, '1.5 is not a whole number'],
    [['limits', 'connections'], Number.NaN, 'NaN is not a number'],
    [['log', 'level'], 'inf', '"inf" is not one of: debug, info, warn, error, silent'],
    [['log', 'access'], 'yes', '"yes" is not true or false'],
    [['log', 'access'], 0, '0 is not true or false'],
    [['applications'], [], 'this list is empty'],
    [['applications'], {}, 'a mapping is not a list'],
    [['applications', 0], 'contacts', '"contacts" is not a mapping'],
    [['applications', 0], null, 'there is no value here'],
    [
      ['applications', 0, 'name'],
      'Contacts',
      'a name is lower-case letters, digits and dashes, and starts with a letter',
    ],
    [
      ['applications', 0, 'name'],
      '2a',
      'a name is lower-case letters, digits and dashes, and starts with a letter',
    ],
    [
      ['applications', 0, 'name'],
      'a'.repeat(41),
      'a name is lower-case letters, digits and dashes, and starts with a letter',
    ],
    [
      ['applications', 0, 'name'],
      'a\n',
      'a name is lower-case letters, digits and dashes, and starts with a letter',
    ],
    [['applications', 0, 'segments'], [], 'this list is empty'],
    [['applications', 0, 'allow', 'groups'], 'sales', '"sales" is not a list'],
    [['applications', 0, 'allow', 'groups'], [], 'this list is empty'],
    [['applications', 0, 'allow', 'users', 0], 1, '1 is not text'],
    [['applications', 0, 'cors'], 'inside', '"inside" is not one of: within, internal, none, a mapping'],
    [['applications', 0, 'cors'], true, 'true is not one of: within, internal, none, a mapping'],
    [
      ['applications', 0, 'cors'],
      ['https://a.example.com'],
      'a list is not one of: within, internal, none, a mapping',
    ],
    [[...segment, 'external'], 'contacts.example.com', '"contacts.example.com" is not an http or https URL'],
    [[...segment, 'external'], 'ftp://a.example.com/', '"ftp://a.example.com/" is not an http or https URL'],
    [
      [...segment, 'external'],
      'https://a.example.com:0/',
      'no browser opens the host and port of "https://a.example.com:0/"',
    ],
    [
      [...segment, 'external'],
      'https://*.example.com/',
      'no browser opens the host and port of "https://*.example.com/"',
    ],
    [
      [...segment, 'external'],
      'https://a.example.com./',
      'no browser opens the host and port of "https://a.example.com./"',
    ],
    [
      ['applications', 0, 'segments'],
      Array.from({ length: 501 }, (_, index) => ({
        external: `https://a${index}.example.com/`,
        internal: 'http://a/',
      })),
      'this list has more than 500 entries',
    ],
    [['limits', 'connections'], 1e300, '1e+300 is too large'],
    [[...segment, 'internal'], 'http://10.0.0.5:0/', 'nothing listens on port 0'],
    [[...segment, 'external'], '/contacts/', '"/contacts/" is not an http or https URL'],
    [
      [...segment, 'external'],
      'https://a.example.com/b',
      'the path of "https://a.example.com/b" does not end with a slash',
    ],
    [
      [...segment, 'external'],
      'https://a.example.com/b//c/',
      'the path "/b//c/" has characters that are ambiguous in a prefix',
    ],
    [
      [...segment, 'external'],
      'https://a.example.com/b%2fc/',
      'the path "/b%2fc/" has characters that are ambiguous in a prefix',
    ],
    [
      [...segment, 'external'],
      'https://a.example.com/b;c/',
      'the path "/b;c/" has characters that are ambiguous in a prefix',
    ],
    [
      [...segment, 'external'],
      'https://a.example.com/*/',
      'the path "/*/" has characters that are ambiguous in a prefix',
    ],
    [
      [...segment, 'external'],
      'https://a.example.com/.clearway/',
      'paths under /.clearway/ are the gateway’s own',
    ],
    [
      [...segment, 'external'],
      'https://me:pass@a.example.com/',
      'a URL here carries no user name or password',
    ],
    [[...segment, 'external'], 'https://a.example.com/?x', 'this URL has a query or a fragment'],
    [[...segment, 'external'], 'https://a.example.com/#x', 'this URL has a query or a fragment'],
    [[...segment, 'internal'], '10.0.0.5:8080', '"10.0.0.5:8080" is not an http or https URL'],
    [
      [...segment, 'internal'],
      'http://10.0.0.5/a',
      'the path of "http://10.0.0.5/a" does not end with a slash',
    ],
    [[...segment, 'internal'], [], 'this list is empty'],
    [[...segment, 'internal'], 5, '5 is not text or a list'],
    [[...segment, 'internal', 0], 'x', '"x" is not an http or https URL'],
    [[...segment, 'accept'], 'session', '"session" is not a list'],
    [[...segment, 'accept'], [], 'this list is empty'],
    [[...segment, 'accept', 0], 'cookie', '"cookie" is not one of: session, bearer, anyone'],
    [[...segment, 'bearer', 'audiences'], 'a', '"a" is not a list'],
    [[...segment, 'requestHeaders'], [], 'a list is not a mapping'],
    [[...segment, 'requestHeaders', 'remove'], 'X-A', '"X-A" is not a list'],
    [[...segment, 'requestHeaders', 'remove', 0], 'X A', '"X A" is not a header name'],
    [[...segment, 'requestHeaders', 'set', 'X-A'], 5, '5 is not text'],
    [
      [...segment, 'requestHeaders', 'set', 'X-A'],
      'a\nb',
      'a header value holds no line break or control character',
    ],
    [
      [...segment, 'requestHeaders', 'set', 'X_A'],
      'a',
      '"X_A" has an underscore: many servers cannot tell it from the dashed name',
    ],
    [[...segment, 'requestHeaders', 'add', 'X:A'], 'a', '"X:A" is not a header name'],
    [[...segment, 'identityHeaders', 'X-User'], '', 'this text is empty'],
    [[...segment, 'maxBody'], 5, '5 is not a size: 512B, 64kB, 100MB or 2GB'],
  ])('%j: %j', (path, value, message) => {
    expect(told(withValue(path, value))).toEqual([invalid(path, message)])
  })

  test.each<[DataPath, unknown, string]>([
    [
      ['identity', 'authority'],
      'http://idp.example.com',
      'the authority "http://idp.example.com" is plain http: anyone on the way could sign people in',
    ],
    [
      [...segment, 'external'],
      'http://a.example.com/',
      '"http://a.example.com/" is plain http: session cookies would cross the network readable',
    ],
    [
      ['trustedProxies', 0],
      '0.0.0.0/0',
      '"0.0.0.0/0" believes everybody: anyone could claim any host, scheme and address',
    ],
    [
      ['trustedProxies', 0],
      '::/0',
      '"::/0" believes everybody: anyone could claim any host, scheme and address',
    ],
    ...[
      'Cookie',
      'set-cookie',
      'Authorization',
      'Host',
      'Connection',
      'Transfer-Encoding',
      'Content-Length',
      'X-Forwarded-For',
      'Forwarded',
      'Origin',
      'Clearway-Assertion',
      'Access-Control-Allow-Origin',
      'Proxy-Authorization',
    ].map((name): [DataPath, unknown, string] => [
      [...segment, 'responseHeaders', 'set', name],
      'x',
      `"${name}" is kept by the gateway itself`,
    ]),
  ])('as dangerous, %j: %j', (path, value, message) => {
    expect(told(withValue(path, value))).toEqual([dangerous(path, message)])
  })
})

describe('a CORS policy', () => {
  const policy = [...segment, 'cors']
  const part = (more: object): readonly string[] =>
    checkSchema(withValue(policy, { origins: ['https://a.example.com'], ...more }), new Map()).map(
      ({ code, path }) => `${code} ${writePath(path.slice(policy.length))}`,
    )

  test.each<[object, readonly string[]]>([
    [{ origins: '*', credentials: true }, ['config/dangerous origins']],
    [{ origins: ['https://*.github.io'] }, ['config/dangerous origins[0]']],
    [{ origins: ['https://*.com'] }, ['config/dangerous origins[0]']],
    [{ origins: ['null'] }, ['config/dangerous origins[0]']],
    [{ origins: ['http://a.example.com'], credentials: true }, ['config/dangerous origins[0]']],
    [{ origins: ['http://a.example.com'] }, []],
    [{ origins: ['https://a.example.com/'] }, ['config/invalid-value origins[0]']],
    [{ origins: ['https://a.example.com', 'a.example.com'] }, ['config/invalid-value origins[1]']],
    [{ origins: ['*'] }, ['config/invalid-value origins[0]']],
    [{ origins: [] }, ['config/invalid-value origins']],
    [{ origins: 'https://a.example.com' }, ['config/invalid-value origins']],
    [{ origins: [5] }, ['config/invalid-value origins[0]']],
    [{ methods: ['get'] }, ['config/invalid-value methods[0]']],
    [{ methods: ['GET', '*'] }, ['config/invalid-value methods[1]']],
    [{ methods: 'GET' }, ['config/invalid-value methods']],
    [{ headers: ['Cookie'] }, ['config/invalid-value headers[0]']],
    [{ headers: 'all' }, ['config/invalid-value headers']],
    [{ expose: ['*'], credentials: true }, ['config/invalid-value expose[0]']],
    [{ expose: ['set-cookie'] }, ['config/invalid-value expose[0]']],
    [{ credentials: 'yes' }, ['config/invalid-value credentials']],
    [{ maxAge: '2d' }, ['config/invalid-value maxAge']],
    [{ maxAge: 600 }, ['config/invalid-value maxAge']],
    [{ origin: ['x'] }, ['config/unknown-key origin']],
    [{ origins: undefined }, ['config/missing-key origins']],
  ])('%j has the mistakes %j', (more, mistakes) => {
    expect(part(more)).toEqual(mistakes)
  })

  test('all of its mistakes are told at once, also beside an unknown key', () => {
    const more = {
      origins: '*',
      credentials: true,
      methods: ['get'],
      headers: ['host'],
      creds: 1,
      maxAge: '2d',
    }
    expect(part(more).toSorted()).toEqual([
      'config/dangerous origins',
      'config/invalid-value headers[0]',
      'config/invalid-value maxAge',
      'config/invalid-value methods[0]',
      'config/unknown-key creds',
    ])
  })
})

describe('missing and unknown keys', () => {
  test.each([null, undefined, {}])('of %j, what is needed is missing', (data) => {
    expect(told(data)).toEqual([
      'config/missing-key listen: "listen" is missing',
      'config/missing-key identity: "identity" is missing',
      'config/missing-key applications: "applications" is missing',
    ])
  })

  test.each(['text', 5, true, [], [{ listen: 'x' }]])('%j is no configuration', (data) => {
    expect(checkSchema(data, new Map()).map(({ code, path }) => [code, path])).toEqual([
      ['config/invalid-value', []],
    ])
  })

  test.each<[DataPath, string]>([
    [['listn'], 'did you mean "listen"?'],
    [['identity', 'clientID'], 'did you mean "clientId"?'],
    [['applications', 0, 'segment'], 'did you mean "segments"?'],
    [[...segment, 'externel'], 'did you mean "external"?'],
    [
      [...segment, 'upstreamToken'],
      expect.stringMatching(/^remove it; known here: external, internal, accept, /),
    ],
    [['applications', 0, 'allow', 'people'], 'remove it; known here: groups, roles, users'],
    [['__proto__'], expect.stringMatching(/^remove it; known here: listen, tls, /)],
    [['identity', 'constructor'], expect.stringMatching(/^remove it; known here: authority, /)],
  ])('%j is not a key: %s', (path, fix) => {
    const data = withValue(path.slice(0, -1).concat('a-key-to-rename'), 1)
    const renamed: unknown = JSON.parse(JSON.stringify(data).replace('a-key-to-rename', String(path.at(-1))))
    expect(checkSchema(renamed, new Map())).toEqual([
      { code: 'config/unknown-key', path, message: `"${path.at(-1)}" is not a key here`, fix, atKey: true },
    ])
  })

  test('a header’s name is at fault where it stands, beside what is wrong with its value', () => {
    const mistakes = checkSchema(withValue([...segment, 'requestHeaders', 'set', 'X_A'], 5), new Map())
    expect(mistakes.map(({ atKey, message }) => [atKey, message])).toEqual([
      [undefined, '5 is not text'],
      [true, '"X_A" has an underscore: many servers cannot tell it from the dashed name'],
    ])
  })
})

describe('fixes', () => {
  test.each<[DataPath, unknown, string]>([
    [['listen'], 8080, 'write listen: http://127.0.0.1:8080'],
    [['listen'], 3000, 'write listen: http://127.0.0.1:3000'],
    [['listen'], ':3000', 'write http://127.0.0.1:3000'],
    [['listen'], 'localhost:8080', 'write http://localhost:8080'],
    [['listen'], '0.0.0.0:443', 'write https://0.0.0.0:443'],
    [['admin'], ['x'], 'write admin: http://127.0.0.1:8080'],
    [['identity', 'authority'], 'idp.example.com/x', 'write https://idp.example.com/x'],
    [['identity', 'authority'], 'http://idp.example.com/x', 'write https://idp.example.com/x'],
    [['identity', 'clientId'], 5, 'put it into quotes: "5"'],
    [['identity', 'clientSecret'], 5, 'put it into quotes'],
    [['identity', 'responseMode'], 'fragment', 'write responseMode: query'],
    [['sessions', 'idle'], 30, 'write idle: 30s, 30m or 30h'],
    [['sessions', 'idle'], '8 hours', 'write 8h'],
    [['sessions', 'idle'], '30min', 'write 30m'],
    [['sessions', 'idle'], 'a day', 'write a whole number and a unit: 500ms, 30s, 15m, 8h or 1d'],
    [['limits', 'body'], 100, 'write body: 100kB or 100MB'],
    [['limits', 'body'], '100MiB', 'write 100MB'],
    [['limits', 'body'], '64 K', 'write 64kB'],
    [['timeouts'], '30s', 'write timeouts: { connect: 5s, answer: 60s, idle: 60s }'],
    [['applications', 0, 'name'], 'My App', 'write name: contacts'],
    [['applications', 0, 'allow'], ['sales'], 'write allow: { groups: [sales] }'],
    [['applications', 0, 'cors'], '*', 'write cors: within or { origins: [https://app.example.com] }'],
    [['applications', 0, 'cors'], { origins: ['a.example.com'] }, 'write https://a.example.com'],
    [['applications', 0, 'cors'], { origins: ['https://a.example.com/b'] }, 'write https://a.example.com'],
    [
      ['applications', 0, 'cors'],
      { origins: ['*'] },
      'name the origins of your pages as browsers send them: https://app.example.com',
    ],
    [['applications', 0, 'cors'], { origins: ['https://a.example.com'], methods: ['get'] }, 'write GET'],
    [[...segment, 'external'], 'a.example.com', 'write https://a.example.com/'],
    [[...segment, 'external'], 'https://u:p@a.example.com/', 'write https://a.example.com/'],
    [[...segment, 'external'], 'https://a.example.com/?b=c', 'write https://a.example.com/'],
    [
      [...segment, 'external'],
      'https://*.example.com/',
      'write a segment for each host, as in https://contacts.example.com/',
    ],
    [[...segment, 'internal'], 3000, 'write internal: http://10.0.0.5:3000/'],
    [[...segment, 'internal'], '10.0.0.9:3000', 'write http://10.0.0.9:3000/'],
    [['sessions', 'idle'], '8', 'write 8s, 8m or 8h'],
    [['timeouts', 'answer'], '0s', 'write at least 1ms'],
    [['timeouts', 'answer'], '2d', 'write at most 1d'],
    [['log', 'level'], 'inf', 'did you mean "info"?'],
    [['log', 'access'], 'yes', 'write true or false, without quotes'],
    [['limits', 'connections'], '5', 'write 5, without quotes'],
    [['limits', 'connections'], 0, 'write connections: 10000'],
    [['trustedProxies'], '10.0.0.1', 'write a list: [10.0.0.1]'],
    [['identity'], null, 'give it one, or remove it where it is not needed'],
    [[...segment, 'cors'], { origins: 'https://a.example.com' }, 'write a list: [https://a.example.com]'],
    [[...segment, 'external'], 'https://a.example.com/b', 'write https://a.example.com/b/'],
    [
      [...segment, 'external'],
      'http://a.example.com/b/',
      'write https://a.example.com/b/ (the listener itself may be http behind a load balancer that ends TLS)',
    ],
    [[...segment, 'requestHeaders', 'set', 'X_A'], 'a', 'write X-A'],
    [[...segment, 'requestHeaders', 'set', 'X-A'], 5, 'put it into quotes: "5"'],
    [['applications', 0], 5, 'write a mapping with name, allow, segments, cors'],
  ])('%j: %j has the fix %s', (path, value, fix) => {
    expect(checkSchema(withValue(path, value), new Map()).map((found) => found.fix)).toEqual([fix])
  })
})

describe('a value that came from a reference', () => {
  test.each<[DataPath, unknown]>([
    [['listen'], 'the-secret'],
    [['listen'], 'http://the-secret/x'],
    [['identity', 'authority'], 'http://the-secret.example.com'],
    [['sessions', 'idle'], 'the-secret'],
    [['log', 'level'], 'the-secret'],
    [['log', 'access'], 'the-secret'],
    [['trustedProxies'], 'the-secret'],
    [['trustedProxies', 0], 'the-secret'],
    [[...segment, 'external'], 'https://the-secret.example.com/x'],
    [[...segment, 'internal'], 'https://the-secret.example.com/x'],
    [[...segment, 'accept'], 'the-secret'],
    [[...segment, 'cors'], 'the-secret'],
    [[...segment, 'requestHeaders', 'remove', 0], 'the-secret_'],
    [[...segment, 'requestHeaders', 'set', 'X-A'], 'the-secret\n'],
  ])('%j is shown as it was written, in no message and no fix as what it is', (path, value) => {
    const mistakes = checkSchema(withValue(path, value), new Map([[JSON.stringify(path), '${env:NAME}']]))
    expect(mistakes.map(({ message }) => message)).toEqual(['what "${env:NAME}" leads to is not valid here'])
    expect(JSON.stringify(mistakes)).not.toContain('the-secret')
  })

  test('in a CORS policy it is not shown either', () => {
    const path = [...segment, 'cors', 'origins', 0]
    const data = withValue([...segment, 'cors'], { origins: ['the-secret'], credentials: true })
    const mistakes = checkSchema(data, new Map([[JSON.stringify(path), '${env:NAME}']]))
    expect(mistakes.map((found) => found.path)).toEqual([path])
    expect(JSON.stringify(mistakes)).not.toContain('the-secret')
  })

  test('in a list or a mapping where none belongs it is not shown either', () => {
    for (const value of [['the-secret'], { a: 'the-secret' }])
      expect(JSON.stringify(checkSchema(withValue(['listen'], value), new Map()))).not.toContain('the-secret')
  })
})
