import type { Application, Tenant, TokenLifetimePolicy } from '../directory/directory.ts'

/** `[d.]hh:mm:ss`, as .NET writes a span of time. */
const span = /^(?:(\d{1,3})\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})$/

/**
 * Parses the definition of a token lifetime policy into seconds, or returns undefined if it does not say how long
 * access tokens live.
 */
export function parseLifetimePolicy(definition: string): number | undefined {
  let lifetime: unknown
  try {
    const value = JSON.parse(definition) as { TokenLifetimePolicy?: { AccessTokenLifetime?: unknown } } | null
    lifetime = value?.TokenLifetimePolicy?.AccessTokenLifetime
  } catch {
    return undefined
  }
  const parts = span.exec(typeof lifetime === 'string' ? lifetime : '')
  if (parts === null) return undefined
  const [, days = '0', hours, minutes, seconds] = parts
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
  return total > 0 ? total : undefined
}

const secondsOf = (policies: readonly TokenLifetimePolicy[] = []): number | undefined =>
  policies.flatMap(({ definition }) => definition.map(parseLifetimePolicy)).find((each) => each !== undefined)

/**
 * Seconds that tokens of an application live by policy: its own, else the tenant's. A policy wins over
 * `EntraOptions.accessTokenSeconds`, which is a default: it is the narrower of the two.
 */
export function policySeconds(application: Application, tenant: Tenant): number | undefined {
  return secondsOf(application.tokenLifetimePolicies) ?? secondsOf(tenant.tokenLifetimePolicies)
}
