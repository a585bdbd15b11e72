import type { Logger } from 'pino'
import type { Metrics } from './admin/metrics.ts'
import type { Upstreams } from './forwarding/upstreams.ts'
import type { AssertionSigner } from './identity/assertion.ts'
import type { Guards } from './identity/guards.ts'
import type { Plan } from './plan.ts'
import type { Renewal } from './sessions/renewal.ts'
import type { Sealer } from './sessions/seal.ts'
import type { Sessions } from './sessions/sessions.ts'
import type { Store } from './sessions/store.ts'
import type { LoopGuard } from './sign-in/loop-guard.ts'
import type { Provider } from './sign-in/provider.ts'

/** The running parts that steps use. Made by `assemble-gateway.ts` from a plan. */
export interface Gateway {
  readonly plan: Plan
  /** Milliseconds. */
  readonly now: () => number
  readonly log: Logger
  /** Writes one line of the access log; undefined where there is none. */
  readonly writeAccess: ((line: string) => void) | undefined
  readonly metrics: Metrics
  readonly store: Store
  readonly sessions: Sessions
  readonly renewal: Renewal
  readonly provider: Provider
  readonly attemptSealer: Sealer
  readonly loops: LoopGuard
  readonly assertions: AssertionSigner
  readonly upstreams: Upstreams
  /** The token guard of a segment that accepts tokens. Its first use reads the provider's metadata. */
  readonly guardOf: Guards
  /** Whether an address is one of the trusted proxies'. */
  trusts(address: string): boolean
  /** True from the moment the gateway is told to stop. */
  readonly stopping: { value: boolean }
}
