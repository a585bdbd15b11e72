import { readFileSync } from 'node:fs'
import { corsFields, type CorsPolicy } from '@clearway/rules/cors'
import { expect, test } from 'vitest'
import type { Application, Plan, Segment } from '../plan.ts'
import { parseConfig } from './load-config.ts'

const base = readFileSync(new URL('fixtures/base.yaml', import.meta.url), 'utf8')
const fixtures = new URL('fixtures/', import.meta.url).pathname

const planOf = (text: string, folder = '/etc/clearway'): Plan => {
  const loaded = parseConfig(text, { name: 'c.yaml', folder, env: { SECRET: 'x' } })
  if (!loaded.ok) throw new Error(loaded.text)
  return loaded.plan
}

const top = base.slice(0, base.indexOf('applications:'))

/** One application with these segments, written in flow style. */
const applicationOf = (segments: readonly string[], more = ''): Application => {
  const lines = segments.map((text) => `      - { internal: 'http://10.0.0.5/', ${text} }\n`).join('')
  const [application] = planOf(
    `${top}applications:\n  - name: contacts\n${more}    segments:\n${lines}`,
  ).applications
  if (!application) throw new Error('no application')
  return application
}

const segmentOf = (text: string, more = ''): Segment => {
  const [segment] = applicationOf([`external: https://api.example.com/, ${text}`], more).segments
  if (!segment) throw new Error('no segment')
  return segment
}

test('what is left out has its default', () => {
  const plan = planOf(base)
  expect(plan).toMatchObject({
    listen: { scheme: 'http', host: '127.0.0.1', port: 8080, tls: undefined },
    admin: undefined,
    identity: {
      certificateAuthority: undefined,
      clientId: '00000000-0000-0000-0000-000000000000',
      clientSecret: 'x',
      scope: 'openid profile email offline_access',
      responseMode: 'query',
      tenants: undefined,
    },
    sessions: {
      store: '/etc/clearway/data',
      key: undefined,
      idle: 8 * 3_600_000,
      lifetime: 24 * 3_600_000,
      renewBefore: 15 * 60_000,
    },
    trustedProxies: [],
    limits: { headerBytes: 32_000, connections: 10_000 },
    log: { level: 'info', access: true },
  })
  const [segment] = plan.applications[0]?.segments ?? []
  expect(segment).toMatchObject({
    acceptsSession: true,
    acceptsAnyone: false,
    bearer: undefined,
    cors: { by: 'policy' },
    identityHeaders: [],
    timeouts: { connect: 5_000, answer: 60_000, idle: 60_000 },
    maxBodyBytes: 100_000_000,
  })
  expect(plan.applications[0]?.allow).toEqual({ everyone: true })
})

test.each([
  ['http://127.0.0.1:8080', { scheme: 'http', host: '127.0.0.1', port: 8080 }],
  ['http://localhost', { scheme: 'http', host: 'localhost', port: 80 }],
  ['http://[::1]:8080', { scheme: 'http', host: '::1', port: 8080 }],
  ['http://127.0.0.1:0', { scheme: 'http', host: '127.0.0.1', port: 0 }],
])('%s is listened on as %j', (listen, listener) => {
  expect(planOf(base.replace('http://127.0.0.1:8080', listen)).listen).toEqual({
    ...listener,
    tls: undefined,
  })
})

test('https listens on 443 with the certificate and the key of the files', () => {
  const text = base.replace('http://127.0.0.1:8080', 'https://0.0.0.0')
  const tls = 'tls: { certificate: "${file:tls.crt}", key: "${file:tls.key}" }\n'
  const { listen } = planOf(text + tls, fixtures)
  expect(listen).toMatchObject({ scheme: 'https', host: '0.0.0.0', port: 443 })
  expect(listen.tls?.certificate).toMatch(/^-----BEGIN CERTIFICATE-----/)
  expect(listen.tls?.key).toMatch(/^-----BEGIN PRIVATE KEY-----/)
})

test.each([
  ['./data', '/etc/clearway/data'],
  ['../data', '/etc/data'],
  ['sessions/store', '/etc/clearway/sessions/store'],
  ['/var/lib/clearway', '/var/lib/clearway'],
])('the store %s of a configuration in /etc/clearway is %s', (store, folder) => {
  expect(planOf(`${base}sessions: { store: ${store} }\n`).sessions.store).toBe(folder)
})

test.each<[string, readonly string[], Application['cookie']]>([
  ['of one host', ['https://a.example.com/'], { reach: 'origin', name: '__Host-clearway-contacts' }],
  [
    'of one host by several paths and ports',
    ['https://a.example.com/', 'https://a.example.com/b/', 'https://a.example.com:8443/'],
    { reach: 'origin', name: '__Host-clearway-contacts' },
  ],
  [
    'of two hosts with one parent',
    ['https://a.example.com/', 'https://b.example.com/'],
    { reach: 'domain', name: '__Secure-clearway-contacts', domain: 'example.com' },
  ],
  [
    'of two hosts deep below one parent',
    ['https://a.apps.example.com/', 'https://b.apps.example.com/'],
    { reach: 'domain', name: '__Secure-clearway-contacts', domain: 'apps.example.com' },
  ],
  [
    'of a host and its parent',
    ['https://example.com/', 'https://a.example.com/'],
    { reach: 'domain', name: '__Secure-clearway-contacts', domain: 'example.com' },
  ],
  [
    'of two sites',
    ['https://a.example.com/', 'https://a.example.org/'],
    { reach: 'origin', name: '__Host-clearway-contacts' },
  ],
  [
    'of two hosts below a public suffix',
    ['https://a.github.io/', 'https://b.github.io/'],
    { reach: 'origin', name: '__Host-clearway-contacts' },
  ],
  [
    'of two addresses',
    ['https://10.0.0.1/', 'https://10.0.0.2/'],
    { reach: 'origin', name: '__Host-clearway-contacts' },
  ],
])('the session cookie %s', (_what, externals, cookie) => {
  expect(applicationOf(externals.map((url) => `external: '${url}'`)).cookie).toEqual(cookie)
})

const allows = (policy: CorsPolicy, origin: string): boolean =>
  corsFields(policy, origin).some((field) => field.toLowerCase() === 'access-control-allow-origin')

test('by default the application’s own origins may call, with credentials, and no other', () => {
  const { segments } = applicationOf([
    'external: https://page.example.com/',
    'external: https://api.example.com/a/',
  ])
  for (const { cors } of segments) {
    if (cors.by !== 'policy') throw new Error(cors.by)
    expect(allows(cors.policy, 'https://page.example.com')).toBe(true)
    expect(allows(cors.policy, 'https://api.example.com')).toBe(true)
    expect(allows(cors.policy, 'https://other.example.com')).toBe(false)
    expect(allows(cors.policy, 'http://page.example.com')).toBe(false)
  }
})

test('nobody, the internal app or a policy may decide, for the application or one segment', () => {
  expect(segmentOf('cors: none').cors).toEqual({ by: 'nobody' })
  expect(segmentOf('cors: internal').cors).toEqual({ by: 'internal-app' })
  expect(segmentOf('', '    cors: none\n').cors).toEqual({ by: 'nobody' })
  expect(segmentOf('cors: internal', '    cors: none\n').cors).toEqual({ by: 'internal-app' })
  const { cors } = segmentOf("cors: { origins: ['https://*.example.org'] }", '    cors: none\n')
  if (cors.by !== 'policy') throw new Error(cors.by)
  expect(allows(cors.policy, 'https://a.example.org')).toBe(true)
  expect(allows(cors.policy, 'https://api.example.com')).toBe(false)
})

test('a segment’s timeouts win over the general ones, which win over the defaults, each for itself', () => {
  const text = `${base}        timeouts: { answer: 3m }\ntimeouts: { answer: 1m, idle: 10s }\nlimits: { body: 1MB }\n`
  const [segment] = planOf(text).applications[0]?.segments ?? []
  expect(segment?.timeouts).toEqual({ connect: 5_000, answer: 180_000, idle: 10_000 })
  expect(segment?.maxBodyBytes).toBe(1_000_000)
  expect(segmentOf('maxBody: 0B').maxBodyBytes).toBe(0)
})

test('who may call, and what a token must say', () => {
  const bearer = '{ audiences: [a], scopes: [b], roles: [c], issuers: [d], tenants: [e] }'
  expect(segmentOf(`accept: [bearer, anyone], bearer: ${bearer}`)).toMatchObject({
    acceptsSession: false,
    acceptsAnyone: true,
    bearer: { audiences: ['a'], scopes: ['b'], roles: ['c'], issuers: ['d'], tenants: ['e'] },
  })
  expect(segmentOf('accept: [bearer], bearer: { audiences: [a], scopes: [b] }').bearer).toStrictEqual({
    audiences: ['a'],
    scopes: ['b'],
    issuers: undefined,
  })
})

test('people are compared without case, groups and roles with it', () => {
  const { allow } = applicationOf(
    ['external: https://a.example.com/'],
    '    allow: { groups: [Sales], roles: [Reader], users: [Ada@Example.com] }\n',
  )
  expect(allow).toEqual({
    everyone: false,
    groups: new Set(['Sales']),
    roles: new Set(['Reader']),
    users: new Set(['ada@example.com']),
  })
})

test('an empty allow lets nobody in', () => {
  expect(applicationOf(['external: https://a.example.com/'], '    allow: {}\n').allow).toEqual({
    everyone: false,
    groups: new Set(),
    roles: new Set(),
    users: new Set(),
  })
})

test('what is set or removed is dropped first, in any letter case', () => {
  const { requestHeaders, responseHeaders, identityHeaders } = segmentOf(
    'requestHeaders: { set: { X-A: a }, add: { X-B: b }, remove: [X-C] }, identityHeaders: { X-User: name, X-Id: oid }',
  )
  expect(requestHeaders).toEqual({ set: [['X-A', 'a']], add: [['X-B', 'b']], drop: new Set(['x-a', 'x-c']) })
  expect(responseHeaders).toEqual({ set: [], add: [], drop: new Set() })
  expect(identityHeaders).toEqual([
    ['X-User', 'name'],
    ['X-Id', 'oid'],
  ])
})

test('an external URL is known as the Host header has it, an internal one as it is called', () => {
  const text = base
    .replace('https://contacts.example.com/', 'HTTPS://API.Example.com:443/A/')
    .replace('http://10.0.0.5:8080/', "['http://B:80/c/', 'https://d:8443/']")
  const [segment] = planOf(text).applications[0]?.segments ?? []
  expect(segment?.external).toEqual({
    origin: 'https://api.example.com',
    scheme: 'https',
    host: 'api.example.com',
    prefix: '/A/',
  })
  expect(segment?.internal).toEqual([
    { origin: 'http://b', host: 'b', prefix: '/c/' },
    { origin: 'https://d:8443', host: 'd:8443', prefix: '/' },
  ])
})

test('an application knows its origins, and a segment its application', () => {
  const plan = planOf(`${base}      - { external: 'https://api.example.com/a/', internal: 'http://x/' }\n`)
  expect(plan.applications[0]?.origins).toEqual(
    new Set(['https://contacts.example.com', 'https://api.example.com']),
  )
  expect(
    plan.applications[0]?.segments.every(({ application }) => application === plan.applications[0]),
  ).toBe(true)
})
