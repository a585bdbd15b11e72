import { Pool } from 'undici'
import type { InternalUrl, Plan, Segment } from '../plan.ts'
import { loopbackLookup } from './loopback-lookup.ts'

/** Connections to the internal apps, kept open and shared by all requests. */
export interface Upstreams {
  /** The next internal URL of a segment, in turn. */
  choose(segment: Segment): { readonly url: InternalUrl; readonly pool: Pool }
  close(): Promise<void>
}

/** Opens no connection yet. This is the one file that knows which HTTP client forwards. */
export const createUpstreams = (plan: Plan): Upstreams => {
  const pools = new Map<string, Pool>()
  const turns = new Map<Segment, number>()

  const poolOf = (url: InternalUrl, segment: Segment): Pool => {
    const key = `${url.origin} ${segment.timeouts.connect}`
    const known = pools.get(key)
    if (known) return known
    const pool = new Pool(url.origin, {
      connections: 256,
      pipelining: 1,
      allowH2: false,
      connect: { lookup: loopbackLookup, timeout: segment.timeouts.connect },
      maxHeaderSize: 64 * 1024,
    })
    pools.set(key, pool)
    return pool
  }

  for (const { segments } of plan.applications) {
    for (const segment of segments) for (const url of segment.internal) poolOf(url, segment)
  }

  return {
    choose: (segment) => {
      const turn = turns.get(segment) ?? 0
      if (segment.internal.length > 1) turns.set(segment, (turn + 1) % segment.internal.length)
      const url = segment.internal[turn]
      if (!url) throw new TypeError('a segment without an internal URL was forwarded')
      return { url, pool: poolOf(url, segment) }
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}
