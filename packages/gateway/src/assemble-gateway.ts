import pino, { type DestinationStream } from 'pino'
import { createMetrics } from './admin/metrics.ts'
import { createUpstreams } from './forwarding/upstreams.ts'
import type { Gateway } from './gateway.ts'
import { createAssertionSigner } from './identity/assertion.ts'
import { createGuards } from './identity/guards.ts'
import type { Plan } from './plan.ts'
import { compileTrust } from './routing/trusted-proxies.ts'
import { loadMasterKey } from './sessions/master-key.ts'
import { createRenewal } from './sessions/renewal.ts'
import { createSealer } from './sessions/seal.ts'
import { createSessions } from './sessions/sessions.ts'
import { namingFailures } from './sessions/store-error.ts'
import { openStore } from './sessions/store.ts'
import { openStandardOutput } from './standard-output.ts'
import { createLoopGuard } from './sign-in/loop-guard.ts'
import { createProviderFetch } from './sign-in/provider-fetch.ts'
import { createProvider } from './sign-in/provider.ts'

/** A gateway with all its parts, which has no socket yet. */
export interface Assembled {
  readonly gateway: Gateway
  /** Ends what it has open: connections to apps and provider, then renewals under way, then the store. */
  close(): Promise<void>
}

/** What a program may choose besides the plan. */
export interface GatewayOptions {
  /** Where JSON log lines go. Default: standard output, written in the background. */
  readonly logTo?: DestinationStream
  /** Milliseconds. Default: the system's clock. */
  readonly now?: () => number
}

/**
 * Makes a gateway's parts from a plan, and opens the store.
 *
 * @throws {@link StoreKeyError} `ERR_STORE_KEY` when the key is not the one that the store was made with.
 */
export const assembleGateway = async (
  plan: Plan,
  { logTo, now = Date.now }: GatewayOptions,
): Promise<Assembled> => {
  const destination = logTo ?? openStandardOutput()
  const log = pino(
    { level: plan.log.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  )
  const metrics = createMetrics()
  const masterKey = loadMasterKey(plan.sessions.store, plan.sessions.key)
  const store = namingFailures(openStore(plan.sessions.store))
  const assertionSealer = createSealer(masterKey, 'assertion key')
  const assertions = await createAssertionSigner(store, assertionSealer, now).catch(
    async (error: unknown) => {
      await store.close()
      throw error
    },
  )
  const sessions = createSessions({ store, masterKey, now, idle: plan.sessions.idle })
  const { fetch: fetchFromProvider, close: closeFetch } = createProviderFetch(
    plan.identity.certificateAuthority,
  )
  const provider = createProvider(plan.identity, fetchFromProvider, now)
  const upstreams = createUpstreams(plan)
  const renewal = createRenewal({
    sessions,
    store,
    now,
    askProvider: provider.renew,
    onOutcome: (outcome) => {
      metrics.renewal(outcome.renewed ? 'renewed' : outcome.because)
      if (!outcome.renewed && outcome.because !== 'ended')
        log.warn({ outcome: outcome.because, cause: outcome.detail }, 'a sign-in was not renewed')
    },
  })
  const gateway: Gateway = {
    plan,
    now,
    log,
    writeAccess:
      plan.log.access && log.isLevelEnabled('info') ? (line) => destination.write(line) : undefined,
    metrics,
    store,
    sessions,
    renewal,
    provider,
    attemptSealer: createSealer(masterKey, 'sign-in attempt'),
    loops: createLoopGuard(now),
    assertions,
    upstreams,
    guardOf: createGuards(provider, fetchFromProvider, now),
    trusts: compileTrust(plan.trustedProxies),
    stopping: { value: false },
  }
  const close = async (): Promise<void> => {
    await Promise.allSettled([upstreams.close(), closeFetch()])
    // What the provider said last must still be written: a refresh token may be good for one use.
    await renewal.settled()
    await store.close()
    if ('flushSync' in destination && typeof destination.flushSync === 'function') destination.flushSync()
  }
  return { gateway, close }
}
