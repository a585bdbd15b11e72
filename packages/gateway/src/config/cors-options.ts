import { compileCorsPolicy, type CorsPolicyOptions } from '@clearway/rules/cors'
import { parseOriginPattern } from '@clearway/rules/origins'
import { showText, type Objection } from '@clearway/yaml'

/** A policy as it is configured, but for its duration. */
export interface ConfiguredPolicy {
  readonly origins: '*' | readonly string[]
  readonly methods?: readonly string[] | undefined
  readonly headers?: 'any' | readonly string[] | undefined
  readonly expose?: readonly string[] | undefined
  readonly credentials?: boolean | undefined
}

/** A policy as configured -> the rule book's options. */
export const corsOptions = (policy: ConfiguredPolicy, maxAgeMs?: number): CorsPolicyOptions => ({
  origins: policy.origins,
  ...(policy.methods && { methods: policy.methods }),
  ...(policy.headers && { headers: policy.headers }),
  ...(policy.expose && { expose: policy.expose }),
  ...(policy.credentials !== undefined && { credentials: policy.credentials }),
  ...(maxAgeMs !== undefined && { maxAgeSeconds: Math.floor(maxAgeMs / 1000) }),
})

/** An objection to a policy, and the part of it that it is about. */
export interface PolicyObjection extends Objection {
  readonly path: readonly (string | number)[]
}

const fixes: Readonly<Record<string, string>> = {
  origins: 'name the origins of your pages as browsers send them: https://app.example.com',
  methods: 'name the methods that your pages use: GET, POST',
  headers: 'name the headers that your pages set, or write any',
  expose: 'name the headers that your pages read',
}

/** What is meant by an address of a page in an origin's place: `app.example.com`, `https://app.example.com/start`. */
const guessOrigin = (text: string): string | undefined => {
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  const origin = URL.canParse(url) ? new URL(url).origin : ''
  return parseOriginPattern(origin, { credentials: true }).ok ? origin : undefined
}

/** One entry, as it can be copied where it is known; otherwise what to do about its option. */
const fixOf = (
  policy: ConfiguredPolicy,
  option: keyof CorsPolicyOptions,
  index: number | undefined,
): string => {
  const entry = (index === undefined ? undefined : policy[option as 'origins' | 'methods']?.[index]) ?? ''
  const meant =
    option === 'origins' ? guessOrigin(entry) : option === 'methods' ? entry.toUpperCase() : undefined
  return meant === undefined || meant === entry || !/^[\w.:/[\]-]+$/.test(meant)
    ? (fixes[option] ?? 'see cors in the reference')
    : `write ${showText(meant)}`
}

const lettingIn: ReadonlySet<string> = new Set(['null', 'public-suffix', 'insecure-with-credentials'])

const isDangerous = (
  { origins, credentials = false }: ConfiguredPolicy,
  index: number | undefined,
): boolean => {
  if (origins === '*' || index === undefined) return origins === '*'
  const parsed = parseOriginPattern(origins[index] ?? '', { credentials })
  return !parsed.ok && lettingIn.has(parsed.mistake.reason)
}

/** Everything that the rule book has against a policy. Dangerous is what would let strangers in. */
export const checkPolicy = (policy: ConfiguredPolicy): readonly PolicyObjection[] => {
  const compiled = compileCorsPolicy(corsOptions(policy))
  if (compiled.ok) return []
  return compiled.mistakes.map(({ option, index, message }) => ({
    path: index === undefined ? [option] : [option, index],
    code: option === 'origins' && isDangerous(policy, index) ? 'config/dangerous' : 'config/invalid-value',
    message,
    fix: fixOf(policy, option, index),
  }))
}
