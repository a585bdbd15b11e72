import type { TokenExpectations } from '@clearway/rules/token'
import type { CorsPolicy } from '@clearway/rules/cors'
import type { Origin } from '@clearway/rules/origins'

/** The configuration compiled to what a request needs. Immutable: a reload makes a whole new one. */
export interface Plan {
  readonly listen: Listener
  readonly admin: Listener | undefined
  readonly identity: IdentityPlan
  readonly sessions: SessionsPlan
  readonly trustedProxies: readonly string[]
  readonly limits: { readonly headerBytes: number; readonly connections: number }
  readonly log: { readonly level: LogLevel; readonly access: boolean }
  readonly applications: readonly Application[]
  readonly segments: SegmentTable
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface Listener {
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly port: number
  readonly tls: { readonly certificate: string; readonly key: string } | undefined
}

export interface IdentityPlan {
  readonly authority: URL
  /** PEM; undefined: the public ones. */
  readonly certificateAuthority: string | undefined
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly scope: string
  readonly responseMode: 'query' | 'form_post'
  /** Tenants whose people may sign in; undefined where the authority is of one tenant. */
  readonly tenants: readonly string[] | undefined
}

/** Durations in milliseconds. */
export interface SessionsPlan {
  readonly store: string
  readonly key: string | undefined
  readonly idle: number
  readonly lifetime: number
  readonly renewBefore: number
}

/** Where an application's session cookie is valid: on one origin, or on every host below a parent domain. */
export type CookieScope =
  | { readonly reach: 'origin'; readonly name: `__Host-${string}` }
  | { readonly reach: 'domain'; readonly name: `__Secure-${string}`; readonly domain: string }

export interface Application {
  readonly name: string
  readonly allow: AllowRule
  readonly cookie: CookieScope
  readonly origins: ReadonlySet<Origin>
  readonly segments: readonly Segment[]
}

/** Who of those signed in may use an application. */
export type AllowRule =
  | { readonly everyone: true }
  | {
      readonly everyone: false
      readonly groups: ReadonlySet<string>
      readonly roles: ReadonlySet<string>
      /** Lower case. */
      readonly users: ReadonlySet<string>
    }

/** Who decides on calls across origins. */
export type CorsRule =
  | { readonly by: 'policy'; readonly policy: CorsPolicy }
  | { readonly by: 'internal-app' }
  | { readonly by: 'nobody' }

/** The part of a token check that the configuration fixes; the provider's issuer is added when it is known. */
export type BearerRule = Omit<TokenExpectations, 'issuers'> & {
  readonly issuers: readonly string[] | undefined
}

export interface Segment {
  readonly application: Application
  readonly external: ExternalUrl
  readonly internal: readonly InternalUrl[]
  readonly acceptsSession: boolean
  readonly acceptsAnyone: boolean
  readonly bearer: BearerRule | undefined
  readonly cors: CorsRule
  readonly requestHeaders: HeaderRules
  readonly responseHeaders: HeaderRules
  /** Header name and claim name, in the configuration's order. */
  readonly identityHeaders: readonly (readonly [header: string, claim: string])[]
  readonly timeouts: Timeouts
  readonly maxBodyBytes: number
}

/** Finds segments by host and path. */
export interface SegmentTable {
  /** Segments of a host, the longest prefix first; empty for an unknown host. */
  onHost(host: string): readonly Segment[]
  /** The segment for a canonical path: the longest prefix wins. */
  match(host: string, path: string): Segment | undefined
}

export interface ExternalUrl {
  readonly origin: Origin
  readonly scheme: 'http' | 'https'
  /** As in the Host header: lower case, without the scheme's default port. */
  readonly host: string
  /** Starts and ends with a slash. */
  readonly prefix: string
}

export interface InternalUrl {
  readonly origin: string
  readonly host: string
  /** Starts and ends with a slash. */
  readonly prefix: string
}

export interface HeaderRules {
  readonly set: readonly (readonly [name: string, value: string])[]
  readonly add: readonly (readonly [name: string, value: string])[]
  /** Lower case: what `set` replaces and `remove` removes. */
  readonly drop: ReadonlySet<string>
}

/** Milliseconds, by phase. */
export interface Timeouts {
  readonly connect: number
  readonly answer: number
  readonly idle: number
}
