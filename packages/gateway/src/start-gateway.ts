import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inCidr, parseCidr } from '@clearway/rules/http'
import pino, { type DestinationStream } from 'pino'
import { createAdminServer } from './admin/admin-server.ts'
import { createMetrics } from './admin/metrics.ts'
import { createServer } from './create-server.ts'
import { createUpstreams } from './forwarding/upstreams.ts'
import type { Gateway } from './gateway.ts'
import { createAssertionSigner } from './identity/assertion.ts'
import { createGuards } from './identity/guards.ts'
import type { Listener, Plan } from './plan.ts'
import { loadMasterKey } from './sessions/master-key.ts'
import { createRenewal } from './sessions/renewal.ts'
import { createSealer } from './sessions/seal.ts'
import { createSessions } from './sessions/sessions.ts'
import { openStore } from './sessions/store.ts'
import { createLoopGuard } from './sign-in/loop-guard.ts'
import { createProviderFetch } from './sign-in/provider-fetch.ts'
import { createProvider } from './sign-in/provider.ts'
import { trackUnused } from './unused-connections.ts'

/** What a program may choose besides the plan. */
export interface GatewayOptions {
  /** Where JSON log lines go. Default: standard output, written in the background. */
  readonly logTo?: DestinationStream
  /** Milliseconds. Default: the system's clock. */
  readonly now?: () => number
}

/** A gateway that serves requests. */
export interface RunningGateway {
  /** The port that it listens on: the plan's, or the free one that was found for port 0. */
  readonly port: number
  readonly adminPort: number | undefined
  /** Takes no new connections, lets requests finish for at most `graceMs` (default 10 s), then closes everything. */
  stop(graceMs?: number): Promise<void>
}

/** A listener's address is taken, not ours, or not permitted. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly code: 'ERR_LISTEN'
  readonly reason: string
  readonly address: string
  constructor(listener: Listener, cause: NodeJS.ErrnoException) {
    super(`cannot listen on ${listener.host}:${listener.port} (${cause.code ?? 'unknown'})`, { cause })
    this.code = 'ERR_LISTEN'
    this.reason = cause.code ?? 'unknown'
    this.address = `${listener.host}:${listener.port}`
  }
}

const listen = (server: Server, listener: Listener): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(listener, error)))
    server.listen(listener.port, listener.host, () => resolve((server.address() as AddressInfo).port))
  })

const sweepEveryMs = 60_000
const sweepAtMost = 4_000

const trustIn = (ranges: readonly string[]): ((address: string) => boolean) => {
  const cidrs = ranges.flatMap((range) => parseCidr(range) ?? [])
  return cidrs.length === 0 ? () => false : (address) => cidrs.some((cidr) => inCidr(cidr, address))
}

interface Assembled {
  readonly gateway: Gateway
  close(): Promise<void>
}

const assemble = async (plan: Plan, { logTo, now = Date.now }: GatewayOptions): Promise<Assembled> => {
  mkdirSync(plan.sessions.store, { recursive: true, mode: 0o700 })
  const destination = logTo ?? pino.destination({ sync: false, minLength: 8192, periodicFlush: 250 })
  const log = pino(
    { level: plan.log.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  )
  const metrics = createMetrics()
  const masterKey = loadMasterKey(plan.sessions.store, plan.sessions.key)
  const store = openStore(plan.sessions.store)
  const assertionSealer = createSealer(masterKey, 'assertion key')
  const assertions = await createAssertionSigner(store, assertionSealer, now).catch(
    async (error: unknown) => {
      await store.close()
      throw error
    },
  )
  const sessions = createSessions({ store, masterKey, now, idle: plan.sessions.idle })
  const { fetch: fetchFromProvider, close: closeFetch } = createProviderFetch()
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
    trusts: trustIn(plan.trustedProxies),
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

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

const lookForIdleEveryMs = 100

const stopServer = async (server: Server, graceMs: number): Promise<void> => {
  const done = closed(server)
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  // A connection that was busy just now is kept alive by Node when its answer had begun before the stop.
  const looking = setInterval(() => server.closeIdleConnections(), lookForIdleEveryMs)
  await done
  clearTimeout(timer)
  clearInterval(looking)
}

const atMost = async (ms: number, done: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([done, over])
  clearTimeout(timer)
}

/**
 * Starts a gateway: opens the store, listens, serves.
 *
 * The provider is not asked until somebody signs in: a gateway starts while the provider is down.
 *
 * @throws {@link ListenError} `ERR_LISTEN` when an address cannot be listened on.
 * @throws Error `ERR_STORE_KEY` when the key is not the one that the store was made with.
 */
export const startGateway = async (plan: Plan, options: GatewayOptions = {}): Promise<RunningGateway> => {
  const { gateway, close } = await assemble(plan, options)
  const server = createServer(gateway)
  const unused = trackUnused(server)
  const admin = plan.admin && createAdminServer(gateway)
  try {
    const port = await listen(server, plan.listen)
    const adminPort = admin && plan.admin ? await listen(admin, plan.admin) : undefined
    const sweeping = setInterval(
      () => void gateway.store.sweep(gateway.now(), sweepAtMost).catch(() => {}),
      sweepEveryMs,
    )
    sweeping.unref()
    return {
      port,
      adminPort,
      stop: async (graceMs = 10_000) => {
        gateway.stopping.value = true
        clearInterval(sweeping)
        const stopped = stopServer(server, graceMs)
        unused.close()
        await Promise.all([stopped, atMost(graceMs, gateway.renewal.settled())])
        if (admin) await stopServer(admin, 0)
        await close()
      },
    }
  } catch (error) {
    server.close()
    await close()
    throw error
  }
}
