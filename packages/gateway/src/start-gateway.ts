import { createAdminServer } from './admin/admin-server.ts'
import { assembleGateway, type GatewayOptions } from './assemble-gateway.ts'
import { createServer } from './create-server.ts'
import { listen } from './listen.ts'
import type { Plan } from './plan.ts'
import { tryProvider } from './sign-in/try-provider.ts'
import { stopServer } from './stop-server.ts'
import { trackUnused } from './unused-connections.ts'

/** A gateway that serves requests. */
export interface RunningGateway {
  /** The port that it listens on: the plan's, or the free one that was found for port 0. */
  readonly port: number
  readonly adminPort: number | undefined
  /** Takes no new connections, lets requests finish for at most `graceMs` (default 10 s), then closes everything. */
  stop(graceMs?: number): Promise<void>
}

const sweepEveryMs = 60_000
const sweepAtMost = 4_000

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
 * The provider's metadata are asked for in the background: a gateway starts while the provider is down.
 *
 * @throws {@link ListenError} `ERR_LISTEN` when an address cannot be listened on.
 * @throws {@link StoreKeyError} `ERR_STORE_KEY` when the key is not the one that the store was made with.
 */
export const startGateway = async (plan: Plan, options: GatewayOptions = {}): Promise<RunningGateway> => {
  const { gateway, close } = await assembleGateway(plan, options)
  const server = createServer(gateway)
  const unused = trackUnused(server)
  const admin = plan.admin && createAdminServer(gateway)
  try {
    const port = await listen(server, plan.listen)
    const adminPort = admin && plan.admin ? await listen(admin, plan.admin) : undefined
    void tryProvider(gateway)
    const sweeping = setInterval(
      () =>
        void gateway.store
          .sweep(gateway.now(), sweepAtMost)
          .catch((error: unknown) =>
            gateway.log.error({ err: error }, 'ended sessions could not be removed'),
          ),
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
