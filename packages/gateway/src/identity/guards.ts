import { createBearerGuard, createKeySource, type BearerGuard, type KeySource } from '@clearway/bearer'
import type { BearerRule, Segment } from '../plan.ts'
import { isFault, type ProviderFault } from '../sign-in/provider-fault.ts'
import type { Provider, ProviderMetadata } from '../sign-in/provider.ts'

/** The token guard of each segment that accepts tokens. */
export type Guards = (segment: Segment) => BearerGuard | Promise<BearerGuard | ProviderFault>

/** Creates the guards. Each is made at its segment's first token, when the provider's issuer and keys are known. */
export const createGuards = (
  provider: Provider,
  fetchFromProvider: typeof fetch,
  now: () => number,
): Guards => {
  const guards = new Map<Segment, BearerGuard>()
  const keySources = new Map<string, KeySource>()

  const keysAt = (jwksUri: string): KeySource => {
    const known = keySources.get(jwksUri)
    if (known) return known
    const made = createKeySource({ jwksUri, fetch: fetchFromProvider, now })
    keySources.set(jwksUri, made)
    return made
  }

  const make = (segment: Segment, rule: BearerRule, { issuer, jwksUri }: ProviderMetadata): BearerGuard => {
    const guard = createBearerGuard({
      expectations: { ...rule, issuers: rule.issuers ?? [issuer] },
      keys: keysAt(jwksUri),
      now,
    })
    guards.set(segment, guard)
    return guard
  }

  return (segment) => {
    const known = guards.get(segment)
    if (known) return known
    const rule = segment.bearer
    if (!rule) throw new TypeError('a segment that accepts no tokens was asked for its guard')
    return provider.metadata().then((found) => (isFault(found) ? found : make(segment, rule, found)))
  }
}
