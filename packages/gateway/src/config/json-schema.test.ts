import { readFileSync } from 'node:fs'
import { describedAt, keysAt, type JsonSchema } from '@clearway/yaml'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseConfig } from './load-config.ts'
import { configJsonSchema } from './json-schema.ts'

const base = readFileSync(new URL('fixtures/base.yaml', import.meta.url), 'utf8')

/** The published schema read back by another reader than the one that wrote it: as an editor would. */
const editor = z.fromJSONSchema(
  JSON.parse(JSON.stringify(configJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0],
)
const accepts = (data: unknown): boolean => editor.safeParse(data).success

const whole = `
listen: https://0.0.0.0:443
tls: { certificate: "\${file:tls.crt}", key: "\${file:tls.key}" }
admin: http://127.0.0.1:9090
identity:
  authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
  clientId: 00000000-0000-0000-0000-000000000000
  clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
  scopes: [openid, offline_access]
  responseMode: form_post
sessions: { store: ./data, idle: 8h, lifetime: 24h, renewBefore: 15m }
trustedProxies: [10.0.0.0/24]
limits: { headers: 32kB, body: 100MB, connections: 10000 }
timeouts: { connect: 5s, answer: 60s, idle: 60s }
log: { level: info, access: true }
applications:
  - name: contacts
    allow: { groups: [sales] }
    segments:
      - external: https://contacts.example.com/
        internal: http://10.0.0.5:8080/
      - external: https://api.example.com/contacts/
        internal: [http://10.0.0.6:8080/, http://10.0.0.7:8080/]
        accept: [session, bearer]
        bearer: { audiences: [api://contacts], scopes: [Contacts.Read] }
        cors: { origins: ['https://*.example.com'], credentials: true, headers: any, maxAge: 10m }
        requestHeaders: { set: { X-A: b }, remove: [X-C] }
        identityHeaders: { X-User: preferred_username }
    cors: within
`

test('it accepts a configuration with every part, and the smallest one', () => {
  expect(accepts(parse(whole))).toBe(true)
  expect(accepts(parse(base))).toBe(true)
})

const documents = ['README.md', 'docs/guide/publish-an-application.md']

/** The whole configurations that a document shows. */
const shownIn = (document: string): readonly string[] =>
  [
    ...readFileSync(new URL(`../../../../${document}`, import.meta.url), 'utf8').matchAll(
      /^```yaml\n(.*?)^```/gms,
    ),
  ]
    .map(([, text = '']) => text)
    .filter((text) => /^listen:/m.test(text))

test.each(documents)('it accepts what %s shows, and so does the check of the command', (document) => {
  const shown = shownIn(document)
  expect(shown).not.toEqual([])
  for (const text of shown) {
    expect(accepts(parse(text))).toBe(true)
    const loaded = parseConfig(text, {
      name: document,
      folder: '/nowhere',
      env: { CLEARWAY_CLIENT_SECRET: 'x' },
    })
    expect(loaded.ok ? '' : loaded.text).toBe('')
  }
})

test.each([
  ['at the top', (data: Record<string, unknown>) => ({ ...data, listn: 1 })],
  [
    'of identity',
    (data: Record<string, unknown>) => ({ ...data, identity: { ...(data['identity'] as object), x: 1 } }),
  ],
  ['of log', (data: Record<string, unknown>) => ({ ...data, log: { levl: 'info' } })],
  [
    'of an application',
    (data: Record<string, unknown>) => ({
      ...data,
      applications: [{ ...(data['applications'] as object[])[0], x: 1 }],
    }),
  ],
])('it refuses an unknown key %s', (_where, change) => {
  expect(accepts(change(parse(base) as Record<string, unknown>))).toBe(false)
})

test('it refuses a missing key and values of other kinds', () => {
  const data = parse(base) as Record<string, unknown>
  expect(accepts({ ...data, listen: 5 })).toBe(false)
  expect(accepts({ ...data, identity: undefined })).toBe(false)
  expect(accepts({ ...data, applications: [] })).toBe(false)
  expect(accepts({ ...data, applications: {} })).toBe(false)
  expect(accepts({ ...data, log: { level: 'loud' } })).toBe(false)
})

const objects = (schema: JsonSchema, path = ''): readonly (readonly [path: string, schema: JsonSchema])[] => [
  ...(schema.properties ? [[path, schema] as const] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([key, below]) => objects(below, `${path}.${key}`)),
  ...(schema.items ? objects(schema.items, `${path}[]`) : []),
  ...(schema.anyOf ?? []).flatMap((branch) => objects(branch, path)),
]

test('no mapping of it takes keys that it does not name', () => {
  const open = objects(configJsonSchema()).filter(
    ([, { additionalProperties }]) => additionalProperties !== false,
  )
  expect(open.map(([path]) => path)).toEqual([])
})

test('it says of every key what it is for', () => {
  const silent = objects(configJsonSchema()).flatMap(([path, { properties = {} }]) =>
    Object.entries(properties)
      .filter(([, below]) => !below.description)
      .map(([key]) => `${path}.${key}`),
  )
  expect(silent).toEqual([])
})

test('it has a title and says which JSON Schema it is', () => {
  expect(configJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Clearway configuration',
    type: 'object',
  })
})

test('the keys at a place are known, through lists and unions', () => {
  const schema = configJsonSchema()
  expect([...keysAt(schema, ['applications', 3, 'cors']).keys()]).toEqual([
    'origins',
    'methods',
    'headers',
    'expose',
    'credentials',
    'maxAge',
  ])
  expect([...keysAt(schema, ['applications', 0, 'allow']).keys()]).toEqual(['groups', 'roles', 'users'])
  for (const path of [['listen'], ['none'], ['applications'], ['constructor'], ['__proto__'], [0]])
    expect(keysAt(schema, path).size).toBe(0)
})

test('what is said of a place is what is said of the nearest place around it', () => {
  const schema = configJsonSchema()
  const said = describedAt(schema, ['applications', 0, 'segments', 0, 'requestHeaders', 'set'])
  expect(said).toBe('Replaces the header, or adds it')
  expect(describedAt(schema, ['applications', 0, 'segments', 0, 'requestHeaders', 'set', 'X-A'])).toBe(said)
  expect(describedAt(schema, [])).toBeUndefined()
  expect(describedAt(schema, ['none'])).toBeUndefined()
})
