import { resolve } from 'node:path'
import { compileCorsPolicy } from '@clearway/rules/cors'
import { commonCookieDomain, originOf, type Origin } from '@clearway/rules/origins'
import type {
  AllowRule,
  Application,
  BearerRule,
  CookieScope,
  CorsRule,
  ExternalUrl,
  HeaderRules,
  InternalUrl,
  Listener,
  Plan,
  Segment,
  Timeouts,
} from '../plan.ts'
import { createSegmentTable } from '../routing/segment-table.ts'
import { corsOptions } from './cors-options.ts'
import type {
  ApplicationConfig,
  Config,
  CorsConfig,
  HeaderRulesConfig,
  SegmentConfig,
  TimeoutsConfig,
} from './schema.ts'
import { parseDuration, parseSize } from './units.ts'

/** The schema has checked every duration and size; what still fails is a bug of ours. */
const checked = <T>(value: T | undefined): T => {
  if (value === undefined)
    throw new TypeError('a value passed the configuration check that it should not have')
  return value
}
const ms = (text: string): number => checked(parseDuration(text))
const bytes = (text: string): number => checked(parseSize(text))

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

const compileListener = (text: string, tls: Config['tls']): Listener => {
  const url = new URL(text)
  const scheme = url.protocol === 'https:' ? 'https' : 'http'
  return { scheme, host: bareHost(url), port: portOf(url), tls: scheme === 'https' ? tls : undefined }
}

const compileExternal = (text: string): ExternalUrl => {
  const url = new URL(text)
  const scheme = url.protocol === 'https:' ? 'https' : 'http'
  return { origin: originOf(url), scheme, host: url.host, prefix: url.pathname }
}

const compileInternal = (text: string): InternalUrl => {
  const url = new URL(text)
  return { origin: url.origin, host: url.host, prefix: url.pathname }
}

const compileTimeouts = (own: TimeoutsConfig | undefined, general: TimeoutsConfig | undefined): Timeouts => {
  const { connect = '5s', answer = '60s', idle = '60s' } = { ...general, ...own }
  return { connect: ms(connect), answer: ms(answer), idle: ms(idle) }
}

const compileHeaderRules = (rules: HeaderRulesConfig | undefined): HeaderRules => {
  const set = Object.entries(rules?.set ?? {})
  return {
    set,
    add: Object.entries(rules?.add ?? {}),
    drop: new Set([...set.map(([name]) => name), ...(rules?.remove ?? [])].map((name) => name.toLowerCase())),
  }
}

const compileCors = (cors: CorsConfig, ownOrigins: ReadonlySet<Origin>): CorsRule => {
  if (cors === 'none') return { by: 'nobody' }
  if (cors === 'internal') return { by: 'internal-app' }
  const options =
    cors === 'within'
      ? { origins: [...ownOrigins], credentials: true }
      : corsOptions(cors, cors.maxAge === undefined ? undefined : ms(cors.maxAge))
  const compiled = compileCorsPolicy(options)
  return { by: 'policy', policy: checked(compiled.ok ? compiled.policy : undefined) }
}

const compileBearer = (
  bearer: SegmentConfig['bearer'],
  signInTenants: readonly string[] | undefined,
): BearerRule | undefined => {
  if (bearer === undefined) return undefined
  // The issuer of `common` and `organizations` is good for the tenants whose people may sign in.
  const tenants = bearer.tenants ?? signInTenants
  return {
    audiences: bearer.audiences,
    issuers: bearer.issuers,
    ...(bearer.scopes && { scopes: bearer.scopes }),
    ...(bearer.roles && { roles: bearer.roles }),
    ...(tenants && { tenants }),
  }
}

const compileAllow = (allow: ApplicationConfig['allow']): AllowRule =>
  allow
    ? {
        everyone: false,
        groups: new Set(allow.groups),
        roles: new Set(allow.roles),
        users: new Set(allow.users?.map((user) => user.toLowerCase())),
      }
    : { everyone: true }

/**
 * Where the session cookie is valid: on the one origin (`__Host-`, which no other host can set or overwrite)
 * when there is but one host, below the common parent domain when the hosts have one, else on each origin apart.
 */
const compileCookie = (name: string, externals: readonly ExternalUrl[]): CookieScope => {
  const hosts = [...new Set(externals.map(({ host }) => new URL(`https://${host}`).hostname))]
  const domain = hosts.length > 1 ? commonCookieDomain(hosts) : undefined
  return domain === undefined
    ? { reach: 'origin', name: `__Host-clearway-${name}` }
    : { reach: 'domain', name: `__Secure-clearway-${name}`, domain }
}

const compileApplication = (config: ApplicationConfig, whole: Config): Application => {
  const externals = config.segments.map((segment) => compileExternal(segment.external))
  const origins = new Set(externals.map(({ origin }) => origin))
  const segments: Segment[] = []
  const application: Application = {
    name: config.name,
    allow: compileAllow(config.allow),
    cookie: compileCookie(config.name, externals),
    origins,
    segments,
  }
  for (const segment of config.segments) {
    const accept = segment.accept ?? ['session']
    segments.push({
      application,
      external: compileExternal(segment.external),
      internal: [segment.internal].flat().map(compileInternal),
      acceptsSession: accept.includes('session'),
      acceptsAnyone: accept.includes('anyone'),
      bearer: compileBearer(segment.bearer, whole.identity.tenants),
      cors: compileCors(segment.cors ?? config.cors ?? 'within', origins),
      requestHeaders: compileHeaderRules(segment.requestHeaders),
      responseHeaders: compileHeaderRules(segment.responseHeaders),
      identityHeaders: Object.entries(segment.identityHeaders ?? {}),
      timeouts: compileTimeouts(segment.timeouts, whole.timeouts),
      maxBodyBytes: bytes(segment.maxBody ?? whole.limits?.body ?? '100MB'),
    })
  }
  return application
}

const defaultScopes = ['openid', 'profile', 'email', 'offline_access']

/**
 * Compiles a checked configuration to a plan. Pure; throws only where the check let a mistake through.
 *
 * @param folder - Where a relative `sessions.store` starts: the configuration's folder.
 */
export const compilePlan = (config: Config, folder: string): Plan => {
  const applications = config.applications.map((application) => compileApplication(application, config))
  const { sessions } = config
  return {
    listen: compileListener(config.listen, config.tls),
    admin: config.admin === undefined ? undefined : compileListener(config.admin, undefined),
    identity: {
      authority: new URL(config.identity.authority),
      certificateAuthority: config.identity.certificateAuthority,
      clientId: config.identity.clientId,
      clientSecret: config.identity.clientSecret,
      scope: (config.identity.scopes ?? defaultScopes).join(' '),
      responseMode: config.identity.responseMode ?? 'query',
      tenants: config.identity.tenants,
    },
    sessions: {
      store: resolve(folder, sessions?.store ?? './data'),
      key: sessions?.key,
      idle: ms(sessions?.idle ?? '8h'),
      lifetime: ms(sessions?.lifetime ?? '24h'),
      renewBefore: ms(sessions?.renewBefore ?? '15m'),
    },
    trustedProxies: config.trustedProxies ?? [],
    limits: {
      headerBytes: bytes(config.limits?.headers ?? '32kB'),
      connections: config.limits?.connections ?? 10_000,
    },
    log: { level: config.log?.level ?? 'info', access: config.log?.access ?? true },
    applications,
    segments: createSegmentTable(applications.flatMap(({ segments }) => segments)),
  }
}
