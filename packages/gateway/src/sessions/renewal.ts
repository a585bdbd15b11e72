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
  /** The provider could not be asked, or there is nothing to ask with: the session goes on as it is. */
  | { readonly renewed: false; readonly because: 'not-possible'; readonly detail: string }

export interface RenewalOptions {
  readonly sessions: Sessions
  readonly store: Store
  readonly now: () => number
  /** Asks the provider for new tokens. Never throws. */
  readonly askProvider: (session: Session) => Promise<Renewed>
  readonly onOutcome: (outcome: 'renewed' | 'refused' | 'not-possible') => void
}

/** Renews sessions' tokens, once for each expiry however many requests and processes see it. */
export interface Renewal {
  renew(live: LiveSession): Promise<RenewalOutcome>
}

const leaseMs = 10_000
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
  const holder = randomUUID()

  const asWinner = async (live: LiveSession): Promise<RenewalOutcome> => {
    const answer = await askProvider(live.session)
    switch (answer.got) {
      case 'tokens': {
        const session = {
          ...live.session,
          claims: answer.claims ?? live.session.claims,
          tokens: answer.tokens,
        }
        const written = await sessions.replace(live, session)
        const current = sessions.refind(live)
        if (!written && !current)
          return { renewed: false, because: 'refused', detail: 'the session was ended meanwhile' }
        return { renewed: true, live: current ?? { ...live, session, version: live.version + 1 } }
      }
      case 'refusal':
        await sessions.end(live.key)
        return { renewed: false, because: 'refused', detail: answer.detail }
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
      if (!current) return { renewed: false, because: 'refused', detail: 'the session was ended meanwhile' }
      if (current.version !== live.version) return { renewed: true, live: current }
      return await asWinner(current)
    } finally {
      clearInterval(extend)
      await store.release(live.key, holder)
    }
  }

  const attempt = async (live: LiveSession): Promise<RenewalOutcome> => {
    while (!(await store.lease(live.key, holder, now(), now() + leaseMs))) {
      await pause(pollMs)
      const current = sessions.refind(live)
      if (!current) return { renewed: false, because: 'refused', detail: 'the session was ended meanwhile' }
      if (current.version !== live.version) return { renewed: true, live: current }
    }
    const outcome = await underLease(live)
    onOutcome(outcome.renewed ? 'renewed' : outcome.because)
    return outcome
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
      const started = attempt(live).finally(() => underWay.delete(live.key))
      underWay.set(live.key, started)
      return started
    },
  }
}
