import { parseOrigin } from '../origins/origin.ts'
import { matchesOrigin, parseOriginPattern, type OriginPattern } from '../origins/origin-pattern.ts'
import { checkExposed, checkHeaders, checkMaxAge, checkMethods, tooMany } from './check-options.ts'
import { compiled, type CorsPolicy, type CorsPolicyOptions, type PolicyMistake } from './policy.ts'

const defaultMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const defaultMaxAgeSeconds = 600
const maxOrigins = 1000

/**
 * Compiles a policy, or answers everything that is wrong with it.
 *
 * A policy that contradicts itself or lets strangers in is refused, never repaired: `'*'` with credentials,
 * the `null` origin, wildcards of public suffixes, http origins with credentials, methods and headers that no
 * page can send. Duplicates are dropped.
 *
 * Does not know the application: whether an origin should be trusted, only its owner can tell.
 *
 * @param options - What the policy says.
 */
export function compileCorsPolicy(
  options: CorsPolicyOptions,
):
  | { readonly ok: true; readonly policy: CorsPolicy }
  | { readonly ok: false; readonly mistakes: readonly PolicyMistake[] } {
  const { methods = defaultMethods, headers = 'any', expose = [], credentials = false } = options
  const { maxAgeSeconds = defaultMaxAgeSeconds } = options
  const origins = compileOrigins(options.origins, credentials)
  const mistakes = [
    ...origins.mistakes,
    ...checkMethods(methods),
    ...checkHeaders(headers),
    ...checkExposed(expose, credentials),
    ...checkCredentials(credentials),
    ...checkMaxAge(maxAgeSeconds),
  ]
  if (mistakes.length > 0) return { ok: false, mistakes }
  const headerNames = headers === 'any' ? headers : new Set(headers.map((name) => name.toLowerCase()))
  const exposed = expose.includes('*') ? ['*'] : withoutRepeats(expose)
  const policy: CorsPolicy = {
    [compiled]: Object.freeze({
      allowsOrigin: origins.allows,
      isForEverybody: options.origins === '*',
      credentials,
      methods: new Set(methods),
      headers: headerNames,
      expose: exposed,
      texts: Object.freeze({
        methods: [...new Set(methods)].join(', '),
        headers: headerNames === 'any' ? '' : [...headerNames].join(', '),
        expose: exposed.join(', '),
        maxAge: String(maxAgeSeconds),
      }),
    }),
  }
  return { ok: true, policy: Object.freeze(policy) }
}

interface CompiledOrigins {
  readonly allows: (origin: string) => boolean
  readonly mistakes: readonly PolicyMistake[]
}

function compileOrigins(origins: CorsPolicyOptions['origins'], credentials: boolean): CompiledOrigins {
  if (origins === '*') return { allows: () => true, mistakes: credentials ? [everybodyWithCredentials] : [] }
  if (origins.length === 0) return { allows: () => false, mistakes: [nobody] }
  if (origins.length > maxOrigins) {
    return { allows: () => false, mistakes: [tooMany('origins', origins.length, maxOrigins)] }
  }
  const mistakes: PolicyMistake[] = []
  const patterns: OriginPattern[] = []
  for (const [index, text] of origins.entries()) {
    const parsed = parseOriginPattern(text, { credentials })
    if (parsed.ok) patterns.push(parsed.pattern)
    else
      mistakes.push({
        option: 'origins',
        index,
        value: parsed.mistake.value,
        message: parsed.mistake.message,
      })
  }
  return { allows: matcherOf(patterns), mistakes }
}

/** Most calls come from an origin that is listed by name: that costs one look into a set. */
function matcherOf(patterns: readonly OriginPattern[]): (origin: string) => boolean {
  const exact = new Set<string>(
    patterns.flatMap((pattern) => (pattern.kind === 'exact' ? [pattern.origin] : [])),
  )
  const wildcards = patterns.filter((pattern) => pattern.kind === 'subdomains')
  return (origin) => {
    if (exact.has(origin)) return true
    if (wildcards.length === 0) return false
    const parsed = parseOrigin(origin)
    return parsed !== undefined && wildcards.some((pattern) => matchesOrigin(pattern, parsed))
  }
}

function checkCredentials(credentials: unknown): readonly PolicyMistake[] {
  if (typeof credentials === 'boolean') return []
  return [{ option: 'credentials', value: typeof credentials, message: 'credentials is true or false' }]
}

function withoutRepeats(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
}

const everybodyWithCredentials: PolicyMistake = {
  option: 'origins',
  value: '*',
  message:
    "origins '*' with credentials would let every page on the web act as whoever visits it, and browsers " +
    'refuse it: list the origins, or leave credentials out',
}

const nobody: PolicyMistake = {
  option: 'origins',
  value: '',
  message: 'origins is empty, so that no page could call: list origins, or leave the whole policy out',
}
