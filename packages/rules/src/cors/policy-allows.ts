import { compiled, safelistedMethods, type CorsPolicy } from './policy.ts'
import { isAllowed } from './requested-headers.ts'

/** A call that a page wants to make, said without HTTP. */
export interface Call {
  readonly origin: string
  readonly method: string
  /**
   * Lower-case names of the headers for which a browser needs permission: those that the page sets, without the
   * CORS-safelisted ones.
   */
  readonly headers: readonly string[]
  /** Whether the call carries cookies. */
  readonly credentials: boolean
}

/**
 * Tells whether a policy means that a page can make a call and read its answer.
 *
 * It is the sense of a policy, next to which {@link answerPreflight} and {@link corsFields} are its words: a
 * browser that follows those lets a call through exactly when this is true. Limits on the length of a
 * preflight are words, not sense: they are not in it.
 *
 * @param policy - The policy.
 * @param call - The call.
 */
export function policyAllows(policy: CorsPolicy, call: Call): boolean {
  const rules = policy[compiled]
  return (
    rules.allowsOrigin(call.origin) &&
    (rules.credentials || !call.credentials) &&
    (safelistedMethods.has(call.method) || rules.methods.has(call.method)) &&
    call.headers.every((name) => isAllowed(name, rules.headers))
  )
}
