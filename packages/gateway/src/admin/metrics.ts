import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ProblemCode } from '@clearway/rules/problems'
import type { RequestKind } from '@clearway/rules/request'
import type { ForwardingFault } from '../forwarding/forwarding-fault.ts'

/** What is counted. Labels have few values: never a host, path, user or address. */
export interface Metrics {
  answered(what: {
    readonly application: string
    readonly kind: RequestKind
    readonly status: number
    readonly caller: 'nobody' | 'session' | 'bearer'
    readonly ms: number
  }): void
  refused(code: ProblemCode): void
  signIn(outcome: 'completed' | 'refused'): void
  signedOut(): void
  renewal(outcome: 'renewed' | 'refused' | 'ended' | 'not-possible'): void
  forwardingFailed(fault: ForwardingFault): void
  connected(): void
  disconnected(): void
  /** The Prometheus text format. */
  text(): Promise<string>
  readonly contentType: string
}

/** Creates the metrics of one gateway, in a registry of their own. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Counter({
    name: 'clearway_requests_total',
    help: 'Requests answered, by application, kind of request, who called and status class',
    labelNames: ['application', 'kind', 'caller', 'status'] as const,
    registers,
  })
  const durations = new Histogram({
    name: 'clearway_request_duration_seconds',
    help: 'From the request’s head until the answer’s end, by application',
    labelNames: ['application'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const refusals = new Counter({
    name: 'clearway_refusals_total',
    help: 'Refusals, by problem code',
    labelNames: ['problem'] as const,
    registers,
  })
  const signIns = new Counter({
    name: 'clearway_sign_ins_total',
    help: 'Sign-ins that came back from the provider, by outcome',
    labelNames: ['outcome'] as const,
    registers,
  })
  const signOuts = new Counter({
    name: 'clearway_sign_outs_total',
    help: 'Sessions ended by their person',
    registers,
  })
  const renewals = new Counter({
    name: 'clearway_renewals_total',
    help: 'Token renewals asked of the provider, by outcome',
    labelNames: ['outcome'] as const,
    registers,
  })
  const faults = new Counter({
    name: 'clearway_forwarding_faults_total',
    help: 'Failures between the gateway and internal apps, by phase and reason',
    labelNames: ['phase', 'reason'] as const,
    registers,
  })
  const open = new Gauge({ name: 'clearway_connections', help: 'Open connections of browsers', registers })

  return {
    answered: ({ application, kind, status, caller, ms }) => {
      requests.inc({ application, kind, caller, status: `${Math.floor(status / 100)}xx` })
      durations.observe({ application }, ms / 1000)
    },
    refused: (problem) => refusals.inc({ problem }),
    signIn: (outcome) => signIns.inc({ outcome }),
    signedOut: () => signOuts.inc(),
    renewal: (outcome) => renewals.inc({ outcome }),
    forwardingFailed: ({ phase, reason }) => faults.inc({ phase, reason }),
    connected: () => open.inc(),
    disconnected: () => open.dec(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
