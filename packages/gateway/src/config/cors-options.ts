import { compileCorsPolicy, type CorsPolicyOptions } from '@clearway/rules/cors'
import { parseOriginPattern } from '@clearway/rules/origins'
import type { Objection } from '@clearway/yaml'

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
    fix: fixes[option] ?? 'see cors in the reference',
  }))
}
