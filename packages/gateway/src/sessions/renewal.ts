import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Renewed } from '../sign-in/provider.ts'
import type { Session } from './session.ts'
import type { LiveSession, Sessions } from './sessions.ts'
import type { Store } from './store.ts'

/** How a renewal ended. */
export type RenewalOutcome =
  /** The session has new tokens, got by this call or by another that was first. */
  | { readonly renewed: true; readonly live: LiveSession }
  /** The provider says no for good: the session is over. */
  | { readonly renewed: false; readonly because: 'refused'; readonly detail: string }
  /** The session was ended meanwhile, by signing out or by another process. */
  | { readonly renewed: false; readonly because: 'ended' }
  /** The provider could not be asked, or there is nothing to ask with: the session goes on as it is. */
  | { readonly renewed: false; readonly because: 'not-possible'; readonly detail: string }

export interface RenewalOptions {
  readonly sessions: Sessions
  readonly store: Store
  readonly now: () => number
  /** Asks the provider for new tokens. Never throws. */
  readonly askProvider: (session: Session) => Promise<Renewed>
  /** Told once for each time that the provider was asked. */
  readonly onOutcome: (outcome: RenewalOutcome) => void
}

/** Renews sessions' tokens, once for each expiry however many requests and processes see it. */
export interface Renewal {
  renew(live: LiveSession): Promise<RenewalOutcome>
  /** Resolves when the provider has been heard, and what it said is written, in every renewal under way here. */
  settled(): Promise<void>
}

/** As long as a crash may keep others waiting; renewed while the provider is slow. */
const leaseMs = 5_000
const pollMs = 25
/** After a try that led nowhere, the provider is left alone for this long. */
const restMs = 5_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Creates the renewal of sessions.
 *
 * Requests of one process share one promise. Processes share a lease in the store, renewed while the provider is
 * slow; whoever does not get it waits for the winner's record. The winner's write names the version it read: a
 * session that was signed out meanwhile stays signed out.
 */
export const createRenewal = ({ sessions, store, now, askProvider, onOutcome }: RenewalOptions): Renewal => {
  const underWay = new Map<string, Promise<RenewalOutcome>>()
  const resting = new LRUCache<string, number>({ max: 10_000 })
  const asking = new Set<Promise<RenewalOutcome>>()
  const holder = randomUUID()

  /** What the store holds now, whoever wrote it. */
  const asWritten = (live: LiveSession): RenewalOutcome => {
    const current = sessions.refind(live)
    if (!current) return { renewed: false, because: 'ended' }
    return current.session.refused
      ? { renewed: false, because: 'refused', detail: 'the provider refused a moment ago' }
      : { renewed: true, live: current }
  }

  const asWinner = async (live: LiveSession): Promise<RenewalOutcome> => {
    const answer = await askProvider(live.session)
    switch (answer.got) {
      case 'tokens': {
        const { tokens, claims = live.session.claims } = answer
        await sessions.replace(live, { ...live.session, claims, tokens })
        return asWritten(live)
      }
      case 'refusal':
        return (await sessions.endUnrenewed(live))
          ? { renewed: false, because: 'refused', detail: answer.detail }
          : asWritten(live)
      case 'nothing':
        resting.set(live.key, now() + restMs)
        return { renewed: false, because: 'not-possible', detail: answer.detail }
    }
  }

  const underLease = async (live: LiveSession): Promise<RenewalOutcome> => {
    const extend = setInterval(
      () => void store.lease(live.key, holder, now(), now() + leaseMs).catch(() => {}),
      leaseMs / 3,
    )
    try {
      const current = sessions.refind(live)
      if (current?.version !== live.version) return asWritten(live)
      const outcome = await asWinner(current)
      onOutcome(outcome)
      return outcome
    } finally {
      clearInterval(extend)
      // A lease that cannot be given back ends by itself; what the provider said counts all the same.
      await store.release(live.key, holder).catch(() => {})
    }
  }

  const winOrWait = async (live: LiveSession): Promise<RenewalOutcome> => {
    while (!(await store.lease(live.key, holder, now(), now() + leaseMs))) {
      await pause(pollMs)
      if (sessions.refind(live)?.version !== live.version) return asWritten(live)
    }
    const asked = underLease(live)
    asking.add(asked)
    return asked.finally(() => asking.delete(asked))
  }

  return {
    renew: (live) => {
      const running = underWay.get(live.key)
      if (running) return running
      if ((resting.get(live.key) ?? 0) > now()) {
        return Promise.resolve({
          renewed: false,
          because: 'not-possible',
          detail: 'the provider did not answer a moment ago',
        })
      }
      const started = winOrWait(live).finally(() => underWay.delete(live.key))
      underWay.set(live.key, started)
      return started
    },
    settled: async () => {
      await Promise.allSettled(asking)
    },
  }
}
