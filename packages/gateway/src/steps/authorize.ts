import type { TokenClaims } from '@clearway/rules/token'
import type { Step } from '../exchange.ts'
import type { AllowRule } from '../plan.ts'
import { refuse } from '../refusals/refusal.ts'

const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((item) => typeof item === 'string')
      : []

const holdsAny = (allowed: ReadonlySet<string>, value: unknown): boolean =>
  allowed.size > 0 && textsOf(value).some((item) => allowed.has(item))

/** The Kelvin sign becomes an ASCII k in lower case: a name with one is nobody's whose name has a k. */
const lowerCase = (name: string): string => (name.includes('\u212a') ? name : name.toLowerCase())

/** Whether a person may use an application: one match in any of the rule's lists is enough. */
export const isAllowed = (rule: AllowRule, claims: TokenClaims): boolean =>
  rule.everyone ||
  holdsAny(rule.groups, claims['groups']) ||
  holdsAny(rule.roles, claims['roles']) ||
  holdsAny(rule.users, textsOf(claims['preferred_username']).map(lowerCase))

const whoIs = (claims: TokenClaims): string => {
  const [name] = textsOf(claims['preferred_username'])
  return name === undefined ? 'You are signed in' : `You are signed in as ${name}`
}

/**
 * Lets those through whom the application allows.
 *
 * A bearer token has been judged by the segment's own rule (scopes, roles); `allow` is about people's sessions. Where
 * anyone may call, whoever is not allowed goes on as nobody.
 */
export const authorize: Step = (exchange) => {
  const { caller, segment } = exchange
  if (caller.by !== 'session' || isAllowed(segment.application.allow, caller.claims)) return undefined
  if (segment.acceptsAnyone) {
    exchange.caller = { by: 'nobody' }
    return undefined
  }
  const overage = caller.claims['_claim_names'] !== undefined || caller.claims['hasgroups'] !== undefined
  return refuse(
    'access/not-allowed',
    overage
      ? `${whoIs(caller.claims)}, but this account is in too many groups for the provider to name them.`
      : `${whoIs(caller.claims)}, but this account is not among those that may use this application.`,
  )
}
