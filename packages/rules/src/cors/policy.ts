/** What a policy on calls across origins says. Refused as a whole when it contradicts itself. */
export interface CorsPolicyOptions {
  /**
   * Who may call: origins and one-level wildcards, or `'*'` for every page on the web, without credentials.
   *
   * Permitted: `https://app.example.com`, `https://*.example.com`, `http://localhost:3000`.
   * Prohibited: `null`, `https://*.github.io`, `https://app.example.com/`, `http://app.example.com` with
   * credentials.
   *
   * **Security:** every origin here reads whatever the person in front of the browser may read.
   */
  readonly origins: readonly string[] | '*'
  /**
   * Methods beside GET, HEAD and POST, which browsers always let through. Letter case counts.
   *
   * @default ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
   */
  readonly methods?: readonly string[]
  /**
   * Request headers that a page may set. `'any'`: every name that a page asks for, answered by name, since
   * browsers do not count Authorization in a `*`.
   *
   * @default 'any'
   */
  readonly headers?: readonly string[] | 'any'
  /**
   * Answer headers that a page may read, beside those that it always may (Content-Type, Cache-Control …). `*`
   * stands for all, without credentials.
   *
   * @default []
   */
  readonly expose?: readonly string[]
  /**
   * Whether calls may carry cookies.
   *
   * @default false
   */
  readonly credentials?: boolean
  /**
   * How long a browser may remember a preflight's answer, in whole seconds from 0 to 86400. Chromium keeps to
   * 7200 at most, WebKit to 600.
   *
   * @default 600
   */
  readonly maxAgeSeconds?: number
}

/** A mistake in a policy's options. */
export interface PolicyMistake {
  readonly option: 'origins' | 'methods' | 'headers' | 'expose' | 'credentials' | 'maxAgeSeconds'
  /** Where in the option's list. */
  readonly index?: number
  /** The wrong value, cut. */
  readonly value: string
  /** What is wrong, with which value, and what to write instead. */
  readonly message: string
}

/** Methods that no browser ever asks permission for. */
export const safelistedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])

/** What a policy is made of, for the functions of this folder only. */
export interface CompiledPolicy {
  readonly allowsOrigin: (origin: string) => boolean
  /** Every page may call, so that the answer does not depend on who asks. */
  readonly isForEverybody: boolean
  readonly credentials: boolean
  readonly methods: ReadonlySet<string>
  /** In lower case. */
  readonly headers: ReadonlySet<string> | 'any'
  readonly expose: readonly string[]
  /**
   * The values of Access-Control-Allow-Methods, -Allow-Headers, -Expose-Headers and -Max-Age. Empty: no
   * field.
   */
  readonly texts: {
    readonly methods: string
    readonly headers: string
    readonly expose: string
    readonly maxAge: string
  }
}

/** The way from a policy to what it is made of. Not exported from the package: that makes policies opaque. */
export const compiled: unique symbol = Symbol('clearway.compiledCorsPolicy')

/** A policy without contradictions, ready for use. Immutable; made by {@link compileCorsPolicy} only. */
export interface CorsPolicy {
  readonly [compiled]: CompiledPolicy
}
