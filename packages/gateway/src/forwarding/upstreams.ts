import { Pool } from 'undici'
import type { InternalUrl, Plan, Segment } from '../plan.ts'
import { loopbackLookup } from './loopback-lookup.ts'

/** An internal URL with the connections to it. */
export interface Upstream {
  readonly url: InternalUrl
  readonly pool: Pool
}

/** Connections to the internal apps, kept open and shared by all requests. */
export interface Upstreams {
  /** The next internal URL of a segment, in turn. */
  choose(segment: Segment): Upstream
  /** Ids of the requests that are with internal apps: one that comes in with such an id has run in a circle. */
  readonly underWay: Set<string>
  close(): Promise<void>
}

/** Opens no connection yet. No file outside of this folder knows which HTTP client forwards. */
export const createUpstreams = (plan: Plan): Upstreams => {
  const pools = new Map<string, Pool>()
  const poolOf = (url: InternalUrl, { timeouts }: Segment): Pool => {
    const key = `${url.origin} ${timeouts.connect}`
    const pool =
      pools.get(key) ??
      new Pool(url.origin, {
        // Never the narrow place: a request waiting here would wait without end, behind streams that stay open.
        connections: plan.limits.connections,
        pipelining: 1,
        allowH2: false,
        connect: { lookup: loopbackLookup, timeout: timeouts.connect },
        maxHeaderSize: 64 * 1024,
      })
    pools.set(key, pool)
    return pool
  }

  const rings = new Map<Segment, { next: number; readonly upstreams: readonly Upstream[] }>()
  for (const segment of plan.applications.flatMap(({ segments }) => segments)) {
    const upstreams = segment.internal.map((url) => ({ url, pool: poolOf(url, segment) }))
    rings.set(segment, { next: 0, upstreams })
  }

  return {
    underWay: new Set(),
    choose: (segment) => {
      const ring = rings.get(segment)
      const chosen = ring?.upstreams[ring.next]
      if (!ring || !chosen) throw new TypeError('a segment without an internal URL was forwarded')
      ring.next = (ring.next + 1) % ring.upstreams.length
      return chosen
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}
