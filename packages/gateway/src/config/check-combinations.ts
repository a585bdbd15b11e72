import { mistake, type Mistake, type DataPath } from '@clearway/yaml'
import { isLoopbackHost } from '@clearway/rules/origins'
import type { SoundApplication, SoundParts, SoundSegment } from './sound-parts.ts'
import { parseDuration } from './units.ts'

type Check = (parts: SoundParts) => readonly Mistake[]

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

const segmentsOf = (parts: SoundParts): readonly SoundSegment[] =>
  parts.applications.flatMap((each) => each.segments)

/** A segment whose external URL is one, and that URL. */
interface Published {
  readonly path: DataPath
  readonly url: URL
  readonly shown: string
}

const publishedBy = (parts: SoundParts): readonly Published[] =>
  segmentsOf(parts).flatMap((segment) => {
    const { external } = segment.config
    const path = [...segment.path, 'external']
    return external === undefined ? [] : [{ path, url: new URL(external), shown: parts.show(path, external) }]
  })

const repeated = <T>(items: readonly T[], key: (item: T) => string | undefined): readonly T[] => {
  const seen = new Set<string>()
  return items.filter((item) => {
    const value = key(item)
    if (value === undefined) return false
    if (seen.has(value)) return true
    seen.add(value)
    return false
  })
}

const namesAreUnique: Check = ({ applications, show }) =>
  repeated(applications, (each) => each.name).map((each) => {
    const path = [...each.path, 'name']
    return mistake(
      'config/duplicate',
      path,
      `a second application is named "${show(path, each.name ?? '')}"`,
      'give each application its own name: it names the session cookie',
    )
  })

const externalUrlsAreUnique: Check = (parts) =>
  repeated(publishedBy(parts), ({ url }) => url.href).map(({ path, shown }) =>
    mistake(
      'config/duplicate',
      path,
      `${shown} is published twice`,
      'give each segment its own external URL; a longer path prefix wins over a shorter one',
    ),
  )

/** Two schemes on one host cannot be told apart by the Host header alone. */
const oneSchemePerHost: Check = (parts) =>
  repeated(
    [...new Map(publishedBy(parts).map((each) => [each.url.origin, each])).values()],
    ({ url }) => url.host,
  ).map(({ path, shown }) =>
    mistake(
      'config/dangerous',
      path,
      `the host of ${shown} is published as http and as https`,
      'publish it as https only',
    ),
  )

const acceptAgrees = ({ path, config, has }: SoundSegment): readonly Mistake[] => {
  const accept = config.accept ?? (has('accept') ? undefined : ['session'])
  if (!accept) return []
  if (accept.includes('bearer') && !has('bearer')) {
    return [
      mistake(
        'config/missing-key',
        [...path, 'accept'],
        'bearer tokens are accepted, but nothing says which',
        'add bearer: { audiences: [<the API’s client id>], scopes: [<a scope>] }',
      ),
    ]
  }
  if (!accept.includes('bearer') && has('bearer')) {
    return [
      mistake(
        'config/invalid-value',
        [...path, 'bearer'],
        'this says what a token must hold, but the segment accepts none',
        `write accept: [${[...accept, 'bearer'].join(', ')}]`,
      ),
    ]
  }
  return []
}

const bearerIsNarrow = ({ path, config }: SoundSegment): readonly Mistake[] => {
  const { bearer } = config
  if (!bearer) return []
  const template = bearer.issuers?.findIndex((issuer) => issuer.includes('{tenantid}')) ?? -1
  if (template !== -1 && !bearer.tenants) {
    return [
      mistake(
        'config/dangerous',
        [...path, 'bearer', 'issuers', template],
        'an issuer with {tenantid}, but without tenants, would take tokens of any organization',
        'add tenants: [<tenant id>, …]',
      ),
    ]
  }
  return bearer.scopes || bearer.roles
    ? []
    : [
        mistake(
          'config/dangerous',
          [...path, 'bearer'],
          'without scopes or roles every token for this audience is let in, whatever it was issued for',
          'add scopes: [<name>] for people, roles: [<name>] for apps, or both',
        ),
      ]
}

const anyoneNeedsNoRules = (application: SoundApplication): readonly Mistake[] => {
  const open = application.segments.find(({ config }) => config.accept?.includes('anyone'))
  const restricted = application.segments.every(({ config }) => config.accept?.includes('anyone'))
  return open && restricted && application.allow !== undefined
    ? [
        mistake(
          'config/dangerous',
          [...application.path, 'allow'],
          'every segment accepts anyone, so this rule protects nothing',
          'remove anyone from accept, or remove allow',
        ),
      ]
    : []
}

const urlOf = (value: unknown): URL | undefined =>
  typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined

const tlsIsThere: Check = ({ top }) => {
  const listen = urlOf(top['listen'])
  if (listen?.protocol === 'https:' && top['tls'] === undefined) {
    return [
      mistake(
        'config/missing-key',
        ['listen'],
        'https needs a certificate and its key',
        'add tls: { certificate: "${file:tls.crt}", key: "${file:tls.key}" }',
      ),
    ]
  }
  if (listen?.protocol === 'http:' && top['tls'] !== undefined) {
    return [
      mistake(
        'config/invalid-value',
        ['tls'],
        'the listener is plain http, so this certificate is not used',
        'write listen: https://…, or remove tls',
      ),
    ]
  }
  return []
}

const adminIsPrivate: Check = ({ top, show }) => {
  const admin = urlOf(top['admin'])
  if (!admin) return []
  const shown = show(['admin'], textOr(top['admin'], ''))
  if (admin.protocol === 'https:')
    return [
      mistake(
        'config/invalid-value',
        ['admin'],
        'the admin listener speaks plain http',
        'write http:// and an address that only this machine reaches: http://127.0.0.1:9090',
      ),
    ]
  if (urlOf(top['listen'])?.host === admin.host && admin.port !== '0') {
    return [
      mistake(
        'config/dangerous',
        ['admin'],
        `the admin listener ${shown} is the public one`,
        'give the admin listener a port of its own',
      ),
    ]
  }
  return admin.hostname === '0.0.0.0' || admin.hostname === '[::]'
    ? [
        mistake(
          'config/dangerous',
          ['admin'],
          `${shown} puts metrics on every network of this machine`,
          'write http://127.0.0.1:9090 or an address of the private network',
        ),
      ]
    : []
}

const lifetimesAgree: Check = ({ top, show }) => {
  const sessions = (top['sessions'] ?? {}) as Readonly<Record<string, unknown>>
  const idle = textOr(sessions['idle'], '8h')
  const lifetime = textOr(sessions['lifetime'], '24h')
  const ms = (text: string): number => parseDuration(text) ?? Number.NaN
  const shown = (key: string, value: string): string => show(['sessions', key], value)
  return ms(idle) > ms(lifetime)
    ? [
        mistake(
          'config/invalid-value',
          ['sessions', sessions['idle'] === undefined ? 'lifetime' : 'idle'],
          `a session may be idle for longer (${shown('idle', idle)}) than it lives (${shown('lifetime', lifetime)})`,
          'make idle shorter than lifetime',
        ),
      ]
    : []
}

const tenantsAreNamed: Check = ({ top }) => {
  const identity = (top['identity'] ?? {}) as Readonly<Record<string, unknown>>
  const authority = textOr(identity['authority'], '')
  return /\/(?:common|organizations|consumers)(?:\/|$)/i.test(authority) && identity['tenants'] === undefined
    ? [
        mistake(
          'config/dangerous',
          ['identity', 'authority'],
          'this authority signs in people of any organization',
          'add tenants: [<tenant id>, …], or use your own tenant’s authority',
        ),
      ]
    : []
}

/** A host served in plain http by a listener that other machines reach. */
const httpsEndsSomewhere: Check = (parts) => {
  const listen = urlOf(parts.top['listen'])
  const ours = publishedBy(parts).find(({ url }) => url.protocol === 'http:')
  return ours && listen?.protocol === 'http:' && !isLoopbackHost(listen.hostname)
    ? [
        mistake(
          'config/dangerous',
          ['listen'],
          `other machines reach this listener, but ${ours.shown} is for this one only`,
          'listen on http://127.0.0.1, or publish https URLs',
        ),
      ]
    : []
}

const checks: readonly Check[] = [
  namesAreUnique,
  externalUrlsAreUnique,
  oneSchemePerHost,
  (parts) => segmentsOf(parts).flatMap(acceptAgrees),
  (parts) => segmentsOf(parts).flatMap(bearerIsNarrow),
  (parts) => parts.applications.flatMap(anyoneNeedsNoRules),
  tlsIsThere,
  adminIsPrivate,
  lifetimesAgree,
  tenantsAreNamed,
  httpsEndsSomewhere,
]

/** Checks the parts of a configuration against each other and returns every mistake. */
export const checkCombinations: Check = (parts) => checks.flatMap((check) => check(parts))
