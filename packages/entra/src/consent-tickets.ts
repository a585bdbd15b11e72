import { randomBytes } from 'node:crypto'
import { createExpiringStore } from './expiring-store.ts'

/** What a consent page was shown for. */
interface ConsentTicket {
  /** The session that satisfied the request. */
  readonly sid: string
  /** The authorization request, with its address. */
  readonly request: string
}

/** Proofs, each good once, that a consent page was shown to a sign-in that its request is content with. */
export interface ConsentTickets {
  issue(ticket: ConsentTicket): string
  /** Whether an id stands for this very ticket. It does not from then on. */
  redeem(id: string, ticket: ConsentTicket): boolean
  clear(): void
}

/** Milliseconds that somebody may take to decide. */
const lifetime = 15 * 60 * 1000

/**
 * Keeps tickets in memory, a thousand at most.
 * @param now the clock, in milliseconds
 */
export function createConsentTickets(now: () => number): ConsentTickets {
  const store = createExpiringStore<ConsentTicket>(lifetime, 1000, now)
  return {
    issue(ticket) {
      const id = randomBytes(32).toString('base64url')
      store.set(id, ticket)
      return id
    },
    redeem(id, { request, sid }) {
      const found = store.get(id)
      if (found === undefined || found.sid !== sid || found.request !== request) return false
      store.delete(id)
      return true
    },
    clear: () => store.clear(),
  }
}
